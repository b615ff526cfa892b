import { expect, test } from 'vitest'
import type { Item } from './shapes'
import { shownItems } from './shown'

const item = (id: string, more: Partial<Item>): Item => ({ id, days_overdue: 0, status: 'unknown', theme: 'trade', institution_side: ['A'], body: 'x', institution: 'x', ...more }) as Item
const items = [item('1', { days_overdue: 5 }), item('2', { theme: 'talks', institution_side: ['A', 'B'] }), item('3', { days_overdue: 9, status: 'partial' })]
const ids = (show: string) => shownItems(items, show).map((i) => i.id)

test('without a choice those overdue, longest first', () => expect(ids('')).toEqual(['3', '1']))
test('by status, theme, side and id', () => {
  expect(ids('status:partial')).toEqual(['3'])
  expect(ids('theme:talks')).toEqual(['2'])
  expect(ids('side:B')).toEqual(['2'])
  expect(ids('id:1')).toEqual(['1'])
})
test('what is not understood shows all', () => expect(ids('colour:red')).toEqual(['1', '2', '3']))

import { describe, expect, test } from 'vitest'
import { contacts, middle, ordered, span, undated, type When } from './line'
import type { Channel, Channels } from './shapes'

const occasion = (day: string, ...event_ids: string[]) => ({ day, until: day, event_ids, outcome: 'none' as const, outcome_text: '', whole: true, followed_by: [], failed_by: [] })
const channel = (more: Partial<Channel>): Channel => ({ id: 'c', name: 'C', contacts: 0, days: 0, event_ids: [], refused_ids: [], occasions: [], ...more }) as Channel

const c = channel({ event_ids: ['A', 'B', 'M'], refused_ids: ['R'], occasions: [occasion('2026-02-01', 'A', 'B')] })
const when = new Map<string, When>([['M', { start: '2025-11-01', end: '2025-11-30', precision: 'month' }], ['R', { start: '2026-03-05', end: '2026-03-05', precision: 'day' }]])

describe('the line of a channel', () => {
  test('asks for the dates it does not have', () => expect(undated(c)).toEqual(['M', 'R']))
  test('keeps refused contacts and those of a month apart', () => {
    expect(contacts(c, when).map((x) => [x.kind, x.from, x.to])).toEqual([['loose', '2025-11-01', '2025-11-30'], ['held', '2026-02-01', '2026-02-01'], ['refused', '2026-03-05', '2026-03-05']])
  })
  test('joins contacts of one day', () => expect(contacts(c, when)[1].ids).toEqual(['A', 'B']))
  test('leaves out what has no date yet', () => expect(contacts(c, new Map())).toHaveLength(1))
  test('puts a contact of a month in its middle', () => expect(middle(contacts(c, when)[0])).toBe('2025-11-15'))
  test('begins with the month of the first contact', () => {
    const a = { as_of: '2026-07-01', channels: [c, channel({})] } as unknown as Channels
    expect(span(a, when)).toEqual(['2025-11-01', '2026-07-01'])
    expect(span({ ...a, channels: [] }, when)).toEqual(['2026-07-01', '2026-07-01'])
  })
})

test('channels used most come first', () => {
  expect(ordered([channel({ name: 'B' }), channel({ name: 'A' }), channel({ name: 'Z', days: 2 })]).map((x) => x.name)).toEqual(['Z', 'A', 'B'])
})

import { describe, expect, test } from 'vitest'
import { example, grid, question, shade, type WakeCell } from './wake'

const cell = (days: number, km: number | null, value?: number) => ({ days, km, effect: value === undefined ? null : { value, low: 0, high: 0, se: 0, p: 0, q: 0 } }) as WakeCell

describe('the question', () => {
  const streams = ['a', 'b', 'c']
  test('is asked when all of it is chosen', () => expect(String(question({ after: 'a', against: 'b', follow: ['c', 'b'], overlap: 'mixed' }, streams))).toBe('treatment=a&control=b&follow=c&follow=b&overlap=mixed'))
  test.each([
    [{ after: '', against: 'b', follow: ['c'], overlap: '' }],
    [{ after: 'a', against: 'a', follow: ['c'], overlap: '' }],
    [{ after: 'a', against: 'b', follow: [], overlap: '' }],
    [{ after: 'a', against: 'b', follow: ['gone'], overlap: '' }],
    [{ after: 'a', against: 'gone', follow: ['c'], overlap: '' }],
  ])('is not asked: %o', (a) => expect(question(a, streams)).toBeUndefined())
})

test('the grid has days down and distance across, any distance last', () => {
  const g = grid([cell(14, null), cell(7, 50), cell(7, null), cell(14, 50)])
  expect(g.km).toEqual([50, null])
  expect(g.rows.map((r) => [r.days, r.cells.map((c) => c?.km)])).toEqual([[7, [50, null]], [14, [50, null]]])
  expect(grid([cell(7, 50), cell(14, null)]).rows[0].cells[1]).toBeUndefined()
})

test('the shade has the sign of the effect and is full at the largest', () => {
  const all = [cell(7, 50, -4), cell(7, 100, 1), cell(7, null)]
  expect(all.map((c) => shade(c.effect?.value ?? 0, all))).toEqual([-1, 0.5, 0])
  expect(shade(0, [cell(7, 50)])).toBe(0)
})

test('the example names no stream twice', () => {
  const s = [['x', 10], ['y', 50], ['z', 12], ['w', 40]].map(([id, events]) => ({ id: String(id), name: '', events: Number(events) }))
  expect(example(s)).toEqual({ after: 'x', against: 'z', follow: ['w', 'y'], overlap: '' })
  expect(example(s.slice(0, 2))).toBeUndefined()
})

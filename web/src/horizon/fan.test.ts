import { describe, expect, test } from 'vitest'
import { band, chosen, held, line, outside, slots, topOf, type Box } from './fan'
import type { Ahead, Month, Past } from './shapes'

const q = { q05: 1, q25: 2, q50: 3, q75: 4, q95: 6 }
const past = (origin: string, lead: number, from: string, came: number | null, thin = false): Past => ({ origin, lead, from, to: from, model: 'mixture', came, thin, ...q })
const month = (from: string, value: number): Month => ({ from, to: from, value, violent: value, unknown: 0, reported: 1, thin: false })
const ahead = (from: string, lead: number): Ahead => ({ lead, from, to: from, mean: 3, p_any: 0.9, ...q })

describe('the fan', () => {
  const list = [past('2026-01-01', 1, '2026-01-02', 3), past('2026-01-01', 2, '2026-02-02', 7), past('2026-02-01', 1, '2026-02-02', 1), past('2026-02-01', 2, '2026-03-02', null), past('2026-03-01', 1, '2026-03-02', 0, true)]
  test('earlier forecasts are chosen by how far ahead they were, or by their day', () => {
    expect(chosen(list, 1, '').map((p) => p.from)).toEqual(['2026-01-02', '2026-02-02', '2026-03-02'])
    expect(chosen(list, 1, '2026-01-01').map((p) => p.lead)).toEqual([1, 2])
  })
  test('what is not over or was little reported is not counted as held', () => expect(held(list)).toEqual({ of: 3, half: 1, nine: 2 }))
  test('outside is beyond the nine-in-ten range, its ends held', () => expect(list.map(outside)).toEqual([false, true, false, false, true]))
  test('months on record come first, each with its earlier forecast', () => {
    const s = slots([month('2025-12-02', 1), month('2026-01-02', 3), month('2026-02-02', 7)], [ahead('2026-03-02', 1)], chosen(list, 1, ''), 2)
    expect(s.map((x) => [x.from, x.month?.value, x.ahead?.lead, x.past?.origin])).toEqual([['2026-01-02', 3, undefined, '2026-01-01'], ['2026-02-02', 7, undefined, '2026-02-01'], ['2026-03-02', undefined, 1, '2026-03-01']])
    expect(slots([month('a', 1), month('b', 2)], [], [], 0)).toHaveLength(2)
  })
  test('the axis ends on a round number', () => {
    expect(topOf([{ from: '', to: '', month: month('a', 28) }])).toBe(30)
    expect(topOf([])).toBe(1)
    expect(topOf([{ from: '', to: '', month: month('a', 145) }])).toBe(150)
  })
  test('band and line lie in the box', () => {
    const b: Box = { width: 100, height: 60, top: 6, count: 2 }
    expect(line(b, [0, 6], 0)).toBe('M25 60L75 0')
    expect(band(b, [q], 1, 'q05', 'q95')).toBe('M75 0L75 50Z')
    expect(band(b, [], 1, 'q05', 'q95')).toBe('')
  })
})

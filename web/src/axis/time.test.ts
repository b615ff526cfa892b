import { describe, expect, test } from 'vitest'
import { roundTop, ticks, timeScale } from './time'

describe('the axis of time', () => {
  test('gives each day its room', () => {
    const s = timeScale('2026-01-01', '2026-01-10', 100)
    expect(s.x('2026-01-01')).toBe(0)
    expect(s.x('2026-01-06')).toBe(50)
    expect(s.span('2026-01-10', '2026-01-10')).toEqual({ x: 90, width: 10 })
  })
  test('holds what lies outside at the edge', () => {
    const s = timeScale('2026-01-01', '2026-01-10', 100)
    expect(s.x('2025-01-01')).toBe(0)
    expect(s.span('2025-01-01', '2027-01-01')).toEqual({ x: 0, width: 100 })
  })
  test('one day is an axis too', () => expect(timeScale('2026-01-01', '2026-01-01', 80).span('2026-01-01', '2026-01-01')).toEqual({ x: 0, width: 80 }))
  test('names years where there is little room, and months where there is more', () => {
    expect(ticks(timeScale('2021-08-15', '2026-07-01', 300)).map((k) => k.label)).toEqual(['2022', '2023', '2024', '2025', '2026'])
    expect(ticks(timeScale('2025-11-15', '2026-03-01', 300)).map((k) => k.label)).toEqual(['Dec', '2026', 'Feb', 'Mar'])
  })
  test('labels never stand closer than their room', () => {
    for (const width of [200, 350, 700, 1200]) {
      for (const from of ['2021-08-15', '2024-07-01', '2026-01-01']) {
        const at = ticks(timeScale(from, '2026-07-01', width)).map((k) => k.x)
        for (let i = 1; i < at.length; i++) expect(at[i] - at[i - 1]).toBeGreaterThan(40)
      }
    }
  })
})

test.each([[0, 1], [1, 1], [1.2, 2], [3, 5], [7, 10], [143, 200], [0.31, 0.5], [NaN, 1]])('%d fits under %d', (value, top) => expect(roundTop(value)).toBeCloseTo(top, 10))

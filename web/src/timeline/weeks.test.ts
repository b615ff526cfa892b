import { expect, test } from 'vitest'
import type { Week } from '../api/shapes'
import { weekDeaths, weekText } from './reading'
import { chosenWeeks, datesOf, inSpan, monday, stacked, thinRuns, weekIndex } from './weeks'

function week(date: string, more: Partial<Week> = {}): Week {
  return { week: date, events: 0, material_conflict: 0, verbal_conflict: 0, verbal_cooperation: 0, material_cooperation: 0, violent: 0, deaths_low: 0, deaths_best: 0, deaths_high: 0, deaths_unknown: 0, score: 0, ...more }
}
const weeks = ['2026-02-02', '2026-02-09', '2026-02-16', '2026-02-23'].map((d) => week(d))

test('conflict stands above the line and cooperation below, and heights are counts', () => {
  const w = week('2026-02-02', { material_conflict: 3, verbal_conflict: 2, verbal_cooperation: 1, material_cooperation: 4 })
  const s = stacked([w])
  expect(s.material_conflict[0]).toMatchObject({ y1: 0, y2: 3 })
  expect(s.verbal_conflict[0]).toMatchObject({ y1: 3, y2: 5 })
  expect(s.material_cooperation[0].y2).toBe(-4)
  expect(s.verbal_cooperation[0]).toMatchObject({ y1: -4, y2: -5 })
  expect(stacked([week('2026-02-02')]).material_conflict).toEqual([])
})

test('choosing weeks and dates agree', () => {
  expect(datesOf(weeks, 1, 2)).toEqual({ from: '2026-02-09', to: '2026-02-22' })
  expect(datesOf(weeks, 2, 1)).toEqual(datesOf(weeks, 1, 2))
  for (let a = 0; a < 4; a++) for (let b = a; b < 4; b++) {
    const { from, to } = datesOf(weeks, a, b)
    expect(chosenWeeks(weeks, from, to)).toEqual([a, b])
  }
  expect(chosenWeeks(weeks, '', '')).toEqual([0, 3])
  expect(weekIndex(weeks, '1999-01-01')).toBe(0)
  expect(weekIndex(weeks, '2030-01-01')).toBe(3)
  expect(monday('2026-02-08')).toBe('2026-02-02')
})

test('a span shows the newest weeks, and widens to the choice', () => {
  const many = Array.from({ length: 60 }, (_, i) => week(new Date(Date.UTC(2025, 0, 6) + i * 7 * 864e5).toISOString().slice(0, 10)))
  expect(inSpan(many, 'all', '')).toHaveLength(60)
  expect(inSpan(many, '52', '')).toHaveLength(52)
  expect(inSpan(many, '26', many[3].week)[0].week).toBe(many[3].week)
})

test('runs of few reports join, and an unknown share is not few', () => {
  const runs = thinRuns([{ week: '2026-02-02', share: 0.1 }, { week: '2026-02-09', share: 0.3 }, { week: '2026-02-16', share: null }, { week: '2026-02-23', share: 0.2 }], 0.4)
  expect(runs.map((r) => r.x1.toISOString().slice(0, 10))).toEqual(['2026-02-02', '2026-02-23'])
  expect(runs[0].x2.toISOString().slice(0, 10)).toBe('2026-02-16')
})

test('a week says what is missing, what is zero and what is a figure', () => {
  expect(weekDeaths(week('2026-02-02'))).toBe('no violent event reported')
  expect(weekDeaths(week('2026-02-02', { violent: 2, deaths_unknown: 2 }))).toBe('no figure reported')
  expect(weekDeaths(week('2026-02-02', { violent: 2, deaths_unknown: 1 }))).toBe('0')
  expect(weekDeaths(week('2026-02-02', { violent: 2, deaths_low: 3, deaths_high: 5 }))).toBe('3–5')
  expect(weekText(week('2026-02-02'))).toBe('Week of 2 Feb 2026 · no reports in this filter')
})

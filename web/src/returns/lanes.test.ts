import { describe, expect, test } from 'vitest'
import { timeScale } from '../axis/time'
import { bars, dated, events, groups, span, thickness } from './lanes'
import type { Flow, Plan, Returns, Series } from './shapes'

const flow = (from: string, to: string, value: number | null): Flow =>
  ({ from, to, days: 1, value, value_text: value === null ? '<5' : String(value), unit: 'persons', per_day: value, differenced: false, surge: null, rows: [] })
const series = (indicator: string, publisher: string, ...flows: Flow[]): Series => ({ indicator, indicator_name: indicator.toUpperCase(), region: 'R', publisher, units: ['persons'], flows, not_used: [] })

describe('figures by publisher', () => {
  test('stay apart, and most periods come first', () => {
    const g = groups([series('deportations', 'A', flow('2026-01-01', '2026-01-31', 10)), series('returns', 'A'), series('returns', 'B', flow('2026-01-01', '2026-01-02', 1), flow('2026-02-01', '2026-02-02', 1))])
    expect(g.map((x) => [x.name, x.series.map((s) => s.publisher)])).toEqual([['RETURNS', ['A', 'B']], ['DEPORTATIONS', ['A']]])
  })
  test('bars that overlap stand in rows of their own', () => {
    const s = series('returns', 'A', flow('2025-01-01', '2025-12-31', 9000), flow('2025-06-01', '2025-06-30', 700), flow('2026-06-01', '2026-06-10', 8))
    const b = bars(s, timeScale('2024-01-01', '2026-12-31', 900))
    expect(b.rows).toBe(2)
    expect(b.bars.map((x) => x.row)).toEqual([0, 1, 0])
  })
  test('a figure at the edge stands before its bar', () => {
    const [bar] = bars(series('returns', 'A', flow('2026-12-01', '2026-12-31', 123456)), timeScale('2026-01-01', '2026-12-31', 400)).bars
    expect(bar.anchor).toBe('end')
    expect(bar.textX).toBeLessThan(bar.x)
  })
  test('a figure held back has a bar and its own text', () => expect(bars(series('returns', 'A', flow('2026-01-01', '2026-01-31', null)), timeScale('2026-01-01', '2026-12-31', 400)).bars[0]).toMatchObject({ text: '<5', height: 2 }))
  test('none is no bar', () => expect(bars(series('returns', 'A'), timeScale('2026-01-01', '2026-12-31', 400))).toEqual({ bars: [], rows: 1 }))
})

test('a bar is thicker for more people a day, within bounds', () => {
  const at = [null, 0, 1, 10, 1000, 1e9].map(thickness)
  for (let i = 1; i < at.length; i++) expect(at[i]).toBeGreaterThanOrEqual(at[i - 1])
  expect(at.at(-1)).toBe(14)
})

test('the axis holds all periods and deadlines', () => {
  const a = { from: '2021-08-15', to: '2026-07-01', series: [series('returns', 'A', flow('2023-10-27', '2023-10-30', 5))], plans: [{ announced: '2023-10-03', due: '2026-09-01' }] } as unknown as Returns
  expect(span(a)).toEqual(['2023-10-01', '2026-09-01'])
  expect(span({ ...a, series: [], plans: [] })).toEqual(['2021-08-01', '2026-07-01'])
})

test('plans with and without a deadline', () => {
  const p = dated([{ id: 'a', due: '' }, { id: 'b', due: '2026-01-01' }] as Plan[])
  expect([p.due.map((x) => x.id), p.other.map((x) => x.id)]).toEqual([['b'], ['a']])
})

test('only events are links', () => expect(events(['returns#1', 'PD-1'], { reports: { 'PD-1': [] } } as unknown as Returns)).toEqual(['PD-1']))

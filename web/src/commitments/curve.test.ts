import { describe, expect, test } from 'vitest'
import { carriedOut, drawCurve, yearsWithin } from './curve'
import type { Step } from './shapes'

const step = (days: number, share: number, low: number | null, high: number | null, events: number, censored: number): Step =>
  ({ days, at_risk: 4, events, censored, share, low, high, ids: null, censored_ids: null })

// Four followed: one carried out on day 10, one no longer followed on day 20, one carried out on day 40.
// Open: 3/4, then 3/4 × 1/2 = 3/8.
const curve = [step(10, 0.75, 0.4, 1, 1, 0), step(20, 0.75, 0.4, 1, 0, 1), step(40, 0.375, null, null, 1, 0)]

describe('the curve', () => {
  test('is the share carried out, with its bounds turned over', () => {
    expect(carriedOut(curve).map((p) => [p.done, p.low, p.high])).toEqual([[0.25, 0, 0.6], [0.25, 0, 0.6], [0.625, 0.625, 0.625]])
  })
  test('steps on the day itself and is level between', () => {
    const d = drawCurve(carriedOut(curve), 400, 100)
    expect(d.top).toBe(0.7)
    expect(d.line).toBe('M0,100L100,100L100,64.29L200,64.29L200,64.29L400,64.29L400,10.71')
    expect(d.ticks).toEqual([{ x: 200, y: 64.29 }])
  })
  test('never goes down and stays in the box', () => {
    const ys = [...drawCurve(carriedOut(curve), 400, 100).line.matchAll(/,([\d.]+)/g)].map((m) => Number(m[1]))
    ys.forEach((y, i) => expect(y).toBeLessThanOrEqual(i ? ys[i - 1] : 100))
    expect(Math.min(...ys)).toBeGreaterThanOrEqual(0)
  })
  test('of nothing is a line at none', () => expect(drawCurve([], 400, 100).line).toBe('M0,100'))
})

test('years on the axis are few', () => {
  expect(yearsWithin(100)).toEqual([0])
  expect(yearsWithin(800)).toEqual([0, 1, 2])
  expect(yearsWithin(365.25 * 16)).toEqual([0, 2, 4, 6, 8, 10, 12, 14, 16])
})

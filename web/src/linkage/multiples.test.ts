import { describe, expect, test } from 'vitest'
import { timeScale } from '../axis/time'
import { correlogram, fullName, gaps, largest, periodAt, places, towards } from './multiples'
import type { Lag, Series } from './shapes'

const points = (...values: (number | null)[]) => values.map((value) => ({ value }))
const lag = (n: number, r: number | null, low: number | null = null, high: number | null = null): Lag => ({ lag: n, pairs: 30, r, low, high })

describe('one axis', () => {
  const a = { periods: ['2026-01-05', '2026-01-12', '2026-01-19'], to: '2026-01-25' }
  const boxes = places(a, timeScale('2026-01-05', '2026-01-25', 210))
  test('gives each period its days', () => expect(boxes).toEqual([{ x: 0, width: 70 }, { x: 70, width: 70 }, { x: 140, width: 70 }]))
  test('finds the period under a point', () => {
    expect([-5, 0, 69, 70, 209, 900].map((x) => periodAt(boxes, x))).toEqual([0, 0, 0, 1, 2, 2])
  })
})

describe('missing is not zero', () => {
  test('gaps hold only what is missing', () => expect(gaps(points(null, 0, null, null, 3, null))).toEqual([[0, 0], [2, 3], [5, 5]]))
  test('a series without a gap has none', () => expect(gaps(points(0, 0))).toEqual([]))
  test('the largest of nothing is 0', () => expect(largest({ points: points(null, null) } as Series)).toBe(0))
  test('the largest of values', () => expect(largest({ points: points(2, null, 7) } as Series)).toBe(7))
})

test('a published series says where and by whom', () => {
  expect(fullName({ name: 'Returned', region: 'Chaman', publisher: 'UN' })).toBe('Returned (Chaman, UN)')
  expect(fullName({ name: 'strikes', region: '', publisher: '' })).toBe('strikes')
})

test('marks by direction', () => expect(['ceasefire_start', 'border_closure', 'ceasefire_end', 'trade_agreement'].map(towards)).toEqual([true, false, false, true]))

describe('association by lag', () => {
  const c = correlogram([lag(-2, 0.5, 0, 1), lag(-1, 0, -0.5, 0.5), lag(0, null), lag(1, -1, -1, 0), lag(2, -1, -1, 0)], 2, 100, 50)
  test('runs from −1 below to 1 above', () => expect([c.y(1), c.y(0), c.y(-1), c.x(-2), c.x(2)]).toEqual([0, 25, 50, 0, 100]))
  test('breaks where nothing is measured', () => {
    expect(c.line).toBe('M0.0 12.5L25.0 25.0M75.0 50.0L100.0 50.0')
    expect(c.band.match(/M/g)).toHaveLength(2)
  })
  test('a lone interval is no band', () => expect(correlogram([lag(0, 0.1, 0, 0.2)], 2, 100, 50).band).toBe(''))
})

import { expect, test } from 'vitest'
import { columns, type Period } from './detail'

const period = (low: number, best: number, high: number, unknown: number) => ({ from: '2026-01-01', to: '2026-01-31', toll: { deaths: { low, best, high, of: 3, unknown, at_least: 0 } } }) as Period

test('the highest figure fills the box, and the range stands by itself', () => {
  const c = columns([period(5, 10, 20, 0), period(0, 0, 0, 3)], 100, 40)
  expect(c.top).toBe(20)
  expect(c.columns.map((k) => [k.x, k.low, k.best, k.high, k.unknown])).toEqual([[0, 30, 20, 0, false], [50, 40, 40, 40, true]])
})
test('no periods, no columns', () => expect(columns([], 100, 40)).toEqual({ columns: [], top: 1 }))

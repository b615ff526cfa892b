import { expect, test } from 'vitest'
import { monthBars, sharedTop } from './months'
import type { Principle } from './shapes'

const months = [{ month: '2026-01-01', progress: 2, regress: 0, ids: null }, { month: '2026-02-01', progress: 0, regress: 4, ids: null }]

test('progress goes up and regress goes down, on one scale', () => {
  expect(monthBars(months, 4, 100, 20).map((b) => [b.x, b.up, b.down])).toEqual([[0, 10, 0], [50, 0, 20]])
})
test('the scale holds the highest month of all, and is never nothing', () => {
  expect(sharedTop([{ months } as Principle, { months: null } as Principle])).toBe(4)
  expect(sharedTop([])).toBe(1)
})

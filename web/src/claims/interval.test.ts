import { expect, test } from 'vitest'
import { at, holdsZero, reach } from './interval'

const w = (difference: number | null, difference_low: number | null, difference_high: number | null) => ({ difference, difference_low, difference_high })

test('the axis holds every interval', () => {
  expect(reach([w(0.26, -0.15, 0.75), w(1.03, 0.24, 1.82)])).toBe(2)
  expect(reach([w(0.03, -0.04, 0.05)])).toBeCloseTo(0.05)
  expect(reach([w(30, null, null)])).toBe(50)
  expect(reach([])).toBe(1)
})
test('zero is in the middle', () => {
  expect(at(0, 2)).toBe(50)
  expect(at(-2, 2)).toBe(0)
  expect(at(9, 2)).toBe(100)
})
test('an interval holds zero, does not, or is not there', () => {
  expect(holdsZero(w(0.2, -0.1, 0.5))).toBe(true)
  expect(holdsZero(w(1, 0.2, 1.8))).toBe(false)
  expect(holdsZero(w(1, null, null))).toBeUndefined()
})

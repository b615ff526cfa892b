import { describe, expect, test } from 'vitest'
import { tabAfter } from './tabs'

describe('keys on the tabs', () => {
  test('arrows go round', () => {
    expect(tabAfter('ArrowRight', 9, 10, false)).toBe(0)
    expect(tabAfter('ArrowLeft', 0, 10, false)).toBe(9)
    expect(tabAfter('ArrowRight', 3, 10, false)).toBe(4)
  })
  test('arrows follow the direction of writing', () => {
    expect(tabAfter('ArrowRight', 3, 10, true)).toBe(2)
    expect(tabAfter('ArrowLeft', 9, 10, true)).toBe(0)
  })
  test('Home and End go to the ends', () => {
    expect(tabAfter('Home', 5, 10, false)).toBe(0)
    expect(tabAfter('End', 5, 10, false)).toBe(9)
  })
  test('other keys are left alone', () => expect(tabAfter('a', 5, 10, false)).toBe(-1))
})

import { describe, expect, test } from 'vitest'
import type { Past } from '../api/shapes'
import { best, ofThree, spot } from './outlook'

const past = (up: number, same: number, down: number): Past => ({ day: '2026-01-01', verdict: 'holding', p_escalation: up, p_holding: same, p_de_escalation: down, base: 1, came: null, happened: '' })

describe('a past verdict', () => {
  test('is read by its largest part', () => {
    expect(best(past(0.5, 0.3, 0.2))).toBe('escalation')
    expect(best(past(0.2, 0.3, 0.5))).toBe('de_escalation')
    expect(best(past(0.4, 0.4, 0.2))).toBe('escalation')
    expect(best(past(0.1, 0.7, 0.3))).toBe('holding') // of a verdict that counts most falls as holding
  })
  test('is drawn in one order, and whole', () => {
    expect(ofThree(past(0.25, 0.9, 0.5)).map((x) => x.p)).toEqual([0.25, 0.25, 0.5])
  })
})

test('a calibrated bin lies on the diagonal', () => {
  expect(spot({ low: 0.2, high: 0.3, n: 100, forecast: 0.25, observed: 0.25 }, 100)).toEqual({ x: 25, y: 75, r: 3.5 })
})

import { describe, expect, test } from 'vitest'
import { tn } from '../messages'
import { dayText, daysBetween, isDate, plusDays, spanText } from './dates'
import { deaths, range, rate, share, shareRange, times, tolled } from './figures'

const NONE = 'no figure reported'

describe('figures', () => {
  test('unknown is not zero', () => {
    expect(range(null, null)).toBe(NONE)
    expect(range(0, 0)).toBe('0')
    expect(deaths(null, null, null)).toBe(NONE)
    expect(rate(null)).toBe('not known')
    expect(rate(0)).toBe('0')
  })
  test('ranges', () => {
    expect(range(3, 3)).toBe('3')
    expect(range(1583, 2078)).toBe('1,583–2,078')
    expect(range(4, null)).toBe('at least 4')
    expect(range(null, 9)).toBe('at most 9')
  })
  test('the best figure is said where it adds something', () => {
    expect(deaths(95, 143, 408)).toBe('95–408 (best 143)')
    expect(deaths(7, 7, 7)).toBe('7')
    expect(deaths(null, 5, null)).toBe('at least 5')
  })
  test('a toll of events without figures is not 0', () => {
    const d = { low: 0, best: 0, high: 0, of: 4, unknown: 4, at_least: 0 }
    expect(tolled(d)).toBe(NONE)
    expect(tolled({ ...d, unknown: 1 })).toBe('0')
    expect(tolled({ low: 3, best: 3, high: 5, of: 4, unknown: 1, at_least: 2 })).toBe('3–5 or more')
    expect(tolled({ low: 3, best: 3, high: 3, of: 4, unknown: 1, at_least: true })).toBe('at least 3')
  })
  test('certainty is never shown', () => {
    expect(share(0)).toBe('<1%')
    expect(share(1)).toBe('>99%')
    expect(share(0.318)).toBe('32%')
    expect(shareRange([0.35, 0.58])).toBe('35–58%')
    expect(shareRange([0, 0])).toBe('<1%')
  })
  test('a minus is a minus', () => expect(rate(-21.04)).toBe('−21'))
})

describe('dates', () => {
  test('only days of the calendar', () => {
    expect(isDate('2026-02-28')).toBe(true)
    for (const bad of ['2026-02-31', '2026-2-1', '', 'today', '2026-13-01']) expect(isDate(bad)).toBe(false)
  })
  test('as precise as known', () => {
    expect(spanText('2026-02-24', '2026-02-24', 'day')).toBe('24 Feb 2026')
    expect(spanText('2026-02-01', '2026-02-28', 'month')).toBe('Feb 2026')
    expect(spanText('2026-01-01', '2026-12-31', 'year')).toBe('2026')
    expect(spanText('2026-02-24', '2026-02-27', 'day')).toMatch(/24\D+27 Feb 2026/)
    expect(spanText('', '', 'day')).toBe('no date given')
  })
  test('arithmetic crosses years and leap days', () => {
    expect(plusDays('2024-02-28', 1)).toBe('2024-02-29')
    expect(plusDays('2026-01-01', -7)).toBe('2025-12-25')
    expect(daysBetween('2025-12-25', '2026-01-01')).toBe(7)
    expect(dayText('2026-07-01T00:00:00Z')).toBe('1 Jul 2026')
  })
})

test('how many times a figure is another never rounds to none', () => {
  expect([times(0.045), times(1), times(4.29), times(27.5), times(1234)]).toEqual(['0.045', '1', '4.3', '28', '1,234'])
})

test('plural forms', () => {
  expect(tn('events.count', 1)).toBe('1 event in this filter')
  expect(tn('events.count', 1530)).toBe('1,530 events in this filter')
})

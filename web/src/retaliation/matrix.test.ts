import { describe, expect, test } from 'vitest'
import { banded, behind, cellOf, come, curve, daysShown, depth, listed, notable, segments, top, used } from './matrix'
import type { Cell, Fit, Recent } from './shapes'

const cell = (value: number, q = 1): Cell => ({ value, low: 0, high: 1, p: q, q })
const fit = (links: Cell[][]): Fit => ({ streams: ['a', 'b'], links, half_life_days: { value: 1, low: 0.5, high: 2 } }) as Fit
const recent = (events: number[], source: number[][]): Recent => ({ from: '', to: '', events, background: [], source, pairs: [] })

test('a curve has a line and a band around it', () => {
  const r = (value: number, low: number, high: number) => ({ value, low, high })
  const c = { receiver: 'a', source: 'b', lags: [0, 10], rate: [r(1, 0.5, 2), r(0, 0, 1)], total: [] }
  expect(banded(c, 10, 2, 100, 50)).toEqual({ line: 'M0.0 25.0L100.0 50.0', band: 'M0.0 0.0L100.0 25.0L100.0 50.0L0.0 37.5Z' })
  expect(banded({ ...c, lags: [], rate: [] }, 10, 2, 100, 50)).toEqual({ line: '', band: '' })
})

describe('pairs', () => {
  const f = fit([[cell(0.5, 0.01), cell(0.9, 0.5)], [cell(0), cell(0.2, 0.05)]])
  test('that stand out come first, then the strongest', () => expect(listed(f).map((l) => [l.row, l.column])).toEqual([[0, 0], [1, 1], [0, 1], [1, 0]]))
  test('a tenth is not under a tenth', () => expect([0.0999, 0.1].map((q) => notable(cell(1, q)))).toEqual([true, false]))
  test('share one scale of darkness', () => {
    expect(top([f, null, fit([[cell(2)]])])).toBe(2)
    expect(top([null])).toBe(0)
    expect([depth(0, 2), depth(2, 2), depth(9, 2), depth(1, 0)]).toEqual([0, 1, 1, 0])
    expect(depth(0.5, 2)).toBe(0.5)
  })
  test('are named by an address', () => {
    expect(cellOf('moving-0-12')).toEqual({ kind: 'moving', row: 0, column: 12 })
    expect(['', 'moving', 'other-1-1', 'moving-1-x', 'moving--1-1'].map(cellOf)).toEqual(Array(5).fill(undefined))
  })
  test('name their streams, known or not', () => expect(used(f, [{ id: 'b', name: 'B', events: 1, event_ids: [] }]).map((s) => s.name)).toEqual(['a', 'B']))
})

test('the pairs behind a cell, the strongest first', () => {
  const pair = (receiver: string, source: string, share: number) => ({ event: 'E' + share, earlier: 'F', receiver, source, share })
  const r = { ...recent([], []), pairs: [pair('a', 'b', 0.2), pair('a', 'a', 0.9), pair('a', 'b', 0.6)] }
  expect(behind(r, 'a', 'b').map((p) => p.share)).toEqual([0.6, 0.2])
  expect(behind(r, 'b', 'a')).toEqual([])
  expect(behind(null, 'a', 'b')).toEqual([])
})

describe('the response', () => {
  test('half has come by the half-life', () => expect([come(0, 2), come(2, 2), come(4, 2), come(1, 0)]).toEqual([0, 0.5, 0.75, 1]))
  test('is drawn within its box', () => {
    const c = curve({ value: 1, low: 0.5, high: 2 }, 8, 200, 100)
    expect([c.x(8), c.y(0), c.y(1)]).toEqual([200, 100, 0])
    expect(c.line.startsWith('M0.0 100.0L')).toBe(true)
    for (const n of (c.line + c.band).match(/-?[\d.]+/g)!.map(Number)) expect(n).toBeGreaterThanOrEqual(0)
  })
  test('is shown for as long as it lasts', () => {
    expect(daysShown([fit([])])).toBe(10)
    expect(daysShown([null])).toBe(5)
    expect(daysShown([{ ...fit([]), half_life_days: { value: 20, low: 9, high: 90 } }])).toBe(28)
  })
})

describe('what the recent events are put to', () => {
  test('adds up to their number', () => {
    const s = segments(recent([2], [[0.69, 1e-9, 0.3]]), 0)
    expect(s.map((x) => x.source)).toEqual([-1, 0, 2])
    expect(s.reduce((n, x) => n + x.length, 0)).toBeCloseTo(2, 6)
    expect(s.at(-1)!.from + s.at(-1)!.length).toBeCloseTo(2, 6)
  })
  test('no events have no parts', () => expect(segments(recent([0], [[0, 0]]), 0)).toEqual([]))
  test('all may be put to earlier events', () => expect(segments(recent([1], [[1]]), 0)).toEqual([{ from: 0, length: 1, source: 0 }]))
})

import { describe, expect, it } from 'vitest'
import { newest, SHOWN, usual } from './bars'
import type { Signals } from './shapes'

const week = (i: number, taken = true) => ({ week: new Date(Date.UTC(2026, 0, 5 + 7 * i)).toISOString().slice(0, 10), signals: 1, taken })

describe('usual', () => {
  it('is the mean of the four taken weeks before the last', () => {
    expect(usual([9, 1, 2, 3, 4, 50], [0, 1, 2, 3, 4, 5].map((i) => week(i)))).toBe(2.5)
    expect(usual([9, 1, 0, 3, 4, 50], [0, 1, 2, 3, 4, 5].map((i) => week(i, i !== 2)))).toBe(4.25)
  })
  it('is nothing when fewer were taken in', () => expect(usual([1, 2, 3, 4], [0, 1, 2, 3].map((i) => week(i)))).toBeUndefined())
})

describe('newest', () => {
  it('shows the newest weeks, and totals of all', () => {
    const n = SHOWN + 8
    const a = { weeks: Array.from({ length: n }, (_, i) => week(i)), types: [{ type: 'ASSAULT', quad: 'material_conflict', signals: n, weeks: Array(n).fill(1) }] } as unknown as Signals
    const { weeks, lines } = newest(a)
    expect(weeks.length).toBe(SHOWN)
    expect(lines[0]).toMatchObject({ total: n, last: 1, before: 1, top: 1 })
    expect(lines[0].weeks.length).toBe(SHOWN)
  })
})

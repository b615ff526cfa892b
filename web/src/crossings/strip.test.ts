import { describe, expect, test } from 'vitest'
import { timeScale } from '../axis/time'
import type { Run, Status } from './shapes'
import { firstDay, joined, pieces } from './strip'

const run = (from: string, to: string, status: Status, certain = true, ...ids: string[]): Run =>
  ({ from, to, days: 0, status, certain, rows: ids.map((id) => ({ id, crossing: 'c', date: from, date_precision: 'day', status, scope: 'all', source_url: '' })) })

describe('the strip of a crossing', () => {
  const runs = [run('2026-01-01', '2026-01-10', 'not_known'), run('2026-01-11', '2026-01-15', 'closed', true, 'a'), run('2026-01-16', '2026-01-20', 'closed', true, 'a', 'b'), run('2026-01-21', '2026-01-30', 'closed', false, 'b'), run('2026-01-31', '2026-01-31', 'open')]
  test('joins what is one state, and keeps each observation once', () => {
    const out = joined(runs)
    expect(out.map((r) => [r.from, r.to, r.status, r.certain])).toEqual([['2026-01-01', '2026-01-10', 'not_known', true], ['2026-01-11', '2026-01-20', 'closed', true], ['2026-01-21', '2026-01-30', 'closed', false], ['2026-01-31', '2026-01-31', 'open', true]])
    expect(out[1].rows.map((r) => r.id)).toEqual(['a', 'b'])
  })
  test('does not change what it is given', () => {
    const before = JSON.stringify(runs)
    joined(runs)
    expect(JSON.stringify(runs)).toBe(before)
  })
  test('covers every day once, and open stands lower than closed', () => {
    const p = pieces(runs, timeScale('2026-01-01', '2026-01-31', 310), 16)
    expect(p.map((x) => x.x)).toEqual([0, 100, 200, 300])
    expect(p.map((x) => x.width)).toEqual([100, 100, 100, 10])
    expect(p[3].height).toBeLessThan(p[1].height)
    for (const x of p) expect(x.y + x.height).toBe(16)
  })
  test('a day is seen even where it has less than a pixel', () => {
    expect(pieces([run('2026-01-05', '2026-01-05', 'closed')], timeScale('2021-01-01', '2026-07-01', 300), 16)[0].width).toBe(1)
  })
})

test('the newest weeks', () => {
  expect(firstDay('26', '2026-07-01')).toBe('2026-01-01')
  expect(firstDay('all', '2026-07-01')).toBe('')
  expect(firstDay('26', '')).toBe('')
})

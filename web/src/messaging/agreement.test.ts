import { expect, test } from 'vitest'
import { agreement } from './agreement'
import type { Agreement } from './shapes'

const window = (to: string, index: number | null, low: number | null = null, high: number | null = null): Agreement =>
  ({ from: to, to, grade: index === null ? 'too_few' : 'enough', statements: 4, institutions: 2, index, low, high, ids: null })

test('windows without an index are left out and not drawn as 0', () => {
  const s = agreement([window('2026-01-01', null), window('2026-01-03', 0.5, 0.25, 0.75), window('2026-01-05', 1)], 100, 20)
  expect(s.dots.map((d) => [d.x, d.y, d.low, d.high])).toEqual([[50, 10, 15, 5], [100, 0, 0, 0]])
  expect([s.from, s.to, s.first, s.last]).toEqual(['2026-01-03', '2026-01-05', 0.5, 1])
})
test('no windows, no dots', () => expect(agreement([], 100, 20).dots).toEqual([]))

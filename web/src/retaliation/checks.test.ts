import { expect, test } from 'vitest'
import { duration, moved, type CheckResults } from './checks'
import type { Fit } from './shapes'

test('a duration is said in minutes from one on', () => expect([duration(4.4), duration(59.4), duration(61), duration(352)]).toEqual(['4 s', '59 s', '1 min 1 s', '5 min 52 s']))

test('pairs that stand out are listed with what became of them', () => {
  const cell = (value: number, q: number) => ({ value, low: 0, high: 1, p: q, q })
  const fit = { streams: ['a', 'b'], links: [[cell(0.4, 0.01), cell(0.1, 0.9)], [cell(0.2, 0.5), cell(0, 1)]] } as unknown as Fit
  const refits = { sets: 5, spectral_radius: null, pairs: [[{ sets: 5, stood_out: 4, estimate: null }]] }
  const c = { thinned: { ...refits, evenly: refits }, orders: refits, noon: { links: [[0.3]], q: [[0.02]] }, scattered: { chance: [[0.17]] } } as unknown as CheckResults
  expect(moved(fit, ['a', 'b'], c)).toEqual([{ source: 'a', receiver: 'a', value: 0.4, thinned: '4 of 5', evenly: '4 of 5', orders: '4 of 5', noon: 0.3, noonQ: 0.02, chance: 0.17 }])
  const none = { ...fit, links: fit.links.map((r) => r.map((x) => ({ ...x, q: 1 }))) }
  expect(moved(none, ['a', 'b'], c)).toHaveLength(4)
})

import { t } from '../messages'
import { notable } from './matrix'
import type { Fit, Ranged } from './shapes'

export interface Placebo { sets: number; pairs: number; stood_out: number; sets_with_any: number; share: number; real_pairs: number; real_stood_out: number; spectral_radius: Ranged; chance: number[][] }
export interface Refit { sets: number; stood_out: number; estimate: Ranged | null }
export interface Refits { sets: number; spectral_radius: Ranged | null; pairs: Refit[][] }

/** Matrices are [receiver][source]. */
export interface CheckResults {
  shifted: Placebo; scattered: Placebo; thinned: Refits & { reports_a_month: number; kept: number; evenly: Refits }; orders: Refits
  noon: { links: number[][]; q: number[][]; spectral_radius: number; half_life_days: number }
  stability: { text: string } | null; text: string
}

/** What /retaliation/checks answers. */
export interface ChecksAnswer { state: 'running' | 'done'; seconds: number; sets: number; answer?: CheckResults; streams: string[]; refused?: string }

/** Seconds as minutes and seconds. */
export function duration(seconds: number): string {
  const s = Math.round(seconds)
  return s < 60 ? t('checks.seconds', { s }) : t('checks.minutes', { m: Math.floor(s / 60), s: s % 60 })
}

export interface Moved { source: string; receiver: string; value: number; thinned: string; evenly: string; orders: string; noon: number; noonQ: number; chance: number }

/** The pairs that stand out in the fit, and what became of each under the checks; all pairs when none stands out. */
export function moved(fit: Fit, streams: string[], c: CheckResults): Moved[] {
  const held = (r: Refit | undefined) => (r ? t('checks.held', { n: r.stood_out, of: r.sets }) : '')
  const all = streams.flatMap((receiver, i) => streams.map((source, j) => ({ receiver, source, i, j, cell: fit.links[i]?.[j] }))).filter((x) => x.cell)
  const named = all.filter((x) => notable(x.cell))
  return (named.length ? named : all).map(({ receiver, source, i, j, cell }) => ({
    source, receiver, value: cell.value, thinned: held(c.thinned.pairs[i]?.[j]), evenly: held(c.thinned.evenly.pairs[i]?.[j]), orders: held(c.orders.pairs[i]?.[j]),
    noon: c.noon.links[i]?.[j] ?? 0, noonQ: c.noon.q[i]?.[j] ?? 1, chance: c.scattered.chance[i]?.[j] ?? 1,
  }))
}

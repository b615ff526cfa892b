import type { DeathCount, Known } from '../api/shapes'
import { language, t } from '../messages'

const whole = new Intl.NumberFormat(language)
const tenth = new Intl.NumberFormat(language, { maximumFractionDigits: 1 })

/** A count with its thousands set apart. */
export function count(n: number): string {
  return whole.format(n)
}

/** A mean or a rate, to one decimal. */
export function rate(n: Known | undefined): string {
  return n === null || n === undefined ? t('figure.unknown') : tenth.format(n)
}

/**
 * A figure given as low and high. Neither known: "no figure reported". High not known: "at least".
 */
export function range(low: Known, high: Known): string {
  if (low === null && high === null) return t('figure.none')
  if (high === null) return t('figure.at_least', { n: count(low!) })
  if (low === null) return t('figure.at_most', { n: count(high) })
  return low === high ? count(low) : t('figure.range', { low: count(low), high: count(high) })
}

/** Deaths of one event: its range, and the best figure where it says more. */
export function deaths(low: Known, best: Known, high: Known): string {
  const shown = range(low ?? best, high)
  const adds = best !== null && best !== low && best !== high
  return adds ? t('figure.with_best', { range: shown, best: count(best) }) : shown
}

/** Deaths summed over events. No event with a figure is "no figure reported", never 0. */
export function tolled(d: DeathCount): string {
  if (d.of > 0 && d.unknown >= d.of) return t('figure.none')
  const low = count(d.low)
  if (d.at_least) return d.high > d.low ? t('figure.range_more', { low, high: count(d.high) }) : t('figure.at_least', { n: low })
  return range(d.low, d.high)
}

/** Probabilities as whole per cents that add to 100 (largest remainder). */
export function perCents(parts: number[]): number[] {
  const total = parts.reduce((a, b) => a + b, 0)
  if (!(total > 0)) return parts.map(() => 0)
  const exact = parts.map((p) => (p / total) * 100)
  const floor = exact.map(Math.floor)
  let left = 100 - floor.reduce((a, b) => a + b, 0)
  const byRest = exact.map((x, i) => [x - floor[i], i]).sort((a, b) => b[0] - a[0])
  for (const [, i] of byRest) if (left-- > 0) floor[i]++
  return floor
}

/** One share as text; small ones are "<1%", never 0%. */
export function share(p: number): string {
  if (p > 0 && p < 0.005) return t('figure.under_one')
  if (p < 1 && p > 0.995) return t('figure.over_99')
  return t('figure.per_cent', { n: Math.round(p * 100) })
}

/** An interval of shares, "35–58%". */
export function shareRange([low, high]: [number, number]): string {
  return t('figure.per_cent_range', { low: Math.round(low * 100), high: Math.round(high * 100) })
}

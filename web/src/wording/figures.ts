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
  return n === null || n === undefined ? t('figure.unknown') : tenth.format(n).replace('-', '−')
}

const two = new Intl.NumberFormat(language, { maximumSignificantDigits: 2 })

/** How many times one figure is another, to two digits that count: a small part is never 0. */
export function times(n: number): string {
  return n >= 100 ? whole.format(n) : two.format(n)
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
  const adds = best !== null && best !== (low ?? best) && best !== high
  return adds ? t('figure.with_best', { range: shown, best: count(best) }) : shown
}

/** Deaths summed over events. No event with a figure is "no figure reported", never 0. */
export function tolled(d: DeathCount): string {
  if (d.of > 0 && d.unknown >= d.of) return t('figure.none')
  const low = count(d.low)
  if (d.at_least) return d.high > d.low ? t('figure.range_more', { low, high: count(d.high) }) : t('figure.at_least', { n: low })
  return range(d.low, d.high)
}

/** A probability as a whole per cent; certainty is never shown. */
export function share(p: number): string {
  if (p < 0.01) return t('figure.under_one')
  if (p > 0.99) return t('figure.over_99')
  return t('figure.per_cent', { n: Math.round(p * 100) })
}

/** A part of a whole as a whole per cent; it can be none or all. */
export function portion(p: number): string {
  return t('figure.per_cent', { n: Math.round(p * 100) })
}

/** An interval of shares, "35–58%". */
export function shareRange([low, high]: [number, number]): string {
  const [from, to] = [Math.round(low * 100), Math.round(high * 100)]
  return from === to ? share((low + high) / 2) : t('figure.per_cent_range', { low: from, high: to })
}

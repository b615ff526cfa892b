import type { Week } from '../api/shapes'
import { QUADS } from '../marks/shapes'
import { named, t, tn } from '../messages'
import { dayText } from '../wording/dates'
import { count, range } from '../wording/figures'

/** Deaths of a week: no violent event is not the same as events without a figure. */
export function weekDeaths(w: Week): string {
  if (w.deaths_low === 0 && w.deaths_high === 0) {
    if (w.violent === 0 && w.deaths_unknown === 0) return t('timeline.no_violent')
    if (w.deaths_unknown > 0 && w.deaths_unknown >= w.violent) return t('figure.none')
  }
  return range(w.deaths_low, Math.max(w.deaths_high, w.deaths_low))
}

/** A week in words, for the line above the chart and for screen readers. */
export function weekText(w: Week): string {
  const classes = QUADS.filter((q) => w[q] > 0).map((q) => `${named('quad', q)} ${count(w[q])}`)
  const parts = [t('timeline.week_of', { date: dayText(w.week) }), w.events ? classes.join(', ') : t('timeline.no_reports')]
  if (w.events) parts.push(t('timeline.deaths_of', { deaths: weekDeaths(w) }))
  if (w.deaths_unknown > 0) parts.push(tn('timeline.without', w.deaths_unknown))
  return parts.join(' · ')
}

import type { Ahead, Month, Past, Quantiles } from './shapes'

/** A column of the chart: a month on record, a month ahead, or both an earlier forecast of it and what came. */
export interface Slot { from: string; to: string; month?: Month; ahead?: Ahead; past?: Past }

/** The months shown: the last of the record, then those ahead; each with the earlier forecast of it that is chosen. */
export function slots(history: Month[], ahead: Ahead[], past: Past[], last: number): Slot[] {
  const by = new Map(past.map((p) => [p.from, p]))
  const shown = last > 0 ? history.slice(-last) : history
  return [
    ...shown.map((m) => ({ from: m.from, to: m.to, month: m, past: by.get(m.from) })),
    ...ahead.map((a) => ({ from: a.from, to: a.to, ahead: a, past: by.get(a.from) })),
  ]
}

/** Earlier forecasts made so many months ahead, or at one origin. */
export function chosen(past: Past[], lead: number, origin: string): Past[] {
  return origin ? past.filter((p) => p.origin === origin) : past.filter((p) => p.lead === lead)
}

export interface Held { of: number; half: number; nine: number }

/** How often what came lay within the one-in-two and the nine-in-ten range; what is not over or was little reported is not counted. */
export function held(past: Past[]): Held {
  const over = past.filter((p) => p.came !== null && !p.thin)
  const within = (low: keyof Quantiles, high: keyof Quantiles) => over.filter((p) => p.came! >= p[low] && p.came! <= p[high]).length
  return { of: over.length, half: within('q25', 'q75'), nine: within('q05', 'q95') }
}

/** Whether what came lay outside the nine-in-ten range. */
export function outside(p: Past): boolean {
  return p.came !== null && (p.came < p.q05 || p.came > p.q95)
}

/** The top of the axis: the highest value or quantile shown, as a round number. */
export function topOf(list: Slot[]): number {
  const most = Math.max(1, ...list.map((s) => Math.max(s.month?.value ?? 0, s.ahead?.q95 ?? 0, s.past?.q95 ?? 0)))
  const step = 10 ** Math.floor(Math.log10(most))
  return [1, 1.5, 2, 3, 4, 5, 6, 8, 10].map((k) => k * step).find((v) => v >= most && Number.isInteger(v)) ?? Math.ceil(most)
}

export interface Box { width: number; height: number; top: number; count: number }

export const x = (b: Box, i: number) => Math.round(((i + 0.5) / Math.max(1, b.count)) * b.width * 10) / 10
export const y = (b: Box, v: number) => Math.round((1 - Math.min(v, b.top) / b.top) * b.height * 10) / 10

/** A band between two quantiles over the months ahead, from the column `first` on. */
export function band(b: Box, ahead: Quantiles[], first: number, low: keyof Quantiles, high: keyof Quantiles): string {
  if (!ahead.length) return ''
  const up = ahead.map((a, i) => `${x(b, first + i)} ${y(b, a[high])}`)
  const down = ahead.map((a, i) => `${x(b, first + i)} ${y(b, a[low])}`).toReversed()
  return `M${[...up, ...down].join('L')}Z`
}

/** A line through values, from the column `first` on. */
export function line(b: Box, values: number[], first: number): string {
  return values.length ? 'M' + values.map((v, i) => `${x(b, first + i)} ${y(b, v)}`).join('L') : ''
}

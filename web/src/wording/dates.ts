import { language, t } from '../messages'

const DAY = 86_400_000

const formats = {
  day: new Intl.DateTimeFormat(language + '-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }),
  month: new Intl.DateTimeFormat(language + '-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' }),
  year: new Intl.DateTimeFormat(language + '-GB', { year: 'numeric', timeZone: 'UTC' }),
}

/** Milliseconds of a date written YYYY-MM-DD, or NaN. */
export function time(date: string): number {
  return /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(date + 'T00:00:00Z') : NaN
}

/** Whether the text is a day of the calendar, written YYYY-MM-DD. */
export function isDate(date: string): boolean {
  const ms = time(date)
  return !Number.isNaN(ms) && isoDay(ms) === date
}

/** The day of a time, written YYYY-MM-DD. */
export function isoDay(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10)
}

/** The date some days later, or earlier when days is negative. */
export function plusDays(date: string, days: number): string {
  return isoDay(time(date) + days * DAY)
}

/** Whole days from one date to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((time(to) - time(from)) / DAY)
}

/** A date in words, "24 Feb 2026"; "not given" for ''. */
export function dayText(date: string): string {
  const ms = time((date ?? '').slice(0, 10))
  return Number.isNaN(ms) ? t('date.none') : formats.day.format(ms)
}

/** The dates of an event as precisely as they are known. */
export function spanText(start: string, end: string, precision: string): string {
  const from = time(start)
  if (Number.isNaN(from)) return t('date.none')
  if (precision === 'month') return formats.month.format(from)
  if (precision === 'year') return formats.year.format(from)
  const to = time(end)
  if (Number.isNaN(to) || to <= from) return formats.day.format(from)
  return formats.day.formatRange(from, to)
}

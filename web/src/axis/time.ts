import { language } from '../messages'
import { daysBetween, isoDay, time } from '../wording/dates'

export interface TimeScale { from: string; to: string; width: number; x: (date: string) => number; span: (from: string, to: string) => { x: number; width: number } }
export interface Tick { x: number; label: string; year: boolean }

/** Days along a width; a day takes its room, so that the axis ends after the last one. What lies outside is held at the edge. */
export function timeScale(from: string, to: string, width: number): TimeScale {
  const days = Math.max(1, daysBetween(from, to) + 1)
  const at = (day: number) => (Math.min(days, Math.max(0, day)) / days) * width
  const x = (date: string) => at(daysBetween(from, date))
  return { from, to, width, x, span: (a, b) => ({ x: x(a), width: at(daysBetween(from, b) + 1) - x(a) }) }
}

const STEPS = [1, 2, 3, 6, 12, 24, 48]
const ROOM = 54
const month = new Intl.DateTimeFormat(language + '-GB', { month: 'short', timeZone: 'UTC' })

/** First days of months, as many as have room for their label; the first of a year is named by the year. */
export function ticks(s: TimeScale): Tick[] {
  const first = new Date(time(s.from))
  const months = (daysBetween(s.from, s.to) + 1) / 30.4
  const step = STEPS.find((n) => (months / n) * ROOM <= s.width) ?? STEPS.at(-1)!
  const out: Tick[] = []
  for (let m = first.getUTCFullYear() * 12 + first.getUTCMonth(); ; m++) {
    const day = isoDay(Date.UTC(Math.floor(m / 12), m % 12, 1))
    if (day > s.to) return out
    if (day < s.from || m % step !== 0) continue
    const year = m % 12 === 0
    out.push({ x: s.x(day), label: year ? String(Math.floor(m / 12)) : month.format(time(day)), year })
  }
}

/** A round number at or above the value: 1, 2 or 5 times a power of ten. */
export function roundTop(value: number): number {
  if (!(value > 0)) return 1
  const power = 10 ** Math.floor(Math.log10(value))
  return [1, 2, 5, 10].map((n) => n * power).find((n) => n >= value - 1e-9 * value)!
}

import { time } from '../wording/dates'
import type { Agreement } from './shapes'

export interface Dot { to: string; index: number; x: number; y: number; low: number; high: number }
export interface Spark { dots: Dot[]; from: string; to: string; first: number; last: number }

/** The windows that have an index, by their last day, in a box from 0 at the foot to 1 at the head. */
export function agreement(series: Agreement[], width: number, height: number): Spark {
  const start = time(series[0]?.to ?? '')
  const span = Math.max(1, time(series.at(-1)?.to ?? '') - start)
  const y = (v: number) => Math.round((height - v * height) * 10) / 10
  const dots = series.filter((a) => a.index !== null).map((a) => ({
    to: a.to, index: a.index!, x: Math.round(((time(a.to) - start) / span) * width * 10) / 10,
    y: y(a.index!), low: y(a.low ?? a.index!), high: y(a.high ?? a.index!),
  }))
  return { dots, from: dots[0]?.to ?? '', to: dots.at(-1)?.to ?? '', first: dots[0]?.index ?? 0, last: dots.at(-1)?.index ?? 0 }
}

import type { TimeScale } from '../axis/time'
import { plusDays } from '../wording/dates'
import type { Lag, Linkage, Point, Series } from './shapes'

export interface Box { x: number; width: number }

/** The place of each period along the axis, from its first day to the day before the next. */
export function places(a: Pick<Linkage, 'periods' | 'to'>, scale: TimeScale): Box[] {
  return a.periods.map((p, i) => scale.span(p, i + 1 < a.periods.length ? plusDays(a.periods[i + 1], -1) : a.to))
}

/** Runs of periods without a value, as first and last index. Missing is not zero. */
export function gaps(points: Point[]): [number, number][] {
  const out: [number, number][] = []
  points.forEach((p, i) => {
    if (p.value !== null) return
    const last = out.at(-1)
    if (last && last[1] === i - 1) last[1] = i
    else out.push([i, i])
  })
  return out
}

/** The largest value that is known; 0 without any. */
export function largest(s: Series): number {
  return s.points.reduce((m, p) => Math.max(m, p.value ?? 0), 0)
}

/** The period under a point of the axis. */
export function periodAt(boxes: Box[], x: number): number {
  const i = boxes.findIndex((b) => x < b.x + b.width)
  return i < 0 ? boxes.length - 1 : i
}

/** A series with where and by whom, where it is a published one. */
export function fullName(s: { name: string; region: string; publisher: string }): string {
  const by = [s.region, s.publisher].filter(Boolean).join(', ')
  return by ? `${s.name} (${by})` : s.name
}

/** Marks that point towards calm, and away from it. */
export function towards(mode: string): boolean {
  return ['ceasefire_start', 'ceasefire_extension', 'border_reopening', 'trade_agreement'].includes(mode)
}

export interface Correlogram { line: string; band: string; x: (lag: number) => number; y: (r: number) => number }

/** Line and band of the association by lag; a lag that is not measured breaks both. */
export function correlogram(lags: Lag[], most: number, width: number, height: number): Correlogram {
  const x = (lag: number) => ((lag + most) / (2 * most)) * width
  const y = (r: number) => ((1 - r) / 2) * height
  const at = (lag: number, r: number) => `${x(lag).toFixed(1)} ${y(r).toFixed(1)}`
  let line = ''
  let band = ''
  let run: Lag[] = []
  const close = () => {
    if (run.length > 1) band += 'M' + [...run.map((l) => at(l.lag, l.high!)), ...[...run].reverse().map((l) => at(l.lag, l.low!))].join('L') + 'Z'
    run = []
  }
  let open = false
  for (const l of lags) {
    if (l.r === null) open = false
    else {
      line += (open ? 'L' : 'M') + at(l.lag, l.r)
      open = true
    }
    if (l.low === null || l.high === null) close()
    else run.push(l)
  }
  close()
  return { line, band, x, y }
}

import type { WeekLevel } from '../api/shapes'

// The small chart of weekly violent events with the model's level, as paths in a box.

export interface Drawn {
  top: number
  bars: { x: number; width: number; y: number; height: number; week: string; violent: number }[]
  band: string
  line: string
  gaps: { x: number; width: number }[] // runs of weeks with fewer reports than usual
}

/** Weeks whose exposure is under this are drawn as a gap in the reports. */
export const FULL = 0.7

export function drawLevel(weeks: WeekLevel[], width: number, height: number): Drawn {
  const top = Math.max(1, ...weeks.map((w) => Math.max(w.violent, w.level_high)))
  const step = weeks.length ? width / weeks.length : width
  const x = (i: number) => round(i * step)
  const mid = (i: number) => round((i + 0.5) * step)
  const y = (v: number) => round(height - (Math.min(v, top) / top) * height)
  const bars = weeks.map((w, i) => ({ x: x(i), width: round(Math.max(step - 0.5, 0.5)), y: y(w.violent), height: round(height - y(w.violent)), week: w.week, violent: w.violent }))
  const upper = weeks.map((w, i) => `${mid(i)},${y(w.level_high)}`)
  const lower = weeks.map((w, i) => `${mid(i)},${y(w.level_low)}`).reverse()
  const line = weeks.map((w, i) => `${mid(i)},${y(w.level)}`)
  const gaps: Drawn['gaps'] = []
  let start = -1
  weeks.forEach((w, i) => {
    const thin = w.exposure < FULL
    if (thin && start < 0) start = i
    if (start >= 0 && (!thin || i === weeks.length - 1)) {
      const end = thin ? i + 1 : i
      gaps.push({ x: x(start), width: round((end - start) * step) })
      start = -1
    }
  })
  return { top, bars, gaps, band: path([...upper, ...lower], true), line: path(line, false) }
}

function path(points: string[], closed: boolean): string {
  return points.length ? 'M' + points.join('L') + (closed ? 'Z' : '') : ''
}

function round(v: number): number {
  return Math.round(v * 100) / 100
}

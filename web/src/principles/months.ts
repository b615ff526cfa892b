import type { Month, Principle } from './shapes'

export interface Bar { x: number; width: number; up: number; down: number; month: Month }

/** Bars above and below a line in the middle of a box; `top` is the count that fills a half. */
export function monthBars(months: Month[], top: number, width: number, half: number): Bar[] {
  const step = months.length ? width / months.length : width
  const round = (v: number) => Math.round(v * 100) / 100
  return months.map((month, i) => ({
    month, x: round(i * step), width: round(Math.max(0.5, step - 0.8)),
    up: round((month.progress / top) * half), down: round((month.regress / top) * half),
  }))
}

/** One scale for all principles, so that their charts compare. */
export function sharedTop(principles: Principle[]): number {
  return Math.max(1, ...principles.flatMap((p) => (p.months ?? []).flatMap((m) => [m.progress, m.regress])))
}

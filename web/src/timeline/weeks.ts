import type { Quad, Week } from '../api/shapes'
import { daysBetween, isoDay, plusDays, time } from '../wording/dates'

/** One bar of the timeline: conflict stands above the line, cooperation below. */
export interface Block { x1: Date; x2: Date; y1: number; y2: number }

const ABOVE: Quad[] = ['material_conflict', 'verbal_conflict']
const BELOW: Quad[] = ['material_cooperation', 'verbal_cooperation']

/** Bars of each class, stacked from the line outwards, material acts next to it. */
export function stacked(weeks: Week[]): Record<Quad, Block[]> {
  const out: Record<Quad, Block[]> = { material_conflict: [], verbal_conflict: [], verbal_cooperation: [], material_cooperation: [] }
  for (const w of weeks) {
    const x1 = new Date(time(w.week))
    const x2 = new Date(time(plusDays(w.week, 7)))
    for (const [quads, sign] of [[ABOVE, 1], [BELOW, -1]] as const) {
      let y = 0
      for (const q of quads) {
        if (w[q] > 0) out[q].push({ x1, x2, y1: sign * y, y2: sign * (y + w[q]) })
        y += w[q]
      }
    }
  }
  return out
}

/** The Monday of the week of a date. */
export function monday(date: string): string {
  const ms = time(date)
  const day = (new Date(ms).getUTCDay() + 6) % 7
  return isoDay(ms - day * 86_400_000)
}

/** Where the date's week lies among the weeks, held within them. */
export function weekIndex(weeks: Week[], date: string): number {
  if (weeks.length === 0) return 0
  const i = Math.floor(daysBetween(weeks[0].week, date) / 7)
  return Math.max(0, Math.min(weeks.length - 1, i))
}

/** The dates of a run of weeks: the first day of the first to the last day of the last. */
export function datesOf(weeks: Week[], first: number, last: number): { from: string; to: string } {
  const [a, b] = first <= last ? [first, last] : [last, first]
  return { from: weeks[a].week, to: plusDays(weeks[b].week, 6) }
}

/** The weeks chosen by the dates, or all of them when neither is set. */
export function chosenWeeks(weeks: Week[], from: string, to: string): [number, number] {
  return [from ? weekIndex(weeks, from) : 0, to ? weekIndex(weeks, to) : weeks.length - 1]
}

/** The newest weeks of a span; a choice that begins earlier widens it. */
export function inSpan(weeks: Week[], span: string, from: string): Week[] {
  if (span === 'all') return weeks
  const start = Math.max(0, weeks.length - Number(span))
  return weeks.slice(from && from < (weeks[start]?.week ?? '') ? weekIndex(weeks, from) : start)
}

/** Runs of weeks in which the share of the usual reports is under the bound. */
export function thinRuns(shares: { week: string; share: number | null }[], bound: number): { x1: Date; x2: Date }[] {
  const runs: { x1: Date; x2: Date }[] = []
  for (const s of shares) {
    if (s.share === null || s.share >= bound) continue
    const x1 = new Date(time(s.week))
    const x2 = new Date(time(plusDays(s.week, 7)))
    const last = runs.at(-1)
    if (last && last.x2.getTime() === x1.getTime()) last.x2 = x2
    else runs.push({ x1, x2 })
  }
  return runs
}

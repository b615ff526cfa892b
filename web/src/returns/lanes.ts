import type { TimeScale } from '../axis/time'
import type { Flow, Plan, Returns, Series } from './shapes'

export interface Group { indicator: string; name: string; series: Series[] }
export interface Bar { x: number; width: number; height: number; flow: Flow; row: number; text: string; textX: number; anchor: 'start' | 'end' }

/** Series by what is counted, in the order of the answer. Series are put side by side and never added up. */
export function groups(series: Series[]): Group[] {
  const out = new Map<string, Group>()
  for (const s of series) {
    const g = out.get(s.indicator) ?? { indicator: s.indicator, name: s.indicator_name, series: [] }
    g.series.push(s)
    out.set(s.indicator, g)
  }
  return [...out.values()].sort((a, b) => flows(b) - flows(a))
}

const flows = (g: Group) => g.series.reduce((n, s) => n + s.flows.length, 0)

/** First and last day of all periods and deadlines, within what was asked for. */
export function span(a: Returns): [string, string] {
  const every = a.series.flatMap((s) => s.flows)
  const from = [...every.map((f) => f.from), ...a.plans.map((p) => p.announced)].filter((d) => d >= a.from).sort()[0] ?? a.from
  const to = [...every.map((f) => f.to), ...a.plans.map((p) => p.due)].filter(Boolean).sort().at(-1) ?? a.to
  return [from.slice(0, 7) + '-01', to < a.to ? a.to : to]
}

/** How thick a bar is, by people a day on a scale of powers of ten; a figure held back is the thinnest. */
export function thickness(perDay: number | null): number {
  if (perDay === null || perDay <= 0) return 2
  return Math.max(3, Math.min(14, 3 * Math.log10(perDay) + 1.5))
}

/** The bars of a series. Periods that overlap, or whose figures would, stand in rows of their own. */
export function bars(s: Series, scale: TimeScale, letter = 6.4): { bars: Bar[]; rows: number } {
  const ends: number[] = []
  const out: Bar[] = []
  for (const flow of [...s.flows].sort((a, b) => a.from.localeCompare(b.from) || b.days - a.days)) {
    const at = scale.span(flow.from, flow.to)
    const width = Math.max(3, at.width)
    const room = flow.value_text.length * letter + 8
    const after = at.x + width + room <= scale.width
    const [start, end] = after ? [at.x, at.x + width + room] : [at.x - room, at.x + width]
    let row = ends.findIndex((e) => e <= start)
    if (row < 0) row = ends.length
    ends[row] = end
    out.push({ x: at.x, width, height: thickness(flow.per_day), flow, row, text: flow.value_text, textX: after ? at.x + width + 4 : at.x - 4, anchor: after ? 'start' : 'end' })
  }
  return { bars: out, rows: Math.max(1, ends.length) }
}

/** Plans that have a deadline or flows beside them come first; the others are announcements only. */
export function dated(plans: Plan[]): { due: Plan[]; other: Plan[] } {
  return { due: plans.filter((p) => p.due), other: plans.filter((p) => !p.due) }
}

/** Addresses of the reports behind the rows of a flow. */
export function urls(f: Flow): string[] {
  return f.rows.map((r) => r.source_url)
}

/** The ids that are events of the page; rows and commitments are not. */
export function events(ids: string[], a: Returns): string[] {
  return ids.filter((id) => id in a.reports)
}

import type { TimeScale } from '../axis/time'
import { plusDays } from '../wording/dates'
import type { Run, Status } from './shapes'

export interface Piece { x: number; y: number; width: number; height: number; run: Run }

/** How much of a strip's height a state fills: the taller, the more is closed, so that the state is seen without colour. */
const FILLS: Record<Status, number> = { open: 0.25, partial: 0.6, closed: 1, contradictory: 1, not_known: 1 }

/** The states in the order of the legend. */
export const STATUSES: Status[] = ['open', 'partial', 'closed', 'contradictory', 'not_known']

/** The colour of each state; a state that is not known has none, only a dotted frame. */
export const COLOURS: Record<Status, string> = { open: 'material_cooperation', partial: 'verbal_conflict', closed: 'material_conflict', contradictory: 'ink', not_known: 'edge' }

/** Joins neighbouring runs of one state and one certainty; the rows behind them stay together. */
export function joined(runs: Run[]): Run[] {
  const out: Run[] = []
  for (const r of runs) {
    const last = out.at(-1)
    if (last && last.status === r.status && last.certain === r.certain && plusDays(last.to, 1) === r.from) {
      out[out.length - 1] = { ...last, to: r.to, days: last.days + r.days, rows: [...last.rows, ...r.rows.filter((x) => !last.rows.some((y) => y.id === x.id))] }
    } else out.push(r)
  }
  return out
}

/** The pieces of a strip, each standing on its lower edge; none is thinner than can be seen. */
export function pieces(runs: Run[], scale: TimeScale, height: number): Piece[] {
  return joined(runs).map((run) => {
    const s = scale.span(run.from, run.to)
    const h = FILLS[run.status] * height
    return { x: s.x, y: height - h, width: Math.max(1, s.width), height: h, run }
  })
}

/** The first day asked for, when only the newest weeks up to a day are wanted. */
export function firstDay(span: string, newest: string): string {
  const weeks = Number(span)
  return newest && weeks > 0 ? plusDays(newest, 1 - 7 * weeks) : ''
}

import type { DeathCount, Known, Toll } from '../api/shapes'

export interface Cost extends Omit<Toll, 'as_of' | 'from' | 'to' | 'text'> { event_ids: string[] | null }
export interface Period { from: string; to: string; toll: Cost }
export interface Displaced {
  indicator: string; name: string; region: string; publisher: string; unit: string
  figures: { id: string; from: string; to: string; running_total: boolean; value: Known; under: Known; source_url: string; note: string }[] | null
}
export interface BesideRow { country: string; month: string; events: number; deaths: DeathCount; ucdp: Known; source_url: string; note: string; event_ids: string[] | null }
export interface Beside {
  reason: string; rows: BesideRow[] | null; why: string[] | null
  sums: { country: string; from: string; to: string; months: number; events: number; deaths: DeathCount; ucdp: Known; text: string }[] | null
}
export interface TollDetail extends Toll {
  level: string; period: string
  grades: { grade: string; name: string; toll: Cost }[] | null
  places: { country: string; admin1: string; admin2: string; toll: Cost }[] | null
  periods: Period[] | null; undated: number; displaced: Displaced[] | null; beside: Beside | null
  texts: { injured: string; abducted: string; displaced: string; grades: string; note: string }
  withheld: number
}

export interface Column { x: number; width: number; best: number; low: number; high: number; unknown: boolean; period: Period }

/** Periods as columns in a box: the best figure, the range, and whether an event has no figure. */
export function columns(periods: Period[], width: number, height: number): { columns: Column[]; top: number } {
  const top = Math.max(1, ...periods.map((p) => p.toll.deaths.high))
  const step = periods.length ? width / periods.length : width
  const round = (v: number) => Math.round(v * 100) / 100
  const y = (v: number) => round(height - (v / top) * height)
  return {
    top,
    columns: periods.map((period, i) => {
      const d = period.toll.deaths
      return { period, x: round(i * step), width: round(Math.max(0.5, step - 0.8)), best: y(bestOf(d)), low: y(d.low), high: y(d.high), unknown: d.unknown > 0 }
    }),
  }
}

/** The best figure, which is the low one where none is called best. */
function bestOf(d: DeathCount): number {
  return Math.max(d.low, d.best)
}

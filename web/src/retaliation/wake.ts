import type { Ranged } from './shapes'

export interface Arm { units: number; cut: number; no_point: number; crowded: number; matched: number; before: number; after: number }
export interface Effect extends Ranged { se: number; p: number; q: number }
export interface WakeCell {
  days: number; km: number | null; refused?: string; reason?: string; treated: Arm; control: Arm; strata: number; months: number
  stands_out: boolean; overlap_same: number; overlap_mixed: number; effect: Effect | null; change: Effect | null; chance: number | null
}
export interface WakeStream { id: string; name: string; events: number }

/** What /wake answers. */
export interface Wake {
  as_of: string; from: string; to: string; treatment: WakeStream; control: WakeStream; follow: WakeStream[]
  match: string[]; overlap: string; both: number; stand_out: number; cells: WakeCell[]; text: string; notes: string[] | null
}

export interface Asked { after: string; against: string; follow: string[]; overlap: string }

/** The question of an answer's address, or undefined while something is not chosen, or is no stream of the situation. */
export function question(a: Asked, streams: string[]): URLSearchParams | undefined {
  const follow = a.follow.filter((f) => streams.includes(f))
  if (!streams.includes(a.after) || !streams.includes(a.against) || a.after === a.against || !follow.length) return undefined
  const p = new URLSearchParams({ treatment: a.after, control: a.against })
  for (const f of follow) p.append('follow', f)
  if (a.overlap) p.set('overlap', a.overlap)
  return p
}

/** The cells as rows by days, columns by kilometres, any distance last. */
export function grid(cells: WakeCell[]): { km: (number | null)[]; rows: { days: number; cells: (WakeCell | undefined)[] }[] } {
  const order = (k: number | null) => k ?? Infinity
  const km = [...new Set(cells.map((c) => c.km))].sort((a, b) => order(a) - order(b))
  const days = [...new Set(cells.map((c) => c.days))].sort((a, b) => a - b)
  return { km, rows: days.map((d) => ({ days: d, cells: km.map((k) => cells.find((c) => c.days === d && c.km === k)) })) }
}

/** How strong the shade of a cell is, −1 to 1, against the largest effect of the grid. */
export function shade(value: number, cells: WakeCell[]): number {
  const top = Math.max(0, ...cells.map((c) => Math.abs(c.effect?.value ?? 0)))
  return top > 0 ? Math.sign(value) * Math.sqrt(Math.abs(value) / top) : 0
}

/** A first question to look at: the first kind of event, the kind nearest to it in number, and the two most frequent others. */
export function example(streams: WakeStream[]): Asked | undefined {
  const [first, ...rest] = streams
  if (rest.length < 2) return undefined
  const against = rest.toSorted((a, b) => Math.abs(a.events - first.events) - Math.abs(b.events - first.events) || (a.id < b.id ? -1 : 1))[0]
  const follow = rest.filter((s) => s !== against).toSorted((a, b) => b.events - a.events || (a.id < b.id ? -1 : 1)).slice(0, 2)
  return { after: first.id, against: against.id, follow: follow.map((s) => s.id).sort(), overlap: '' }
}

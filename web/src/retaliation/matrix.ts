import type { Cell, Fit, Pair, PairCurve, Ranged, Recent, Stream } from './shapes'

/** A pair stands out when it is unlikely by chance after adjusting for the number of pairs, and its interval is off zero. */
export const NOTABLE = 0.1

export function notable(c: Cell): boolean {
  return c.q < NOTABLE
}

/** How dark a cell is, 0 to 1, against the largest of all fits that stand side by side. */
export function depth(value: number, top: number): number {
  return top > 0 ? Math.sqrt(Math.max(0, Math.min(1, value / top))) : 0
}

export function top(fits: (Fit | null)[]): number {
  return Math.max(0, ...fits.flatMap((f) => f?.links.flat().map((c) => c.value) ?? []))
}

/** The cell that an address names, as "moving-0-2". */
export function cellOf(text: string): { kind: 'moving' | 'constant'; row: number; column: number } | undefined {
  const m = /^(moving|constant)-(\d{1,3})-(\d{1,3})$/.exec(text)
  return m ? { kind: m[1] as 'moving' | 'constant', row: Number(m[2]), column: Number(m[3]) } : undefined
}

/** The line and the band of a curve, in a box of that many pixels for so many days and so high a rate. */
export function banded(c: PairCurve, days: number, top: number, width: number, height: number): { line: string; band: string } {
  const at = (i: number, y: number) => `${((c.lags[i] / days) * width).toFixed(1)} ${(height - (Math.max(0, Math.min(top, y)) / top) * height).toFixed(1)}`
  const path = (pick: (r: Ranged) => number, order: number[]) => order.map((i) => at(i, pick(c.rate[i])))
  const up = c.rate.map((_, i) => i)
  if (!up.length) return { line: '', band: '' }
  return {
    line: 'M' + path((r) => r.value, up).join('L'),
    band: 'M' + [...path((r) => r.high, up), ...path((r) => r.low, up.toReversed())].join('L') + 'Z',
  }
}

export interface Listed { row: number; column: number; cell: Cell }

/** All pairs, the strongest first; those that stand out before the others. */
export function listed(f: Fit): Listed[] {
  const out = f.links.flatMap((cells, row) => cells.map((cell, column) => ({ row, column, cell })))
  return out.sort((a, b) => Number(notable(b.cell)) - Number(notable(a.cell)) || b.cell.value - a.cell.value || a.cell.q - b.cell.q)
}

/** The streams of a fit in its own order. */
export function used(f: Fit, streams: Stream[]): Stream[] {
  return f.streams.map((id) => streams.find((s) => s.id === id) ?? { id, name: id, events: 0, event_ids: [] })
}

/** Recent pairs behind a cell, the strongest first. */
export function behind(recent: Recent | null, receiver: string, source: string): Pair[] {
  return (recent?.pairs ?? []).filter((p) => p.receiver === receiver && p.source === source).sort((a, b) => b.share - a.share)
}

/** The share of what follows that has come by a day, for a half-life. */
export function come(day: number, halfLife: number): number {
  return halfLife > 0 ? 1 - 2 ** (-day / halfLife) : 1
}

export interface Curve { line: string; band: string; x: (day: number) => number; y: (share: number) => number }

/** The response over days with the band of its half-life. The shorter half-life is the upper edge. */
export function curve(h: Ranged, days: number, width: number, height: number): Curve {
  const x = (day: number) => (day / days) * width
  const y = (share: number) => (1 - share) * height
  const steps = Array.from({ length: 81 }, (_, i) => (days * i) / 80)
  const path = (half: number, back = false) => (back ? [...steps].reverse() : steps).map((d) => `${x(d).toFixed(1)} ${y(come(d, half)).toFixed(1)}`).join('L')
  return { x, y, line: 'M' + path(h.value), band: `M${path(h.low)}L${path(h.high, true)}Z` }
}

/** How many days the response is drawn for: until nearly all has come, in whole days of at most four weeks. */
export function daysShown(fits: (Fit | null)[]): number {
  const longest = Math.max(1, ...fits.map((f) => f?.half_life_days.high ?? 0))
  return Math.min(28, Math.max(4, Math.ceil(longest * 5)))
}

export interface Segment { from: number; length: number; source: number } // source −1 is the background

/** The parts of a stream's recent events: what is not associated with earlier ones, then by what they followed. Parts too small to see are one with the background. */
export function segments(r: Recent, row: number, least = 0.005): Segment[] {
  const parts = r.source[row].map((value, source) => ({ value, source })).filter((p) => p.value >= least)
  const rest = r.events[row] - parts.reduce((n, p) => n + p.value, 0)
  const out: Segment[] = []
  let at = 0
  for (const p of [{ value: Math.max(0, rest), source: -1 }, ...parts]) {
    if (p.value < least) continue
    out.push({ from: at, length: p.value, source: p.source })
    at += p.value
  }
  return out
}

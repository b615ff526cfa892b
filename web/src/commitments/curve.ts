import type { Step } from './shapes'

// The Kaplan–Meier curve turned over: the estimated share carried out by a day, with its band.

export interface Point { days: number; done: number; low: number; high: number; events: number; censored: number }

export interface Drawn { line: string; band: string; ticks: { x: number; y: number }[]; top: number; last: number }

/** Shares carried out: one minus the share still open. A bound that is not known is the estimate itself. */
export function carriedOut(curve: Step[]): Point[] {
  return curve.map((s) => ({ days: s.days, done: 1 - s.share, low: 1 - (s.high ?? s.share), high: 1 - (s.low ?? s.share), events: s.events, censored: s.censored }))
}

/** The curve as steps in a box; the share rises only on days on which something was carried out. */
export function drawCurve(points: Point[], width: number, height: number): Drawn {
  const last = Math.max(1, ...points.map((p) => p.days))
  const top = Math.min(1, Math.ceil(Math.max(0.1, ...points.map((p) => p.high)) * 10) / 10)
  const x = (days: number) => round((days / last) * width)
  const y = (share: number) => round(height - (Math.min(share, top) / top) * height)
  const steps = (of: (p: Point) => number) => {
    const out: string[] = [`0,${y(0)}`]
    let before = 0
    for (const p of points) {
      out.push(`${x(p.days)},${y(before)}`, `${x(p.days)},${y(of(p))}`)
      before = of(p)
    }
    return out
  }
  return {
    top, last,
    line: 'M' + steps((p) => p.done).join('L'),
    band: 'M' + [...steps((p) => p.high), ...steps((p) => p.low).reverse()].join('L') + 'Z',
    ticks: points.filter((p) => p.censored > 0).map((p) => ({ x: x(p.days), y: y(p.done) })),
  }
}

/** Whole years within the days, for the axis. */
export function yearsWithin(days: number, most = 8): number[] {
  const years = Math.floor(days / 365.25)
  const step = Math.max(1, Math.ceil(years / most))
  return Array.from({ length: Math.floor(years / step) + 1 }, (_, i) => i * step)
}

function round(v: number): number {
  return Math.round(v * 100) / 100
}

import type { Signals, SignalType, SignalWeek } from './shapes'

export const SHOWN = 52 // weeks drawn at most, the newest

export interface Line { type: string; quad: SignalType['quad']; total: number; last: number; before: number | undefined; top: number; weeks: number[] }

/** The newest weeks, and each type's counts in them. */
export function newest(a: Signals): { weeks: SignalWeek[]; lines: Line[] } {
  const weeks = a.weeks.slice(-SHOWN)
  const lines = a.types.map((x) => {
    const shown = x.weeks.slice(-SHOWN)
    return { type: x.type, quad: x.quad, total: x.signals, last: shown.at(-1) ?? 0, before: usual(shown, weeks), top: Math.max(1, ...shown), weeks: shown }
  })
  return { weeks, lines }
}

/** The mean of the four weeks before the last of which something was taken in; nothing when there are fewer. */
export function usual(counts: number[], weeks: SignalWeek[]): number | undefined {
  const taken = counts.slice(0, -1).filter((_, i) => weeks[i].taken).slice(-4)
  return taken.length < 4 ? undefined : taken.reduce((s, n) => s + n, 0) / taken.length
}

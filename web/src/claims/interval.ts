import type { AfterWindow } from './shapes'

/** Half the width of an axis around zero that holds every difference with its interval, at a round number. */
export function reach(windows: Pick<AfterWindow, 'difference' | 'difference_low' | 'difference_high'>[]): number {
  const most = Math.max(0, ...windows.flatMap((w) => [w.difference, w.difference_low, w.difference_high].map((v) => Math.abs(v ?? 0))))
  if (most === 0) return 1
  const unit = 10 ** Math.floor(Math.log10(most))
  return [1, 2, 5, 10].map((m) => m * unit).find((m) => m >= most)!
}

/** Where a value stands on the axis from −reach to reach, in per cent from its start. */
export function at(value: number, half: number): number {
  return Math.round(Math.min(100, Math.max(0, ((value + half) / (2 * half)) * 100)) * 100) / 100
}

/** Whether the interval holds zero; undefined without an interval. */
export function holdsZero(w: Pick<AfterWindow, 'difference_low' | 'difference_high'>): boolean | undefined {
  return w.difference_low === null || w.difference_high === null ? undefined : w.difference_low <= 0 && w.difference_high >= 0
}

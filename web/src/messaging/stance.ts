import type { Position } from './shapes'

export type Stance = 'support' | 'mixed' | 'oppose' | 'both'
export const STANCES: Stance[] = ['support', 'mixed', 'oppose', 'both']

/** The shape of each position in a 16 × 16 box, so that colour is never the only code. */
export const STANCE_SHAPES: Record<Stance, string> = {
  support: 'M8 1.5 15.2 14.2H0.8Z',
  mixed: 'M8 0.8 15.2 8 8 15.2 0.8 8Z',
  oppose: 'M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13Z',
  both: 'M1.5 1.5H14.5L1.5 14.5H14.5Z',
}

/** Where an institution stands on an issue: "both" when it is on record for and against. */
export function standing(p: Pick<Position, 'support' | 'mixed' | 'oppose'>): Stance {
  if (p.support > 0 && p.oppose > 0) return 'both'
  if (p.support > 0) return 'support'
  return p.oppose > 0 ? 'oppose' : 'mixed'
}

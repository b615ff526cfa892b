import type { Quad, Verdict } from '../api/shapes'

/** The classes from conflict to cooperation, in the order in which they are listed. */
export const QUADS: Quad[] = ['material_conflict', 'verbal_conflict', 'verbal_cooperation', 'material_cooperation']

/** The shape of each class in a 16 × 16 box, so that colour is never the only code. */
export const SHAPES: Record<Quad, string> = {
  material_conflict: 'M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13Z',
  verbal_conflict: 'M8 0.8 15.2 8 8 15.2 0.8 8Z',
  verbal_cooperation: 'M8 1.5 15.2 14.2H0.8Z',
  material_cooperation: 'M2 2H14V14H2Z',
}

/** An arrow for each verdict, in a 16 × 16 box. */
export const ARROWS: Record<Verdict, string> = {
  escalating: 'M3 13 12 4M5.5 3.5H12.5V10.5',
  holding: 'M2 8H13.5M9 3.5 13.5 8 9 12.5',
  resetting: 'M3 3 12 12M5.5 12.5H12.5V5.5',
}

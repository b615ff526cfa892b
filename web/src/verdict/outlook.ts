import type { Bin, Past } from '../api/shapes'

export type Class = 'escalation' | 'holding' | 'de_escalation'

/** The three classes of the deaths alone. The holding of a verdict also holds a fall without cooperation, so it is not one of them. */
export function classes(p: { p_escalation: number; p_de_escalation: number }): Record<Class, number> {
  return { escalation: p.p_escalation, holding: Math.max(0, 1 - p.p_escalation - p.p_de_escalation), de_escalation: p.p_de_escalation }
}

/** The class that was given the most. */
export function best(p: Past): Class {
  const all = Object.entries(classes(p)) as [Class, number][]
  return all.reduce((a, b) => (b[1] > a[1] ? b : a))[0]
}

/** The three probabilities in the order of the bar. */
export function ofThree(p: Past): { part: 'escalating' | 'holding' | 'resetting'; p: number }[] {
  const c = classes(p)
  return [{ part: 'escalating', p: c.escalation }, { part: 'holding', p: c.holding }, { part: 'resetting', p: c.de_escalation }]
}

/** Where a bin stands in a diagram of that many pixels, forecast across and what happened upwards; its size grows with its cases. */
export function spot(b: Bin, size: number): { x: number; y: number; r: number } {
  return { x: b.forecast * size, y: size - b.observed * size, r: 1.5 + Math.sqrt(b.n) / 5 }
}

import type { Bin, Past } from '../api/shapes'

export type Class = 'escalation' | 'holding' | 'de_escalation'

/** The class that was given the most. */
export function best(p: Past): Class {
  const all: [Class, number][] = [['escalation', p.p_escalation], ['holding', p.p_holding], ['de_escalation', p.p_de_escalation]]
  return all.reduce((a, b) => (b[1] > a[1] ? b : a))[0]
}

/** The three probabilities in the order of the bar. */
export function ofThree(p: Past): { part: 'escalating' | 'holding' | 'resetting'; p: number }[] {
  return [{ part: 'escalating', p: p.p_escalation }, { part: 'holding', p: p.p_holding }, { part: 'resetting', p: p.p_de_escalation }]
}

/** Where a bin stands in a diagram of that many pixels, forecast across and what happened upwards; its size grows with its cases. */
export function spot(b: Bin, size: number): { x: number; y: number; r: number } {
  return { x: b.forecast * size, y: size - b.observed * size, r: 1.5 + Math.sqrt(b.n) / 5 }
}

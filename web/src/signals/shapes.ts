// What /signals answers.
import type { Quad } from '../api/shapes'

export interface SignalSet { id: string; title: string; citation: string; signals: number; from: string; to: string }
export interface SignalWeek { week: string; signals: number; taken: boolean }
export interface SignalType { type: string; quad: Quad | ''; signals: number; weeks: number[] }
export interface Signals {
  as_of: string; state: 'none' | 'empty' | 'ok'; sets: SignalSet[]; dataset: string; note: string; text: string; total: number
  weeks: SignalWeek[]; types: SignalType[]
}

// What /linkage answers.
import type { Known } from '../api/shapes'

export interface Point { value: Known; event_ids?: string[]; urls?: string[] }
export interface Series {
  id: string; kind: string; name: string; unit: string; region: string; publisher: string
  known: number; missing: number; undated: number; unplaced: number; twice: number; points: Point[]
}
export interface Lag { lag: number; pairs: number; r: Known; low: Known; high: Known }
export interface Link { other: string; pairs: number; reason: string; best: Lag | null; chance: Known; beyond: boolean; lags: Lag[]; text: string }
export interface Mark { period: string; date: string; event_id: string; mode: string; name: string; summary: string }
export interface Left { id: string; kind: string; name: string; region: string; publisher: string; unit: string; known: number; unplaced: number }

export interface Linkage {
  as_of: string; from: string; to: string; step: 'week' | 'month'; dyad_name: string; crossing: string; crossing_name: string; near_km: number
  base: string; max_lag: number; periods: string[]; series: Series[]; links: Link[]; marks: Mark[]; left_out: Left[]; unit_changes: string[]
  text: string; note: string; reports: Record<string, string[]>
}

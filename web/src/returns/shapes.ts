// What /returns answers.
import type { Known } from '../api/shapes'

export interface Row { id: string; from: string; to: string; total_from: string; value: Known; value_text: string; unit: string; source_url: string; note: string }
export interface Surge { ratio: number; norm_per_day: number; periods: number; days: number; row_ids: string[]; text: string }
export interface Flow { from: string; to: string; days: number; value: Known; value_text: string; unit: string; per_day: Known; differenced: boolean; surge: Surge | null; rows: Row[] }
export interface Shown { row: Row; reason: string; reason_text: string }
export interface Series { indicator: string; indicator_name: string; region: string; publisher: string; units: string[]; flows: Flow[]; not_used: Shown[] }
export interface Beside extends Flow { indicator: string; region: string; publisher: string }

export interface Plan {
  id: string; kind: 'commitment' | 'event'; announced: string; announced_precision: string; due: string; who: string; text: string; source_url: string
  notice_least: Known; notice_most: Known; notice_text: string; earlier_ids: string[]; beside: Beside[]
}

export type PartName = 'surge' | 'notice' | 'regular_routes' | 'not_forced'
export interface Part { name: PartName; value: number; low: number; high: number; text: string; ids: string[] }
export interface Order { from: string; to: string; region: string; publisher: string; flow: Flow; parts: Part[]; missing: string[]; low: Known; high: Known; text: string }
export interface Forced { from: string; to: string; region: string; publisher: string; share: number; deported: Flow; returned: Flow }
export interface Route { from: string; to: string; indicator: string; region: string; publisher: string; share: Known; whole: Flow; legs: { crossing: string; share: number; flow: Flow }[] }

export interface Returns {
  as_of: string; from: string; to: string; text: string; smallest_count: number
  series: Series[]; plans: Plan[]; forced: Forced[]; routes: Route[]; orderliness: Order[]; reports: Record<string, string[]>
}

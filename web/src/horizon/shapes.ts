// What /horizon answers.
import type { Known } from '../api/shapes'

export interface Quantiles { q05: number; q25: number; q50: number; q75: number; q95: number }
export interface Month { from: string; to: string; value: number; violent: number; unknown: number; reported: number; thin: boolean }
export interface Ahead extends Quantiles { lead: number; from: string; to: string; mean: number; p_any: number }
export interface Past extends Quantiles { origin: string; lead: number; from: string; to: string; model: string; came: Known; thin: boolean }
export interface Base extends Quantiles { months: number; share_any: number }
export interface Place {
  country: string; admin1: string; admin2: string; lat: Known; lon: Known; acts: number; active_months: number
  recent: number[] | null; refused: string; reason: string; ahead: Ahead[] | null; base_rate?: Base
}

export interface Horizon {
  as_of: string; measure: 'events' | 'deaths'; leads: number; draws: number; refused: string; text: string
  model: { id: string; name: string; text: string }
  total: { history: Month[]; ahead: Ahead[]; past: Past[]; held: { interval: number; within: number; of: number }[]; base_rate: Base }
  provinces: Place[]; districts: Place[]; others?: Place
  trials: { model: string; name: string; crps_total: number; crps_districts: number; cases: number }[]
  skill: { level: string; text: string }[]; notes: string[] | null; event_ids: string[] | null
}

// What /crossings answers.
import type { Known } from '../api/shapes'

export type Status = 'open' | 'partial' | 'closed' | 'contradictory' | 'not_known'
export interface Row { id: string; crossing: string; date: string; date_precision: string; status: string; scope: string; source_url: string }
export interface Run { from: string; to: string; days: number; status: Status; certain: boolean; rows: Row[] }
export interface Days { all: number; open_share: Known; open_least: number; open_most: number; certain_share: number }
export interface Chance { age_days: number; at_risk: number; ended: number; p: Known; low: Known; high: Known; text: string }
export interface Line { scope: string; now: Run; since: string; text: string; days: Days; runs: Run[]; chance: Chance | null }
export interface State { id: string; name: string; scopes: Line[] }

export interface Spell {
  id: string; crossing: string; scopes: string[]; start: string; start_precision: string; end: string; last_seen: string; days: number; censored: boolean
  rows: Row[]; near_before: string[]; near_during: string[]; across_before: string[]; across_during: string[]; closure_events: string[]; reopening_events: string[]
}

export interface Reopening { scope: string; closures: number; ended: number; median_days: Known; text: string; chances: Chance[] }

export interface Crossings {
  as_of: string; from: string; to: string; hold_days: number; text: string; crossings: State[]; spells: Spell[]; reopening: Reopening[]
  soon_days: number; lead_days: number; near_km: number; none_on_file: boolean
}

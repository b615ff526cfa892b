import type { Known } from '../api/shapes'

export interface Figure { id: string; speaker: string; speaker_side: string; subject: string; low: Known; high: Known; said: string; source_url: string; source_date: string }
export interface RivalSet {
  subject: string; low: Known; high: Known; spread: Known; ratio: Known
  supported: { low: Known; best: Known; high: Known } | null; figures: Figure[] | null
}
export interface RivalEvent { event_id: string; date_start: string; summary: string; rivals: RivalSet[] | null }
export interface Loss { event_id: string; date_start: string; own: Figure; other: Figure; spread: Known; ratio: Known }
export interface ClaimedFigure { event_id: string; date_start: string; claim_id: string; low: Known; high: Known; at_least: boolean; counted: Known; source_url: string }
export interface Speaker {
  speaker: string; side: string; subject: string; events: number; low: Known; high: Known; at_least: number
  comparable: number; claimed: Known; counted: Known; ratio: Known; ratio_low: Known; ratio_high: Known
  figures: ClaimedFigure[] | null
}
export interface AfterWindow {
  days: number; quiet: string; dates: number; matched: number; attacks: Known; usual: Known
  difference: Known; difference_low: Known; difference_high: Known; text: string; attack_ids: string[] | null
}
export interface After {
  unit: string; unit_name: string; from: string; to: string
  successes: { day: string; low: Known; high: Known; event_ids: string[] | null }[] | null
  windows: AfterWindow[] | null; coverage: { grade: string; text: string } | null; text: string; note: string
}
export interface Claimed {
  as_of: string; events: RivalEvent[] | null; losses: Loss[] | null; by: string; speakers: Speaker[] | null; after: After | null
  text: { rivals: string; losses: string; speakers: string; after: string; note: string }
  withheld: number
}

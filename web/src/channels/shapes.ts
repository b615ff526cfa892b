// What /channels answers.
import type { Known } from '../api/shapes'

export type ChannelClass = 'steady' | 'episodic' | 'lapsed' | 'too_few'
export type Outcome = 'followed' | 'failed' | 'none' | 'open'

export interface Occasion {
  day: string; until: string; event_ids: string[]; outcome: Outcome; outcome_text: string; whole: boolean
  followed_by: string[]; failed_by: string[]
}

export interface Outcomes {
  of: number; followed: number; failed: number; none: number; open: number
  share: Known; low: Known; high: Known; base: Known; text: string
}

/** A contact that forms no occasion: a refused one, or one not known to the day. */
export interface Apart { id: string; from: string; to: string; precision: string; refused: boolean }

export interface Channel {
  id: string; name: string; contacts: number; last: string; last_precision: string; gap_days: Known; event_ids: string[]
  covered_days: Known; class: ChannelClass; class_name: string; beyond: boolean; reason: string; days: number; undated: number
  mean_gap: Known; median_gap: Known; longest_gap: Known; burstiness: Known; memory: Known; memory_pairs: number
  outcomes: Outcomes; occasions: Occasion[]; refused_ids: string[]; apart: Apart[]
}

export interface Channels {
  as_of: string; reach: string; reach_text: string
  rule: { fewest: number; window_days: number; text: string }
  channels: Channel[]; reports: Record<string, string[]>
}

// What /linked and /compare answer.
import type { DeathCount, Event } from '../api/shapes'
import type { Standing } from '../address/view'

export interface Link { id: string; a: { dataset: string; id: string }; b: { dataset: string; id: string }; score: number; reason: string; days: number }
export interface Group { date_start: string; standing: Standing; events: Event[]; links: Link[] | null }
export interface LinkedSet { id: string; title: string; events: number; from: string; to: string }

export interface LinkedAnswer {
  as_of: string; total: number; counts: Record<Standing, number>; sets: LinkedSet[]; groups: Group[] | null
}

export interface Share { events: number; linked: number; only: number; deaths: DeathCount; event_ids: string[] | null }
export interface MonthBeside { month: string; own_set: Share; beside_set: Share }

export interface Compared {
  as_of: string; dataset: string; title: string; own: string; from: string; to: string
  months: MonthBeside[] | null; sum: MonthBeside
  pairs: { pairs: number; meet: number; lower: number; higher: number; unknown: number }
  text: string; why: string[] | null
}

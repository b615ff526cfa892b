// What the JSON API answers, as the page reads it. A number that is not known is null,
// which is not 0; a date that is not given is ''.

export type Quad = 'material_cooperation' | 'verbal_cooperation' | 'verbal_conflict' | 'material_conflict'
export type Known = number | null

export interface Term { code: string; name: string }
export interface Country { code: string; name: string; home: boolean; box: [number, number, number, number] }
export interface Side extends Term { kind: string; note?: string }
export interface Dyad { id: string; name: string; a: string[]; b: string[] }
export interface Place { id: string; name: string; country: string; admin1: string; dyad: string }
export interface Crossing extends Term { lat: number; lon: number }
export interface Border { between: [string, string]; north_of?: number; note?: string }
export interface TypeTerm extends Term { quad: Quad }
export interface ModeTerm extends Term { violent: boolean }
export interface Licence { name: string; redistribute: boolean; derive: boolean; commercial: boolean }

export interface Dataset {
  id: string; title: string; released: string; begins: string; ends: string
  licence: Licence; citation: string; known_gaps: string[] | null
}

/** A data set that was imported beside the situation's own. */
export interface Imported { id: string; title: string; importer: string; licence: Licence; citation: string; events: number; from: string; to: string; links: number }

export interface Situation {
  id: string; title: string; question: string; description: string; disclaimer: string
  countries: Country[]; sides: Side[]; dyads: Dyad[]; units: Place[]
  themes: Term[]; issues: Term[]; crossings: Crossing[]; disputed_borders: Border[]
  dataset: Dataset; imported?: Imported[] | null; types: TypeTerm[]; modes: ModeTerm[]
  newest: string; newest_knowable: string; data_version: string; program_version: string
}

export type Verdict = 'escalating' | 'holding' | 'resetting'
export type Outlook = 'p_escalation' | 'p_holding' | 'p_reset'

export interface DeathCount { low: number; best: number; high: number; of: number; unknown: number; at_least: number | boolean }

export interface Window {
  weeks: number; from: string; to: string; events: number; violent: number; deaths: DeathCount
  usual_violent: Known; usual_deaths: Known
  band: 'higher' | 'usual' | 'lower' | 'low_baseline' | 'not_comparable' | 'no_history'
  text: string; event_ids: string[] | null
}

export interface WeekLevel { week: string; violent: number; level: number; level_low: number; level_high: number; exposure: number }
export interface WeekBalance { week: string; score: number; events: number; material_conflict: number; material_cooperation: number; verbal_conflict: number; verbal_cooperation: number }
export interface Trend { class: Quad; recent: number; before: number; text: string }
export interface Coverage { grade: 'usual' | 'thin' | 'low'; share: number; recent: number; usual: number; newest: string; text: string }

export interface Judged {
  id: string; kind: 'dyad' | 'place'; name: string; verdict: Verdict
  p_escalation: number; p_holding: number; p_reset: number
  interval: Partial<Record<Outlook, [number, number]>> | null
  reset_scored?: boolean; reason: string; risk: string; opportunity: string
  coverage: Coverage; windows: Window[]; weekly: WeekLevel[]; balance: WeekBalance[]; undated?: number
  trends: Trend[] | null; evidence: string[] | null
  basis?: { model: string; text: string }
  p_de_escalation?: Known
  base_rates?: { p_escalation: number; p_holding: number; p_de_escalation: number } | null
  drivers?: { group: string; text: string }[] | null
  change_my_mind?: Change[] | null
  history?: Past[] | null
  history_score?: { months: number; rps: number; rps_base_rates: number } | null
}

/** What the probabilities would be after an event that could come next. */
export interface Change { id: string; text: string; p_escalation: number; p_holding: number; p_reset: number; verdict: Verdict }

/** A past verdict, by the records as they are known now, and what came. */
export interface Past {
  day: string; verdict: Verdict; p_escalation: number; p_holding: number; p_de_escalation: number
  base: number; came: Known; happened: '' | 'escalation' | 'holding' | 'de_escalation'
}

export interface Bin { low: number; high: number; n: number; forecast: number; observed: number }

/** The learnt model: what it was learnt from and how it did on months it had not learnt. */
export interface Learnt { text: string; provenance: { reliability: { class: 'escalation' | 'holding' | 'de_escalation'; bins: Bin[] }[] } }


export interface Assessment {
  as_of: string; newest: string; newest_age_days: number; today: string
  data_version: string; calibration: string; units: Judged[]; learnt?: Learnt | null
}

export interface Event {
  id: string; date_start: string; date_end: string; date_precision: string
  country: string; admin1: string; admin2: string; place: string
  lat: Known; lon: Known; geo_precision: number
  place_shown: 'snapped' | 'district' | 'province' | 'country' | 'delayed'
  initiator: string; initiator_side: string[] | null; target: string; target_side: string[] | null
  type: string; mode: string; quad: Quad; score: Known
  deaths_low: Known; deaths_best: Known; deaths_high: Known
  deaths_civilian: Known; deaths_police: Known; deaths_military: Known; deaths_militant: Known
  injured_low: Known; injured_high: Known; abducted: Known
  attribution: string; confidence: string; summary: string
  sources: number; claims: number; knowable_at: string; dataset: string; version: string
}

export interface EventList { as_of: string; total: number; next: string; events: Event[] | null }

export interface Claim {
  id: string | number; speaker: string; speaker_side: string[] | string | null; subject: string
  low: Known; high: Known; said: string; source_url: string; source_date: string
}
export interface Report { id: string | number; url: string; publisher: string; date: string; kind: string }
export interface Figure { speaker: string; speaker_side: string[] | string | null; low: Known; high: Known; said: string; source_url: string }
export interface Rival { subject: string; figures: Figure[] }
export interface Provenance {
  dataset: string; record_id: string; version: string | number; file: string; row: number; sha256: string
  importer: string; importer_version: string; recorded_at: string; knowable_at: string
}
export interface EventPage {
  as_of: string; event: Event; score_source: string
  claims: Claim[] | null; reports: Report[] | null; rivals: Rival[] | null; provenance: Provenance
  also?: { event: Event; score: number; reason: string }[] | null
}

export interface Week extends Record<Quad, number> {
  week: string; events: number; violent: number
  deaths_low: number; deaths_best: number; deaths_high: number; deaths_unknown: number; score: number
}
export interface Timeline { as_of: string; from: string; to: string; weeks: Week[] | null; undated?: number }

export interface MapPoint {
  type: 'Feature'
  geometry: { type: 'Point'; coordinates: [number, number] } | null
  properties: {
    id: string; date_start: string; type: string; mode: string; quad: Quad; deaths_best: Known
    place: string; admin1: string; admin2: string; place_shown: string; summary: string; dataset: string
  }
}
export interface MapAnswer { type: 'FeatureCollection'; unplaced?: number; features: MapPoint[] | null }

export interface Toll {
  as_of: string; from: string; to: string; events: number; deaths: DeathCount
  groups: { group: string; deaths: Known; events: number; unknown: number }[] | null
  injured: { low: Known; high: Known; of: number; unknown: number }
  abducted: { count: Known; of: number }
  text: string
}


export interface Health {
  as_of: string; newest: string; age_days: number
  kinds: { kind: string; records: number; newest: string; state: 'ok' | 'empty' }[] | null
  sources: { kind: string; reports: number; newest: string }[] | null
  weeks: { week: string; records: number; share: Known }[] | null
  gaps: string[] | null; grade: string; text: string
}

import type { Known } from '../api/shapes'

export interface Statement {
  id: string; date: string; date_precision: string; institution: string; speaker_role: string
  issue: string; stance: string; text: string; source_url: string
}
export interface Position {
  name: string; statements: number; share: number; support: number; mixed: number; oppose: number
  mean: number; first: string; last: string; ids: string[] | null
}
export interface Agreement {
  from: string; to: string; grade: 'enough' | 'too_few' | 'one_institution' | 'none'
  statements: number; institutions: number; index: Known; low: Known; high: Known; ids: string[] | null
}
export interface Parting {
  a: string; b: string; issue: string; date: string; together: string; again: string
  before_ids: string[] | null; after_ids: string[] | null; text: string
}
export interface Pair { issue: string; date: string; support_id: string; oppose_id: string; days: number; own: boolean }
export interface Issue {
  issue: string; name: string; text: string; record_text: string; now: Agreement; record: Agreement
  series: Agreement[] | null; positions: Position[] | null; partings: Parting[] | null; contradictions: Pair[] | null
}
export interface Group {
  id: string; name: string; sides: string[]; statements: number; text: string
  speakers: Position[] | null; overall: Issue; issues: Issue[] | null; no_statement: string[] | null; undated_ids: string[] | null
}
export interface Messaging {
  as_of: string; window_days: number; at_least: number; near_days: number; note: string
  groups: Group[] | null; statements: Statement[] | null; scope: string; withheld: number
}

import type { Known, Provenance } from '../api/shapes'

export interface Item {
  id: string; announced: string; announced_precision: string; institution: string; body: string
  institution_side: string[] | null; text: string; due: string; due_precision: string; theme: string
  status: string; status_date: string; grade: Known; evidence: string; source_url: string; evidence_url: string
  readings: number; days_overdue: number; days_to_evidence: Known
}

export type Grade = 'full' | 'intermediate' | 'minimal' | 'none'

export interface Score {
  key: string; name: string; n: number; scored: number; unknown: number
  score: Known; low: Known; high: Known
  grades: Record<Grade, number>; ids: string[] | null; unknown_ids: string[] | null
}

export interface Step {
  days: number; at_risk: number; events: number; censored: number; share: number
  low: Known; high: Known; ids: string[] | null; censored_ids: string[] | null
}

export interface Estimate { days: Known; low: Known; high: Known }

export interface Commitments {
  as_of: string; total: number; overdue: Item[] | null; by_status: Record<string, number> | null
  text: { score: string; overdue: string; evidence: string; time: string; weighting: string; note: string }
  weighting: { each: string; weights: Record<string, number> | null }
  score: Score; by_theme: Score[] | null; by_side: Score[] | null; by_institution: Score[] | null
  time_to_implementation: { n: number; events: number; median: Estimate; curve: Step[] | null; undated_ids: string[] | null; coarse: number }
  items: Item[] | null; withheld: number
}

export interface Reading {
  id: string; status: string; grade: Known; date: string; date_precision: string; days: Known; text: string; source_url: string
  provenance: Provenance
}
export interface CommitmentPage { as_of: string; commitment: Item; history: Reading[] | null; reports: string[] | null; provenance: Provenance }

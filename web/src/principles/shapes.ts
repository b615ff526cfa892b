export interface Month { month: string; progress: number; regress: number; ids: string[] | null }
export interface Sign {
  kind: string; id: string; commitment_id: string; date: string; undated: boolean; progress: boolean; regress: boolean
  party: string; code: string; text: string; source_url: string
}
export interface Principle {
  id: string; name: string; definition: string; dyad: string; progress: number; regress: number; undated: number
  months: Month[] | null; text: string; evidence: Sign[] | null
}
export interface Principles { as_of: string; from: string; to: string; principles: Principle[] | null; text: string; note: string; withheld: number }

export interface Change { field: string; before: string; after: string }

export interface Edit {
  edit: string; action: string; kind: string; id: string; who: string; why: string; at: string
  base: string; version: string; in_force: boolean; conflict: string; place_shown: string; changes: Change[] | null
}

export interface Edits { total: number; withheld: number; next: string; edits: Edit[] | null }

export interface Field { name: string; value: string; choices: string[] | null }

export interface Form { kind: string; id: string; version: string; place_shown: string; fields: Field[] | null }

export interface Receipt { kind: string; id: string; version: string; notes: { reason: string }[] | null }

/** What can be added and corrected on the page. */
export const KINDS = ['commitment', 'evidence', 'statement', 'event', 'crossing'] as const

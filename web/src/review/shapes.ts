// What /code and /reviews answer.

export interface Field { name: string; value: string; start: number; end: number; rule: string; quote: string }

export interface KnownEvent { id: string; date: string; place: string; summary: string; agrees: string[]; differs: string[]; conflicts?: { field: string; text: string; file: string }[] | null }

export interface Proposal {
  number: number; type: string; status: string; speaker: string; evidence: string[]; fields: Field[]; known: KnownEvent[]
}

interface Spanned { field: string; start: number; end: number; rule: string }

export interface Reading {
  report: string; language: string; uncoded: string; model: string; proposals: Proposal[]
  claims: { number: number; proposal: number; becomes: string; quote: string; columns: Field[]; speaker: string | null; subject: string; low: number | null; high: number | null; fields: Spanned[] }[]
  options: { number: number; actor: string | null; side: string | null; lever: string; speaker?: string; quote: string; fields: Spanned[] }[]
  mentions: { kind: string; label: string | null; date: string | null; quote: string }[]
}

/** A field that a model on this machine suggests, with the words of the text it rests on. */
export interface Suggestion { event: number; field: string; value: string; quote: string; start: number; end: number }
export interface Layer { by: string; model: string; suggestions: Suggestion[]; dropped: { quote: number; value: number; over: number }; failed?: string }

export interface Receipt { ruling: 'accepted' | 'mended' | 'refused'; event: string; record?: string; changed: string[] }

/** What became of readings of one field, or by one rule. */
export interface Precision { name: string; read: number; accepted: number; mended: number; refused: number; share: number }

/** The text of a PDF. */
export interface PdfText { text: string; title: string; publisher: string; published: string; unread: number; pages: { page: number }[] | null }

export interface Tally {
  total: number; accepted: number; mended: number; refused: number
  types: { type: string; taken: number; refused: number }[]; fields: { field: string; times: number }[]
  on: { on: string; accepted: number; mended: number; refused: number }[] | null; by_field: Precision[] | null; by_rule: Precision[] | null
}

/** A report as it is sent. */
export interface Report { text: string; published: string; url: string; publisher: string; kind: string; dateline: string }

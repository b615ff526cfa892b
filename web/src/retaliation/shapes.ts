// What /retaliation answers.

export interface Ranged { value: number; low: number; high: number }
export interface Cell extends Ranged { p: number; q: number }
export interface Residual { n: number; ks: number; p: number; mean: number; variance: number; lag1: number }
export interface Stream { id: string; name: string; events: number; vague?: number; left?: string; event_ids: string[] }

/** One fit. Links are [row, which follows][column, which is followed]. */
export interface Fit {
  streams: string[]; links: Cell[][]; spectral_radius: Ranged; p_explosive: number; half_life_days: Ranged; background: number[]
  curves?: PairCurve[] | null; response: number[]; loglik: number; aic: number; residuals: Residual[] | null
}

/** How the rate of one kind of event stands after an event of another, by days; total is events to come in all up to then. */
export interface PairCurve { receiver: string; source: string; lags: number[]; rate: Ranged[]; total: Ranged[] }

export interface Pair { event: string; earlier: string; receiver: string; source: string; share: number }
export interface Recent { from: string; to: string; events: number[]; background: number[]; source: number[][]; pairs: Pair[] }

export interface Retaliation {
  as_of: string; from: string; to: string; text: string; notes: string[] | null; refused?: string
  stability?: { text: string } | null
  streams: Stream[]; moving: Fit | null; constant: Fit | null; recent: Recent | null
}

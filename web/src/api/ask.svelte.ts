import { t } from '../messages'

/** Four outcomes that look different: still loading, failed, empty, and data. */
export type State = 'loading' | 'failed' | 'empty' | 'data'

export const BASE = './api/v1'

export interface Problem { title?: string; detail?: string; errors?: { location?: string; message?: string }[] }

export class Failure extends Error {}

const kept = new Map<string, unknown>()
const KEEP = 60

let changes = $state(0)

/** Forgets the answers that were kept; what is shown stays. */
export function forget() {
  kept.clear()
}

/** Asks everything that is shown again, after something was changed. */
export function renew() {
  forget()
  changes++
}

/** Fetches an answer of the API; failures say why in words. */
export async function fetchAnswer<T>(path: string, signal?: AbortSignal): Promise<T> {
  if (kept.has(path)) return kept.get(path) as T
  let response: Response
  try {
    response = await fetch(BASE + path, { signal, headers: { accept: 'application/json' } })
  } catch (e) {
    if ((e as Error).name === 'AbortError') throw e
    throw new Failure(t('outcome.unreachable'))
  }
  if (!response.ok) throw new Failure(await reason(response))
  let body: T
  try {
    body = (await response.json()) as T
  } catch {
    throw new Failure(t('outcome.unreadable'))
  }
  kept.set(path, body)
  if (kept.size > KEEP) kept.delete(kept.keys().next().value!)
  return body
}

/** Fetches an answer that may not be there yet, and so is not kept. */
export async function fetchStatus<T>(path: string): Promise<T> {
  kept.delete(path)
  try {
    return await fetchAnswer<T>(path)
  } finally {
    kept.delete(path)
  }
}

async function reason(response: Response): Promise<string> {
  const problem: Problem = await response.json().catch(() => ({}))
  const said = [problem.detail ?? problem.title, ...(problem.errors ?? []).map((e) => e.message)].filter(Boolean).join('; ')
  return t('outcome.status', { status: response.status, reason: said || response.statusText })
}

/** An answer that follows its path: asked anew when the path changes. Make it while a component is set up. */
export class Answer<T> {
  data = $state.raw<T | undefined>()
  state = $state<State>('loading')
  busy = $state(false)
  reason = $state('')
  #tries = $state(0)

  constructor(path: () => string | undefined, isEmpty: (data: T) => boolean = () => false) {
    $effect(() => {
      const asked = path()
      void this.#tries
      void changes
      if (asked === undefined) return
      const stop = new AbortController()
      this.busy = true
      fetchAnswer<T>(asked, stop.signal).then(
        (data) => {
          if (stop.signal.aborted) return
          this.data = data
          this.state = isEmpty(data) ? 'empty' : 'data'
          this.busy = false
        },
        (e: Error) => {
          if (stop.signal.aborted) return
          this.data = undefined
          this.state = 'failed'
          this.reason = e instanceof Failure ? e.message : t('outcome.unexpected', { reason: e.message })
          this.busy = false
        },
      )
      return () => stop.abort()
    })
  }

  retry = () => {
    this.state = 'loading'
    this.#tries++
  }

  /** Asks again while what is there stays to be seen. */
  again = () => {
    this.#tries++
  }
}

import { t } from '../messages'
import { BASE, forget, renew, type Problem } from './ask.svelte'

/** A fault that the server found, and where: "body.fields.status". */
export interface Fault { location: string; message: string }

export type Sent<T> = { taken: true; body: T } | { taken: false; status: number; reason: string; faults: Fault[] }

/** Sends something to the API. What is refused says why; a change that is taken makes every kept answer old. */
export async function send<T>(path: string, body: unknown, changes = true): Promise<Sent<T>> {
  const refused = (status: number, reason: string, faults: Fault[] = []): Sent<T> => ({ taken: false, status, reason, faults })
  let response: Response
  try {
    response = await fetch(BASE + path, { method: 'POST', headers: { accept: 'application/json', 'content-type': 'application/json' }, body: JSON.stringify(body) })
  } catch {
    return refused(0, t('outcome.unreachable'))
  }
  if (response.ok && changes) renew()
  else if (response.status === 409) forget() // somebody else was first; what is being written stays
  const said: unknown = await response.json().catch(() => undefined)
  if (response.ok) return said === undefined ? refused(response.status, t('outcome.unreadable')) : { taken: true, body: said as T }
  const problem = (said ?? {}) as Problem
  const faults = (problem.errors ?? []).map((e) => ({ location: e.location ?? '', message: e.message ?? '' }))
  return refused(response.status, problem.detail || problem.title || t('outcome.status', { status: response.status, reason: response.statusText }), faults)
}

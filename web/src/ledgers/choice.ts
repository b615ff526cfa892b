import { current } from '../address/current.svelte'
import { picked, picking } from './pick'

/** What is chosen within the ledger that is shown. */
export function choice(name: string): string {
  return picked(current.view.pick, name)
}

/** Chooses within the ledger that is shown; the history stays as it is. */
export function choose(patch: Record<string, string>) {
  current.go({ pick: picking(current.view.pick, patch) }, { replace: true })
}

/** As-of as parameters of the API, for ledgers that no filter applies to. */
export function asOfQuery(more: Record<string, string> = {}): string {
  const p = new URLSearchParams()
  if (current.view.asOf) p.set('as_of', current.view.asOf)
  for (const [k, v] of Object.entries(more)) if (v) p.set(k, v)
  const text = p.toString()
  return text ? '?' + text : ''
}

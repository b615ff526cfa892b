import type { Claim, Rival } from '../api/shapes'

export interface Subject { subject: string; claims: Claim[]; rival: boolean }

/** Claims by subject, those on which speakers differ first; the order of claims is kept. */
export function bySubject(claims: Claim[], rivals: Rival[]): Subject[] {
  const out = new Map<string, Subject>()
  for (const c of claims) {
    const s = out.get(c.subject) ?? { subject: c.subject, claims: [], rival: rivals.some((r) => r.subject === c.subject) }
    s.claims.push(c)
    out.set(c.subject, s)
  }
  return [...out.values()].sort((a, b) => Number(b.rival) - Number(a.rival))
}

/** The address when it is one of the web, else ''. */
export function webAddress(url: string): string {
  return /^https?:\/\//i.test(url) ? url : ''
}

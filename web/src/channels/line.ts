import type { Event } from '../api/shapes'
import { daysBetween, plusDays } from '../wording/dates'
import type { Channel, Channels } from './shapes'

/** When an event was, as far as it is known. */
export interface When { start: string; end: string; precision: string }

/** One thing on the line of a channel: a day with a contact, a contact known only to a longer time, or a refused one. */
export interface Contact { kind: 'held' | 'loose' | 'refused'; ids: string[]; from: string; to: string }

/** The events of a channel whose dates the answer does not give: refused ones and those not known to the day. */
export function undated(c: Channel): string[] {
  const known = new Set(c.occasions.flatMap((o) => o.event_ids))
  return [...c.event_ids.filter((id) => !known.has(id)), ...c.refused_ids]
}

/** What is drawn on the line of a channel, oldest first. Events whose dates are not there yet are left out. */
export function contacts(c: Channel, when: Map<string, When>): Contact[] {
  const out: Contact[] = c.occasions.map((o) => ({ kind: 'held', ids: o.event_ids, from: o.day, to: o.day }))
  const refused = new Set(c.refused_ids)
  for (const id of undated(c)) {
    const w = when.get(id)
    if (w) out.push({ kind: refused.has(id) ? 'refused' : 'loose', ids: [id], from: w.start, to: w.end || w.start })
  }
  return out.sort((a, b) => a.from.localeCompare(b.from) || a.kind.localeCompare(b.kind))
}

/** The middle of the days of a contact. */
export function middle(c: Contact): string {
  return plusDays(c.from, Math.floor(daysBetween(c.from, c.to) / 2))
}

/** First and last day of the line: from the month of the first contact on. */
export function span(a: Channels, when: Map<string, When>): [string, string] {
  let first = a.as_of
  for (const c of a.channels) for (const x of contacts(c, when)) if (x.from < first) first = x.from
  return [first.slice(0, 7) + '-01', a.as_of]
}

/** Channels with the most days of contact first; those without any last, by name. */
export function ordered(list: Channel[]): Channel[] {
  return [...list].sort((a, b) => b.days - a.days || b.contacts - a.contacts || a.name.localeCompare(b.name))
}

/** Events to note above the line; those not known to the day are left out. */
export function noted(events: Event[]): Event[] {
  return events.filter((e) => e.date_precision === 'day').sort((a, b) => a.date_start.localeCompare(b.date_start))
}

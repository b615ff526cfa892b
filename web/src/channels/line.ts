import type { Event } from '../api/shapes'
import { daysBetween, plusDays } from '../wording/dates'
import type { Channel, Channels } from './shapes'

/** One thing on the line of a channel: a day with a contact, a contact known only to a longer time, or a refused one. */
export interface Contact { kind: 'held' | 'loose' | 'refused'; ids: string[]; from: string; to: string; precision: string }

/** What is drawn on the line of a channel, oldest first. */
export function contacts(c: Channel): Contact[] {
  const out: Contact[] = c.occasions.map((o) => ({ kind: 'held', ids: o.event_ids, from: o.day, to: o.day, precision: 'day' }))
  for (const a of c.apart) out.push({ kind: a.refused ? 'refused' : 'loose', ids: [a.id], from: a.from, to: a.to || a.from, precision: a.precision })
  return out.sort((a, b) => a.from.localeCompare(b.from) || a.kind.localeCompare(b.kind))
}

/** The middle of the days of a contact. */
export function middle(c: Contact): string {
  return plusDays(c.from, Math.floor(daysBetween(c.from, c.to) / 2))
}

/** First and last day of the line: from the month of the first contact on. */
export function span(a: Channels): [string, string] {
  let first = a.as_of
  for (const c of a.channels) for (const x of contacts(c)) if (x.from < first) first = x.from
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

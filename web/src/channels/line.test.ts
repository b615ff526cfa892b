import { describe, expect, test } from 'vitest'
import { contacts, middle, ordered, span } from './line'
import type { Channel, Channels } from './shapes'

const occasion = (day: string, ...event_ids: string[]) => ({ day, until: day, event_ids, outcome: 'none' as const, outcome_text: '', whole: true, followed_by: [], failed_by: [] })
const channel = (more: Partial<Channel>): Channel => ({ id: 'c', name: 'C', contacts: 0, days: 0, event_ids: [], refused_ids: [], occasions: [], apart: [], ...more }) as Channel

const c = channel({ event_ids: ['A', 'B', 'M'], refused_ids: ['R'], occasions: [occasion('2026-02-01', 'A', 'B')], apart: [{ id: 'M', from: '2025-11-01', to: '2025-11-30', precision: 'month', refused: false }, { id: 'R', from: '2026-03-05', to: '2026-03-05', precision: 'day', refused: true }] })

describe('the line of a channel', () => {
  test('keeps refused contacts and those of a month apart', () => {
    expect(contacts(c).map((x) => [x.kind, x.from, x.to])).toEqual([['loose', '2025-11-01', '2025-11-30'], ['held', '2026-02-01', '2026-02-01'], ['refused', '2026-03-05', '2026-03-05']])
  })
  test('joins contacts of one day', () => expect(contacts(c)[1].ids).toEqual(['A', 'B']))
  test('puts a contact of a month in its middle', () => expect(middle(contacts(c)[0])).toBe('2025-11-15'))
  test('begins with the month of the first contact', () => {
    const a = { as_of: '2026-07-01', channels: [c, channel({})] } as unknown as Channels
    expect(span(a)).toEqual(['2025-11-01', '2026-07-01'])
    expect(span({ ...a, channels: [] })).toEqual(['2026-07-01', '2026-07-01'])
  })
})

test('channels used most come first', () => {
  expect(ordered([channel({ name: 'B' }), channel({ name: 'A' }), channel({ name: 'Z', days: 2 })]).map((x) => x.name)).toEqual(['Z', 'A', 'B'])
})

import { describe, expect, test } from 'vitest'
import { changed, clearedFilter, emptyView, filterQuery, formatView, isFiltered, parseView, toggled, type View } from './view'

const full: View = {
  asOf: '2026-03-01', from: '2026-02-21', to: '2026-02-28', side: ['TTP', 'PAK_MIL'], dyad: 'a-b', unit: 'u', type: ['ASSAULT'],
  mode: ['ied'], quad: ['material_conflict'], country: ['PK'], admin1: ['Khyber Pakhtunkhwa'], admin2: ['Bannu', 'D.I. Khan'], q: 'mosque & "jirga"',
  dataset: ['other-set'], layer: 'of=forecast', standing: 'linked', order: 'asc', cursor: 'abc=', event: 'PA-1', span: '52', open: ['u'], tables: ['timeline'], ledger: 'claims', pick: 'border_trade', version: '3f',
}

describe('the address', () => {
  test('holds the whole state', () => expect(parseView(formatView(full))).toEqual(full))
  test('is empty for the page as it opens', () => expect(formatView(emptyView())).toBe(''))
  test('of every state reads back as that state', () => {
    let seed = 7
    const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647
    for (let i = 0; i < 300; i++) {
      const v = emptyView() as unknown as Record<string, unknown>
      for (const [k, x] of Object.entries(full)) if (random() < 0.5) v[k] = x
      expect(parseView(formatView(v as unknown as View))).toEqual(v)
    }
  })
  test('leaves out what it does not understand', () => {
    const v = parseView('?as_of=2026-02-31&from=yesterday&span=9&order=up&colour=red&ledger=gossip&side=&side=TTP&side=TTP')
    expect(v).toEqual({ ...emptyView(), side: ['TTP'] })
  })
  test('does not hold the theme', () => expect(formatView(full)).not.toContain('theme'))
})

describe('the filter', () => {
  test('carries as-of and every filter, and nothing else', () => {
    const p = filterQuery(full)
    expect(p.getAll('side')).toEqual(['TTP', 'PAK_MIL'])
    expect(p.get('as_of')).toBe('2026-03-01')
    for (const k of ['dataset', 'layer', 'standing', 'event', 'open', 'tables', 'cursor', 'order', 'span', 'ledger', 'pick', 'version']) expect(p.has(k)).toBe(false)
  })
  test('can leave the dates to the timeline', () => {
    const p = filterQuery(full, ['from', 'to'])
    expect(p.has('from') || p.has('to')).toBe(false)
  })
  test('is cleared without touching as-of', () => {
    const v = changed(full, clearedFilter())
    expect(isFiltered(v)).toBe(false)
    expect(v.asOf).toBe('2026-03-01')
  })
})

describe('a change', () => {
  test('of the filter starts the list anew', () => expect(changed(full, { side: [] }).cursor).toBe(''))
  test('of the event leaves the list where it is', () => expect(changed(full, { event: '' }).cursor).toBe('abc='))
  test('of the ledger takes its choice away', () => {
    expect(changed(full, { ledger: 'toll' }).pick).toBe('')
    expect(changed(full, { ledger: 'claims' }).pick).toBe('border_trade')
    expect(changed(full, { ledger: 'messaging', pick: 'refugees' }).pick).toBe('refugees')
  })
  test('of the ledger leaves the list where it is', () => expect(changed(full, { ledger: 'toll' }).cursor).toBe('abc='))
  test('puts dates in order', () => expect(changed(emptyView(), { from: '2026-03-01', to: '2026-02-01' })).toMatchObject({ from: '2026-02-01', to: '2026-03-01' }))
})

test('toggled puts in and takes out', () => {
  expect(toggled(['a'], 'b')).toEqual(['a', 'b'])
  expect(toggled(['a', 'b'], 'a')).toEqual(['b'])
})

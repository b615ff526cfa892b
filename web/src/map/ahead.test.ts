import { describe, expect, it } from 'vitest'
import type { Ahead, Place } from '../horizon/shapes'
import { legendOf, marksOf, MOST, onRecord, radiusOf } from './ahead'

const month = (lead: number, q50: number, q95: number): Ahead => ({ lead, from: '2026-07-02', to: '2026-08-01', mean: q50, q05: 0, q25: 0, q50, q75: q50, q95, p_any: 0.5 })
const place = (admin2: string, ahead: Ahead[], more: Partial<Place> = {}): Place => ({ country: 'AA', admin1: 'P', admin2, lat: 30, lon: 60, acts: 9, active_months: 5, recent: [1, 0, 2], refused: '', reason: '', ahead, ...more })

const wide = place('wide', [month(1, 2, 16), month(2, 1, 40)])
const narrow = place('narrow', [month(1, 0, 2), month(2, 0, 1)])
const thin = place('thin', [], { refused: 'too_few', reason: 'few', ahead: null })
const nowhere = place('nowhere', [month(1, 1, 3)], { lat: null, lon: null })

describe('marksOf', () => {
  it('tells no forecast from a forecast of zero, leaves out what has no point, and puts the wide below', () => {
    const marks = marksOf([narrow, wide, nowhere, thin], 1)
    expect(marks.map((m) => [m.place.admin2, m.kind])).toEqual([['thin', 'none'], ['wide', 'ahead'], ['narrow', 'ahead']])
  })
  it('takes the month asked for; a month that was not forecast is no forecast', () => {
    const at = (lead: number) => marksOf([wide], lead)[0]
    expect(at(2)).toMatchObject({ kind: 'ahead', month: { q95: 40 } })
    expect(at(5).kind).toBe('none')
  })
})

describe('radiusOf', () => {
  it('draws area in proportion, the largest number of any month at the largest radius', () => {
    const r = radiusOf([wide, narrow, thin])
    expect(r(40)).toBe(MOST)
    expect(r(10)).toBe(MOST / 2)
    expect(r(0)).toBe(0)
  })
})

describe('legendOf', () => {
  it('gives round numbers within what is drawn', () => {
    expect(legendOf([wide])).toEqual([8, 30])
    expect(legendOf([narrow])).toEqual([1, 2])
    expect(legendOf([thin])).toEqual([1])
  })
})

describe('onRecord', () => {
  it('sums the last months, and says nothing where nothing is given', () => {
    expect(onRecord(wide, 2)).toBe(2)
    expect(onRecord(place('x', [], { recent: null }), 2)).toBeUndefined()
  })
})

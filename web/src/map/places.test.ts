import { expect, test } from 'vitest'
import type { MapPoint } from '../api/shapes'
import { around, classCounts, markSize, placesOf } from './places'

const point = (id: string, lon: number, deaths: number | null, place = 'A', admin2 = 'D', dataset = ''): MapPoint => ({
  type: 'Feature', geometry: { type: 'Point', coordinates: [lon, 1] },
  properties: { id, date_start: '2026-01-0' + id, type: 'ASSAULT', mode: 'ied', quad: 'material_conflict', deaths_best: deaths, place, admin1: 'P', admin2, place_shown: 'snapped', summary: '', dataset },
})

test('events at one point are one place, newest first; unknown deaths are counted apart', () => {
  const places = placesOf([point('1', 70, 3), point('2', 70, null), point('3', 71, 0)])
  expect(places).toHaveLength(2)
  expect(places[0]).toMatchObject({ deaths: 3, unknown: 1 })
  expect(places[0].events.map((e) => e.id)).toEqual(['2', '1'])
  expect(placesOf([{ ...point('1', 70, 1), geometry: null }])).toEqual([])
})

test('events of another data set stand beside and are not added', () => {
  const places = placesOf([point('1', 70, 3), point('2', 70, 5, 'A', 'D', 'other'), point('3', 71, 7, 'B', 'D', 'other')], (d) => d === 'other')
  expect(places[0]).toMatchObject({ deaths: 3, unknown: 0 })
  expect(places[0].beside.map((e) => e.id)).toEqual(['2'])
  expect(places[1]).toMatchObject({ name: 'B', deaths: 0, events: [] })
})

test('a point takes the name that its events share', () => {
  expect(placesOf([point('1', 70, 1, 'A'), point('2', 70, 1, 'B')])[0].name).toBe('D')
  expect(placesOf([point('1', 70, 1, 'A'), point('2', 70, 1, 'A')])[0].name).toBe('A')
})

test('marks grow with deaths and stay in bounds', () => {
  expect(markSize(null)).toBe(markSize(0))
  expect(markSize(100)).toBeGreaterThan(markSize(10))
  expect(markSize(1e6)).toBeLessThan(3)
})

test('boxes and counts', () => {
  expect(around([[20, 30, 60, 70], [25, 40, 65, 80]])).toEqual([[60, 20], [80, 40]])
  expect(around([])).toBeUndefined()
  expect(classCounts([{ quad: 'verbal_conflict' }, { quad: 'verbal_conflict' }])).toEqual({ verbal_conflict: 2 })
})

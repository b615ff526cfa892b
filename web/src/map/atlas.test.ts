import { readFileSync } from 'node:fs'
import type { Position } from 'geojson'
import { describe, expect, test } from 'vitest'
import { borders, cutLines, cutPolygon, cutRing, land, splitAt, type Atlas } from './atlas'
import { numericCode } from './iso'

const atlas = JSON.parse(readFileSync(new URL('../../node_modules/world-atlas/countries-50m.json', import.meta.url), 'utf8')) as Atlas

function area(ring: Position[]): number {
  let sum = 0
  for (let i = 0; i + 1 < ring.length; i++) sum += ring[i][0] * ring[i + 1][1] - ring[i + 1][0] * ring[i][1]
  return Math.abs(sum / 2)
}

const length = (lines: Position[][]) => lines.reduce((sum, l) => sum + l.slice(1).reduce((s, p, i) => s + Math.hypot(p[0] - l[i][0], p[1] - l[i][1]), 0), 0)

describe('cutting at the antimeridian', () => {
  test('a box over the antimeridian becomes two, and no area is lost', () => {
    const parts = cutRing([[170, 0], [-170, 0], [-170, 10], [170, 10], [170, 0]])
    expect(parts).toHaveLength(2)
    expect(parts.reduce((s, p) => s + area(p), 0)).toBeCloseTo(200)
    for (const p of parts) for (const [lon] of p) expect(Math.abs(lon)).toBeLessThanOrEqual(180)
  })
  test('a ring round a pole is closed along it', () => {
    const [part] = cutRing([[-180, -70], [-90, -70], [0, -70], [90, -70], [180, -70]])
    expect(Math.min(...part.map((p) => p[1]))).toBe(-90)
    expect(area(part)).toBeCloseTo(360 * 20)
  })
  test('a ring that does not cross is left as it is', () => {
    const ring = [[0, 0], [10, 0], [10, 10], [0, 0]]
    expect(cutRing(ring)).toEqual([ring])
  })
  test('a hole goes with the piece it lies in', () => {
    const pieces = cutPolygon([[[170, 0], [-170, 0], [-170, 10], [170, 10], [170, 0]], [[-176, 4], [-174, 4], [-174, 6], [-176, 4]]])
    expect(pieces.map((p) => p.length).sort()).toEqual([1, 2])
  })
  test('lines are split', () => expect(cutLines([[[179, 1], [-179, 1], [-178, 1]]])).toEqual([[[-179, 1], [-178, 1]]]))
  test('no country smears across the map', () => {
    const smeared = land(atlas).features.filter((f) => f.geometry.coordinates.flat().some((ring) => {
      const pole = ring.some((p) => Math.abs(p[1]) === 90)
      return ring.some((p, i) => Math.abs(p[0]) > 180.0001 || (i > 0 && !pole && Math.abs(p[0] - ring[i - 1][0]) > 90))
    }))
    expect(smeared.map((f) => f.properties.name)).toEqual([])
  })
})

describe('borders', () => {
  const none = borders(atlas, [])
  const some = borders(atlas, [{ between: ['PAK', 'IND'], north_of: 32.3 }, { between: ['AF', 'PK'], north_of: 0 }])
  test('each stretch is drawn once, dotted or solid', () => {
    const all = (b: typeof none) => length(b.dotted.coordinates) + length(b.solid.coordinates)
    expect(all(some)).toBeCloseTo(all(none), 3)
    expect(length(some.dotted.coordinates)).toBeGreaterThan(length(none.dotted.coordinates) + 20)
  })
  test('only the stretch north of the latitude is dotted', () => {
    const kashmir = borders(atlas, [{ between: ['PAK', 'IND'], north_of: 32.3 }]).dotted.coordinates.filter((l) => l.every((p) => p[0] > 72 && p[0] < 78 && p[1] > 24 && p[1] < 36))
    expect(kashmir.length).toBeGreaterThan(0)
    for (const l of kashmir) for (const p of l) expect(p[1]).toBeGreaterThanOrEqual(32.3)
  })
  test('a line is cut at the latitude itself', () => {
    const { within, rest } = splitAt([[[0, 30], [0, 34]]], 32)
    expect(within).toEqual([[[0, 32], [0, 34]]])
    expect(rest).toEqual([[[0, 30], [0, 32]]])
  })
})

test('countries by any of their codes', () => {
  for (const code of ['PAK', 'PK', '586', 'pk']) expect(numericCode(code)).toBe('586')
  expect(numericCode('4')).toBe('004')
  expect(numericCode('ZZ')).toBeUndefined()
})

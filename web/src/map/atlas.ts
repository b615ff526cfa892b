import { feature, mesh } from 'topojson-client'
import type { Feature, FeatureCollection, MultiLineString, MultiPolygon, Polygon, Position } from 'geojson'
import type { GeometryCollection, GeometryObject, Topology } from 'topojson-specification'
import type { Border } from '../api/shapes'
import { numericCode } from './iso'

// The world's outlines for the map, made ready for a flat projection: rings that cross the
// antimeridian are cut there, and disputed stretches of border are kept apart from settled ones.

export type Atlas = Topology<{ countries: GeometryCollection<{ name: string }> }>

/** Longitudes of a ring made continuous, so that a step across ±180 is a small one. */
function unwrapped(ring: Position[]): Position[] {
  const out: Position[] = [[ring[0][0], ring[0][1]]]
  for (let i = 1; i < ring.length; i++) {
    let lon = ring[i][0]
    const before = out[i - 1][0]
    while (lon - before > 180) lon -= 360
    while (lon - before < -180) lon += 360
    out.push([lon, ring[i][1]])
  }
  return out
}

/** The part of a closed ring on one side of a meridian (Sutherland and Hodgman 1974). */
function clipped(ring: Position[], lon: number, keepEast: boolean): Position[] {
  const inside = (p: Position) => (keepEast ? p[0] >= lon : p[0] <= lon)
  const out: Position[] = []
  for (let i = 0; i + 1 < ring.length; i++) {
    const [a, b] = [ring[i], ring[i + 1]]
    if (inside(a)) out.push(a)
    if (inside(a) !== inside(b)) out.push([lon, a[1] + ((b[1] - a[1]) * (lon - a[0])) / (b[0] - a[0])])
  }
  if (out.length < 3) return []
  out.push(out[0])
  return out
}

/** A ring as rings that lie within ±180. One that goes round a pole is closed along it. */
export function cutRing(ring: Position[]): Position[][] {
  let line = unwrapped(ring)
  const turn = line[line.length - 1][0] - line[0][0]
  if (Math.abs(turn) > 180) {
    const pole = line.reduce((sum, p) => sum + p[1], 0) < 0 ? -90 : 90
    line = [...line, [line[line.length - 1][0], pole], [line[0][0], pole], line[0]]
  }
  const lons = line.map((p) => p[0])
  const first = Math.floor((Math.min(...lons) + 180) / 360)
  const last = Math.ceil((Math.max(...lons) - 180) / 360)
  if (first === 0 && last <= 0) return [line]
  const parts: Position[][] = []
  for (let k = first; k <= last; k++) {
    const part = clipped(clipped(line, 360 * k - 180, true), 360 * k + 180, false)
    if (part.length > 3) parts.push(part.map(([lon, lat]) => [lon - 360 * k, lat]))
  }
  return parts
}

/** A polygon's pieces within ±180; its holes stay with the piece that they lie in. */
export function cutPolygon(rings: Position[][]): Position[][][] {
  const pieces = cutRing(rings[0]).map((outer) => [outer])
  for (const hole of rings.slice(1)) {
    for (const part of cutRing(hole)) {
      const lons = part.map((p) => p[0])
      const home = pieces.find(([outer]) => {
        const o = outer.map((p) => p[0])
        return Math.min(...o) <= Math.min(...lons) && Math.max(...o) >= Math.max(...lons)
      })
      home?.push(part)
    }
  }
  return pieces
}

/** Lines split where they step across the antimeridian. */
export function cutLines(lines: Position[][]): Position[][] {
  const out: Position[][] = []
  for (const line of lines) {
    let run: Position[] = []
    for (const p of line) {
      const before = run[run.length - 1]
      if (before && Math.abs(p[0] - before[0]) > 180) {
        if (run.length > 1) out.push(run)
        run = []
      }
      run.push(p)
    }
    if (run.length > 1) out.push(run)
  }
  return out
}

/** The parts of lines that lie north of a latitude, and those that do not. */
export function splitAt(lines: Position[][], north: number | undefined): { within: Position[][]; rest: Position[][] } {
  const within: Position[][] = []
  const rest: Position[][] = []
  for (const line of lines) {
    let run: Position[] = [line[0]]
    const side = (p: Position) => north === undefined || p[1] >= north
    for (let i = 1; i < line.length; i++) {
      const [a, b] = [line[i - 1], line[i]]
      if (side(a) !== side(b)) {
        const cut: Position = [a[0] + ((b[0] - a[0]) * (north! - a[1])) / (b[1] - a[1]), north!]
        run.push(cut)
        ;(side(a) ? within : rest).push(run)
        run = [cut]
      }
      run.push(b)
    }
    ;(side(line[line.length - 1]) ? within : rest).push(run)
  }
  return { within, rest }
}

/** Every country's area, with its numeric code and name. */
export function land(atlas: Atlas): FeatureCollection<MultiPolygon, { code: string; name: string }> {
  const all = feature(atlas, atlas.objects.countries) as FeatureCollection<Polygon | MultiPolygon, { name: string }>
  return {
    type: 'FeatureCollection',
    features: all.features.map((f): Feature<MultiPolygon, { code: string; name: string }> => ({
      type: 'Feature',
      properties: { code: f.id === undefined ? '' : String(f.id), name: f.properties.name },
      geometry: { type: 'MultiPolygon', coordinates: (f.geometry.type === 'Polygon' ? [f.geometry.coordinates] : f.geometry.coordinates).flatMap(cutPolygon) },
    })),
  }
}

/** Borders between countries, those drawn dotted and all others, and the coast. */
export function borders(atlas: Atlas, disputed: Border[]): Record<'dotted' | 'solid' | 'coast', MultiLineString> {
  const pairs = disputed.map((d) => ({ codes: d.between.map(numericCode), north: d.north_of || undefined }))
  const code = (g: GeometryObject) => (g.id === undefined ? '' : String(g.id))
  // An area without a code of its own is one whose status is not settled: its edges are dotted.
  const pairOf = (a: GeometryObject, b: GeometryObject) => pairs.find((p) => p.codes.includes(code(a)) && p.codes.includes(code(b)) && code(a) !== code(b))
  const open = (a: GeometryObject, b: GeometryObject) => code(a) === '' || code(b) === ''
  const lines = (keep: (a: GeometryObject, b: GeometryObject) => boolean) =>
    cutLines(mesh(atlas, atlas.objects.countries, (a, b) => a !== b && keep(a, b)).coordinates)
  const dotted = lines((a, b) => open(a, b))
  const solid = lines((a, b) => !open(a, b) && !pairOf(a, b))
  for (const pair of pairs) {
    const { within, rest } = splitAt(lines((a, b) => !open(a, b) && pairOf(a, b) === pair), pair.north)
    dotted.push(...within)
    solid.push(...rest)
  }
  const coast = cutLines(mesh(atlas, atlas.objects.countries, (a, b) => a === b).coordinates)
  return { coast: { type: 'MultiLineString', coordinates: coast }, dotted: { type: 'MultiLineString', coordinates: dotted }, solid: { type: 'MultiLineString', coordinates: solid } }
}

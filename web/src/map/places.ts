import type { MapPoint, Quad } from '../api/shapes'

/** Events shown at one and the same point: points are coarsened, so many events share one. */
export interface Place {
  key: string
  name: string
  admin1: string
  admin2: string
  lon: number
  lat: number
  shown: string
  events: MapPoint['properties'][]
  deaths: number
  unknown: number // events here without a figure of deaths
  beside: MapPoint['properties'][] // of imported data sets: the same acts, perhaps, so that they are not added
}

export function pointKey(lon: number, lat: number): string {
  return `${lon.toFixed(4)},${lat.toFixed(4)}`
}

/** Points grouped into places, those with most events first. */
export function placesOf(points: MapPoint[], imported: (dataset: string) => boolean = () => false): Place[] {
  const byKey = new Map<string, Place>()
  for (const point of points) {
    if (!point.geometry) continue
    const [lon, lat] = point.geometry.coordinates
    const p = point.properties
    const key = pointKey(lon, lat)
    let place = byKey.get(key)
    if (!place) {
      place = { key, name: p.place || p.admin2 || p.admin1, admin1: p.admin1, admin2: p.admin2, lon, lat, shown: p.place_shown, events: [], deaths: 0, unknown: 0, beside: [] }
      byKey.set(key, place)
    }
    if (imported(p.dataset)) {
      place.beside.push(p)
      continue
    }
    place.events.push(p)
    if (p.deaths_best === null) place.unknown++
    else place.deaths += p.deaths_best
  }
  const all = [...byKey.values()]
  for (const p of all) p.name = nameOf(p)
  for (const p of all) for (const list of [p.events, p.beside]) list.sort((a, b) => (a.date_start < b.date_start ? 1 : -1))
  return all.sort((a, b) => b.events.length - a.events.length || b.beside.length - a.beside.length || b.deaths - a.deaths || (a.name < b.name ? -1 : 1))
}

/** The name that the events at a point share: the place's, else the district's, else the province's. */
function nameOf(p: Place): string {
  for (const part of ['place', 'admin2', 'admin1'] as const) {
    const names = new Set((p.events.length ? p.events : p.beside).map((e) => e[part]))
    if (names.size === 1 && !names.has('')) return [...names][0]
  }
  return p.name
}

/** Size of a mark relative to the drawn one: its area grows with deaths. No figure has the smallest. */
export function markSize(deaths: number | null): number {
  return Math.min(2.4, 0.34 + 0.125 * Math.sqrt(deaths ?? 0))
}

/** How many events of each class there are. */
export function classCounts(events: { quad: Quad }[]): Partial<Record<Quad, number>> {
  const out: Partial<Record<Quad, number>> = {}
  for (const e of events) out[e.quad] = (out[e.quad] ?? 0) + 1
  return out
}

/** The box that holds the boxes [south, north, west, east], as [[west, south], [east, north]]. */
export function around(boxes: [number, number, number, number][]): [[number, number], [number, number]] | undefined {
  if (boxes.length === 0) return undefined
  return [
    [Math.min(...boxes.map((b) => b[2])), Math.min(...boxes.map((b) => b[0]))],
    [Math.max(...boxes.map((b) => b[3])), Math.max(...boxes.map((b) => b[1]))],
  ]
}

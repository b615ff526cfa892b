import type { Ahead, Place } from '../horizon/shapes'

/** What is forecast for a place in one month; `none` where its record is too thin for a forecast of its own. */
export type Mark = { key: string; place: Place; lon: number; lat: number } & ({ kind: 'ahead'; month: Ahead } | { kind: 'none' })

export const placeKey = (p: Place) => [p.country, p.admin1, p.admin2].join('/')

/** The marks of a month ahead: the widest first, so that the small ones lie on top; those without a forecast lie lowest. */
export function marksOf(places: Place[], lead: number): Mark[] {
  const out: Mark[] = []
  for (const place of places) {
    if (place.lat === null || place.lon === null) continue
    const at = { key: placeKey(place), place, lon: place.lon, lat: place.lat }
    const month = place.refused ? undefined : place.ahead?.find((a) => a.lead === lead)
    out.push(month ? { ...at, kind: 'ahead', month } : { ...at, kind: 'none' })
  }
  const size = (m: Mark) => (m.kind === 'ahead' ? m.month.q95 : Infinity)
  return out.sort((a, b) => (size(a) === size(b) ? 0 : size(b) > size(a) ? 1 : -1))
}

export const MOST = 26 // pixels of the largest radius

/** Pixels of radius by a number, its area in proportion; one measure for all places and months ahead, so that months compare. */
export function radiusOf(places: Place[]): (value: number) => number {
  const most = Math.max(1, ...places.flatMap((p) => (p.refused ? [] : (p.ahead ?? []).map((a) => a.q95))))
  return (value) => Math.round(MOST * Math.sqrt(Math.max(0, value) / most) * 10) / 10
}

/** Two round numbers for the legend's circles: about the largest drawn, and about a quarter of it. */
export function legendOf(places: Place[]): number[] {
  const most = Math.max(1, ...places.flatMap((p) => (p.refused ? [] : (p.ahead ?? []).map((a) => a.q95))))
  const step = 10 ** Math.floor(Math.log10(most))
  const large = Math.max(...[1, 2, 3, 5].map((k) => k * step).filter((v) => v <= most))
  const small = Math.max(1, Math.round(large / 4))
  return small < large ? [small, large] : [large]
}

/** What is on record for a place over its last months. */
export function onRecord(place: Place, months: number): number | undefined {
  return place.recent?.length ? place.recent.slice(-months).reduce((sum, n) => sum + n, 0) : undefined
}

import type { MapAnswer } from '../api/shapes'

export interface Known { provinces: string[]; districts: string[] }

/** Provinces, and districts of the provinces chosen, that the map's points name. */
export function placesOf(map: MapAnswer | undefined, provinces: string[]): Known {
  const admin1 = new Set<string>()
  const admin2 = new Set<string>()
  for (const { properties: p } of map?.features ?? []) {
    if (p.admin1) admin1.add(p.admin1)
    if (p.admin2 && (provinces.length === 0 || provinces.includes(p.admin1))) admin2.add(p.admin2)
  }
  const sorted = (s: Set<string>) => [...s].sort((a, b) => a.localeCompare(b, 'en'))
  return { provinces: sorted(admin1), districts: sorted(admin2) }
}

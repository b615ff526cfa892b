import type { Event, Imported, Situation } from '../api/shapes'
import { has, named, t } from '../messages'

// Names of codes: the situation's own, which the page learns when it is loaded.
let known = $state.raw<Situation | undefined>()

export function learn(situation: Situation | undefined) {
  known = situation
}

/** Data sets that were imported beside the situation's own. */
export const imported = (): Imported[] => known?.imported ?? []

/** Whether a data set is an imported one. */
export const isImported = (id: string) => id !== '' && imported().some((d) => d.id === id)

/** The name by which an event is opened: of an imported data set, its id bears the data set's. */
export const eventName = (e: { id: string; dataset: string }) => (isImported(e.dataset) ? `${e.dataset}/${e.id}` : e.id)

/** The situation, once it is loaded. */
export function situation(): Situation | undefined {
  return known
}

function from(list: { code: string; name: string }[] | undefined | null, code: string): string {
  return list?.find((x) => x.code === code)?.name ?? code
}

export const sideName = (code: string) => from(known?.sides, code)
export const typeName = (code: string) => from(known?.types, code)
export const modeName = (code: string) => from(known?.modes, code).replace(/_/g, ' ')
export const countryName = (code: string) => from(known?.countries, code)
export const themeName = (code: string) => from(known?.themes, code).replace(/_/g, ' ')

/** The name of a dyad or a place that is judged. */
export function unitName(id: string): string {
  return [...(known?.dyads ?? []), ...(known?.units ?? [])].find((u) => u.id === id)?.name ?? id
}

/** Sides as text; the API gives one or several. */
export function sidesText(sides: string[] | string | null | undefined): string {
  const list = Array.isArray(sides) ? sides : sides ? [sides] : []
  return list.map(sideName).join(', ')
}

/** Where an event is shown, and how coarsely. */
export function placeText(e: Event): string {
  const parts = [e.place, e.admin2, e.admin1, e.country && countryName(e.country)].filter(Boolean)
  return [...new Set(parts)].join(', ') || t('place.none')
}

/** How coarsely the place is shown. */
export function coarseness(shown: string): string {
  const key = `place.shown.${shown}`
  return has(key) ? t(key) : named('place.shown', shown)
}

import { named } from '../messages'
import { countryName, modeName, sideName, themeName, typeName } from '../wording/names.svelte'

/** A code of a closed list in words. */
export function choiceName(kind: string, field: string, code: string): string {
  if (field === 'theme') return themeName(code)
  if (field === 'type') return typeName(code)
  if (field === 'mode') return modeName(code)
  if (field.endsWith('_side')) return sideName(code)
  if (field === 'country') return countryName(code)
  if (field === 'status' && kind !== 'crossing') return named('status', code)
  return code.replace(/_/g, ' ')
}

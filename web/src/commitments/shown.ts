import type { Item } from './shapes'

/** The commitments of a choice: '' those overdue, 'all', 'status:…', 'theme:…', 'side:…', 'institution:…' or 'id:…'. */
export function shownItems(items: Item[], show: string): Item[] {
  const at = show.indexOf(':')
  const [by, key] = at < 0 ? [show, ''] : [show.slice(0, at), show.slice(at + 1)]
  switch (by) {
    case '': return items.filter((i) => i.days_overdue > 0).sort((a, b) => b.days_overdue - a.days_overdue)
    case 'status': return items.filter((i) => i.status === key)
    case 'theme': return items.filter((i) => i.theme === key)
    case 'side': return items.filter((i) => i.institution_side?.includes(key))
    case 'institution': return items.filter((i) => i.body === key || i.institution === key)
    case 'id': return items.filter((i) => i.id === key)
    default: return items
  }
}

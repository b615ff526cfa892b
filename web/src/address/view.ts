import { isDate } from '../wording/dates'

// The whole state of the page is its address: what is asked, filtered, opened and shown
// as a table. The theme is the reader's own and is not part of it.

export interface View {
  asOf: string // '' is the newest observation
  from: string
  to: string
  side: string[]
  dyad: string
  unit: string
  type: string[]
  mode: string[]
  quad: string[]
  country: string[]
  admin1: string[]
  admin2: string[]
  q: string
  dataset: string[] // imported data sets shown beside the situation's own, in the list of events and on the map
  layer: string // what the map shows when it is not the record, such as a forecast and its month
  standing: Standing | '' // which rows of the data sets side by side
  order: 'desc' | 'asc'
  cursor: string
  event: string
  span: 'all' | '104' | '52' | '26'
  open: string[] // verdict cards shown in full
  tables: string[] // charts shown as tables
  ledger: Ledger | '' // '' is the first of them
  pick: string // what is chosen within the ledger, such as an issue
  version: string // data version a permalink was made with
}

/** The ledgers, in the order of their tabs. */
export const LEDGERS = ['commitments', 'messaging', 'claims', 'channels', 'crossings', 'returns', 'linkage', 'principles', 'horizon', 'retaliation', 'toll', 'review', 'audit'] as const
export type Ledger = (typeof LEDGERS)[number]

/** How a row stands among data sets: linked, of one of them alone, or where no other reaches. */
export const STANDINGS = ['linked', 'own', 'others', 'outside'] as const
export type Standing = (typeof STANDINGS)[number]

export type Patch = Partial<View>

const LISTS = ['side', 'type', 'mode', 'quad', 'country', 'admin1', 'admin2', 'dataset', 'open', 'tables'] as const
const WORDS = ['dyad', 'unit', 'q', 'cursor', 'event', 'pick', 'layer', 'version'] as const
const FILTERS = ['from', 'to', 'side', 'dyad', 'unit', 'type', 'mode', 'quad', 'country', 'admin1', 'admin2', 'q'] as const
export type FilterName = (typeof FILTERS)[number]

export function emptyView(): View {
  return {
    asOf: '', from: '', to: '', side: [], dyad: '', unit: '', type: [], mode: [], quad: [], country: [],
    admin1: [], admin2: [], q: '', dataset: [], layer: '', standing: '', order: 'desc', cursor: '', event: '', span: 'all', open: [], tables: [],
    ledger: '', pick: '', version: '',
  }
}

function date(text: string | null): string {
  return text && isDate(text) ? text : ''
}

/** Reads a query string. What it does not understand it leaves out. */
export function parseView(search: string): View {
  const p = new URLSearchParams(search)
  const v = emptyView()
  v.asOf = date(p.get('as_of'))
  v.from = date(p.get('from'))
  v.to = date(p.get('to'))
  for (const k of LISTS) v[k] = [...new Set(p.getAll(k).filter(Boolean))]
  for (const k of WORDS) v[k] = p.get(k) ?? ''
  if (p.get('order') === 'asc') v.order = 'asc'
  v.ledger = LEDGERS.find((l) => l === p.get('ledger')) ?? ''
  v.standing = STANDINGS.find((s) => s === p.get('standing')) ?? ''
  const span = p.get('span')
  if (span === '104' || span === '52' || span === '26') v.span = span
  return v
}

/** Writes the query string of a view, in a fixed order, without what is at its default. */
export function formatView(v: View): string {
  const p = new URLSearchParams()
  if (v.asOf) p.set('as_of', v.asOf)
  for (const k of FILTERS) append(p, k, v[k])
  if (v.order === 'asc') p.set('order', 'asc')
  if (v.span !== 'all') p.set('span', v.span)
  for (const k of ['dataset', 'layer', 'standing', 'cursor', 'open', 'tables', 'ledger', 'pick', 'event', 'version'] as const) append(p, k, v[k])
  const text = p.toString()
  return text ? '?' + text : ''
}

function append(p: URLSearchParams, key: string, value: string | string[]) {
  for (const x of Array.isArray(value) ? value : [value]) if (x) p.append(key, x)
}

/** The filter of a view as parameters of the API, as-of included. */
export function filterQuery(v: View, without: FilterName[] = []): URLSearchParams {
  const p = new URLSearchParams()
  if (v.asOf) p.set('as_of', v.asOf)
  for (const k of FILTERS) if (!without.includes(k)) append(p, k, v[k])
  return p
}

/** Whether anything is filtered, as-of apart. */
export function isFiltered(v: View): boolean {
  return FILTERS.some((k) => v[k].length > 0)
}

/** The view with every filter taken away. */
export function clearedFilter(): Patch {
  const e = emptyView()
  return Object.fromEntries([...FILTERS.map((k) => [k, e[k]]), ['cursor', '']]) as Patch
}

/** Applies a change. A change of filter, as-of or order starts the list at its first page; another ledger starts without a choice. */
export function changed(v: View, patch: Patch): View {
  const next = { ...v, ...patch }
  const restarts = Object.keys(patch).some((k) => ['asOf', 'order', 'dataset', 'standing'].includes(k) || (FILTERS as readonly string[]).includes(k))
  if (restarts && !('cursor' in patch)) next.cursor = ''
  if (!next.dataset.length) next.standing = ''
  if ((patch.ledger ?? v.ledger) !== v.ledger && !('pick' in patch)) next.pick = ''
  if (next.from && next.to && next.from > next.to) [next.from, next.to] = [next.to, next.from]
  return next
}

/** The list with the item taken out if it is in, else put in. */
export function toggled(list: string[], item: string): string[] {
  return list.includes(item) ? list.filter((x) => x !== item) : [...list, item]
}

import en from './en.json'

// Texts shown to people, by dotted key. Another language is another file of the same keys.
type Tree = { [key: string]: string | Tree }

const catalogue: Tree = en
export const language = 'en'

export type Params = Record<string, string | number>

function find(key: string): string | undefined {
  let at: string | Tree | undefined = catalogue
  for (const part of key.split('.')) {
    if (at === undefined || typeof at === 'string') return undefined
    at = at[part]
  }
  return typeof at === 'string' ? at : undefined
}

/** Whether the catalogue has the key. */
export function has(key: string): boolean {
  return find(key) !== undefined
}

/** The text of a key, with {name} replaced by its parameter. A key that is not there shows itself. */
export function t(key: string, params: Params = {}): string {
  const text = find(key) ?? key
  return text.replace(/\{(\w+)\}/g, (whole, name) => (name in params ? String(params[name]) : whole))
}

const plural = new Intl.PluralRules(language)

/** The text of a key that has forms by number (`key.one`, `key.other`); {n} is the number, formatted. */
export function tn(key: string, n: number, params: Params = {}): string {
  const form = `${key}.${plural.select(n)}`
  const shown = new Intl.NumberFormat(language).format(n)
  return t(has(form) ? form : `${key}.other`, { n: shown, ...params })
}

/** The name of a code: the catalogue's, or else the code with its underscores taken out. */
export function named(group: string, code: string): string {
  const key = `${group}.${code}`
  return has(key) ? t(key) : code.replace(/_/g, ' ').toLowerCase()
}

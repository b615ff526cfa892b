import type { Field } from './shapes'

/** A piece of the text with the fields that were read from it. */
export interface Piece { text: string; fields: string[] }

const bytes = new TextEncoder()
const words = new TextDecoder()

/** Cuts a text where fields begin and end. The spans are bytes of the text in UTF-8; those that lie outside it are left out. */
export function pieces(text: string, fields: Field[]): Piece[] {
  const all = bytes.encode(text)
  const good = fields.filter((f) => f.start >= 0 && f.end > f.start && f.end <= all.length)
  const cuts = [...new Set([0, all.length, ...good.flatMap((f) => [f.start, f.end])])].sort((a, b) => a - b)
  const out: Piece[] = []
  for (let i = 0; i + 1 < cuts.length; i++) {
    const [from, to] = [cuts[i], cuts[i + 1]]
    out.push({ text: words.decode(all.subarray(from, to)), fields: good.filter((f) => f.start <= from && f.end >= to).map((f) => f.name) })
  }
  return out
}

/** What a key means while proposals are gone through; '' for nothing. */
export function meaning(key: string): 'next' | 'previous' | 'accept' | 'edit' | 'refuse' | 'suggest' | 'others' | '' {
  return ({ j: 'next', ArrowDown: 'next', k: 'previous', ArrowUp: 'previous', a: 'accept', e: 'edit', x: 'refuse', s: 'suggest', o: 'others' } as const)[key] ?? ''
}

/** The fields that differ from what was proposed. */
export function mended(fields: Field[], values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(fields.filter((f) => (values[f.name] ?? '').trim() !== f.value).map((f) => [f.name, (values[f.name] ?? '').trim()]))
}

/** Whether a suggested field has a place among those of a proposal. */
export function takeable(fields: Field[], name: string): boolean {
  return fields.some((f) => f.name === name)
}

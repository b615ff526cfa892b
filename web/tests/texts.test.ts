import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'svelte/compiler'
import { describe, expect, test } from 'vitest'
import catalogue from '../src/messages/en.json'
import { has } from '../src/messages'

const root = new URL('../src', import.meta.url).pathname
const files = (ext: string) => readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith(ext) && !f.endsWith('.test.ts'))
const read = (f: string) => readFileSync(join(root, f), 'utf8')
const components = files('.svelte')
const sources = [...components, ...files('.ts')]

type Node = { type: string; [key: string]: unknown }
const SEEN = ['title', 'alt', 'placeholder', 'aria-label', 'aria-valuetext', 'aria-description', 'label', 'caption', 'note', 'empty', 'of']

/** Texts that a reader would see and that stand in the template itself. */
function literals(node: unknown, found: string[] = []): string[] {
  if (Array.isArray(node)) for (const n of node) literals(n, found)
  else if (node && typeof node === 'object' && 'type' in node) {
    const n = node as Node
    if (n.type === 'Text' && /\p{L}/u.test(n.data as string)) found.push((n.data as string).trim())
    if (n.type === 'Attribute') {
      const parts = n.value === true ? [] : Array.isArray(n.value) ? (n.value as Node[]) : [n.value as Node]
      for (const p of parts) if (p.type === 'Text' && SEEN.includes(n.name as string) && /\p{L}/u.test(p.data as string)) found.push(p.data as string)
      return found
    }
    if (n.type === 'ExpressionTag' || n.type === 'StyleDirective' || n.type === 'Script' || n.type === 'StyleSheet') return found
    for (const [k, v] of Object.entries(n)) if (!['type', 'start', 'end', 'expression', 'test'].includes(k)) literals(v, found)
  }
  return found
}

function keys(tree: object, path = ''): string[] {
  return Object.entries(tree).flatMap(([k, v]) => (typeof v === 'string' ? [path + k] : keys(v, path + k + '.')))
}

describe('texts shown to people', () => {
  test.each(components)('%s holds none of its own', (file) => {
    const { fragment } = parse(read(file), { modern: true }) as unknown as { fragment: unknown }
    expect(literals(fragment)).toEqual([])
  })

  const called = sources.flatMap((f) => [...read(f).matchAll(/\b(tn?|named)\(\s*(?:[\w.()!? ]+\? )?(['`])((?:(?!\2).)*)\2(?:\s*:\s*'([^']*)')?/g)].flatMap((m) => [m[3], m[4]].filter(Boolean).map((key) => ({ f, call: m[1], key }))))

  test('every key that is called for is in the catalogue', () => {
    const missing = called.filter(({ call, key }) => {
      if (call === 'named') return !keys(catalogue).some((k) => k.startsWith(key + '.'))
      if (key.includes('${')) return !keys(catalogue).some((k) => k.startsWith(key.slice(0, key.indexOf('${'))))
      return call === 'tn' ? !has(key + '.other') : !has(key)
    })
    expect(missing).toEqual([])
    expect(called.length).toBeGreaterThan(150)
  })

  test('every text of the catalogue is used', () => {
    const all = sources.map(read).join('\n')
    const prefixes = called.filter((c) => c.key.includes('${') || c.call === 'named').map((c) => (c.call === 'named' ? c.key + '.' : c.key.slice(0, c.key.indexOf('${'))))
    const used = (k: string) => all.includes(`'${k}'`) || all.includes(`'${k.replace(/\.(one|other)$/, '')}'`) || prefixes.some((p) => k.startsWith(p))
    expect(keys(catalogue).filter((k) => !used(k))).toEqual([])
  })

  test('forms by number come in both', () => {
    for (const k of keys(catalogue).filter((x) => x.endsWith('.one'))) expect(has(k.replace(/one$/, 'other')), k).toBe(true)
  })

  test('the wording is neutral', () => {
    const loaded = /terror|martyr|militia|regime|infidel|enemy combatant|slaughter|massacre|heroic|brutal|cowardly/i
    expect(JSON.stringify(catalogue)).not.toMatch(loaded)
  })
})

test.each(components)('%s is at most 200 lines', (file) => expect(read(file).split('\n').length).toBeLessThanOrEqual(200))

import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const web = new URL('..', import.meta.url).pathname
const read = (f: string) => readFileSync(join(web, f), 'utf8')
const sources = readdirSync(join(web, 'src'), { recursive: true, encoding: 'utf8' }).filter((f) => /\.(ts|svelte|css)$/.test(f) && !f.endsWith('.test.ts'))

test('the lock file names no host', () => expect(read('package-lock.json')).not.toMatch(/"resolved"/))

test('versions are exact', () => {
  const p = JSON.parse(read('package.json')) as { devDependencies: Record<string, string> }
  for (const [name, version] of Object.entries(p.devDependencies)) expect(version, name).toMatch(/^\d+\.\d+\.\d+$/)
})

test.each(sources)('%s calls nothing outside and runs no text as code', (file) => {
  const text = read('src/' + file)
  expect(text).not.toMatch(/https?:\/\/(?!www\.w3\.org)[a-z]/)
  expect(text).not.toMatch(/\beval\(|new Function\(|\{@html|innerHTML|sendBeacon|WebSocket|XMLHttpRequest/)
  if (/target="_blank"/.test(text)) for (const m of text.matchAll(/<a [^>]*target="_blank"[^>]*>/g)) expect(m[0]).toMatch(/rel="noreferrer noopener/)
})

test.each(sources.filter((f) => /\.(svelte|css)$/.test(f)))('%s is ready for right-to-left', (file) => {
  const style = file.endsWith('.css') ? read('src/' + file) : (read('src/' + file).match(/<style>[\s\S]*<\/style>/)?.[0] ?? '')
  expect(style).not.toMatch(/(?:margin|padding|border)-(?:left|right)|text-align:\s*(?:left|right)|[^-]\b(?:left|right):/)
})

// WCAG 2.2: 4.5 to 1 for text, 3 to 1 for what is drawn.
function themes(): Record<'light' | 'dark', Record<string, string>> {
  const css = read('src/theme/page.css')
  const vars = (block: string) => Object.fromEntries([...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map((m) => [m[1], m[2]]))
  return { light: vars(css.slice(0, css.indexOf('@media'))), dark: vars(css.slice(css.indexOf("[data-theme='dark']"))) }
}

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16) / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(a: string, b: string): number {
  const [x, y] = [luminance(a), luminance(b)].sort((p, q) => q - p)
  return (x + 0.05) / (y + 0.05)
}

describe.each(Object.entries(themes()))('contrast, %s', (_, c) => {
  test.each([
    ...['ink', 'soft', 'link', 'escalating', 'resetting'].flatMap((v) => [[v, 'surface'], [v, 'ground']]),
    ['ink', 'sunken'], ['soft', 'sunken'], ['caution', 'caution-ground'], ['failed', 'failed-ground'], ['ink', 'land'],
  ])('%s on %s is legible', (a, b) => expect(contrast(c[a], c[b])).toBeGreaterThanOrEqual(4.5))
  test.each([
    ...['material_conflict', 'verbal_conflict', 'verbal_cooperation', 'material_cooperation', 'escalating', 'holding', 'resetting', 'deaths', 'edge', 'focus'].map((v) => [v, 'surface']),
    ['border', 'land'], ['border', 'sea'],
  ])('%s on %s can be seen', (a, b) => expect(contrast(c[a], c[b])).toBeGreaterThanOrEqual(3))
})

test('the dark colours are the same by choice and by system', () => {
  const css = read('src/theme/page.css')
  const blocks = [...css.matchAll(/color-scheme: dark;([^}]*)\}/g)].map((m) => m[1].replace(/\s+/g, ' ').trim())
  expect(blocks).toHaveLength(2)
  expect(blocks[0]).toBe(blocks[1])
})

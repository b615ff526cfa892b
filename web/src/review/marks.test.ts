import { describe, expect, test } from 'vitest'
import { meaning, mended, pieces } from './marks'
import type { Field } from './shapes'

const field = (name: string, start: number, end: number, value = ''): Field => ({ name, value, start, end, rule: 'r', quote: '' })

describe('a text with its fields', () => {
  test('is whole, cut where fields begin and end', () => {
    const text = 'Gunmen killed three in Bannu.'
    const got = pieces(text, [field('initiator', 0, 6), field('deaths', 7, 19), field('type', 7, 13)])
    expect(got.map((p) => p.text).join('')).toBe(text)
    expect(got.map((p) => p.fields)).toEqual([['initiator'], [], ['deaths', 'type'], ['deaths'], []])
  })
  test('counts bytes, not letters', () => {
    const text = 'Détente à Bannu'
    expect(pieces(text, [field('place', 12, 17)]).at(-1)).toEqual({ text: 'Bannu', fields: ['place'] })
  })
  test('leaves out spans that lie outside', () => {
    expect(pieces('ab', [field('a', 1, 9), field('b', -1, 1), field('c', 1, 1)])).toEqual([{ text: 'ab', fields: [] }])
    expect(pieces('', [])).toEqual([])
  })
})

test('keys that rule', () => expect(['j', 'k', 'a', 'e', 'x', 'q', 'ArrowDown'].map(meaning)).toEqual(['next', 'previous', 'accept', 'edit', 'refuse', '', 'next']))

test('only what was changed is sent', () => {
  expect(mended([field('mode', 0, 0, 'ied'), field('place', 0, 0, 'Bannu')], { mode: 'ambush ', place: 'Bannu' })).toEqual({ mode: 'ambush' })
})

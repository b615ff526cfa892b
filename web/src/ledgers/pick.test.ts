import { expect, test } from 'vitest'
import { picked, picking } from './pick'

test('a choice reads back', () => {
  const pick = picking('', { show: 'theme:border', weight: 'side' })
  expect(picked(pick, 'show')).toBe('theme:border')
  expect(picked(pick, 'weight')).toBe('side')
  expect(picked(pick, 'by')).toBe('')
})
test('a choice is taken back, and no choice is nothing', () => expect(picking('weight=side', { weight: '' })).toBe(''))
test('the same choices are the same text', () => expect(picking(picking('', { b: '1' }), { a: '2' })).toBe(picking(picking('', { a: '2' }), { b: '1' })))
test('a value may hold anything', () => expect(picked(picking('', { q: 'a&b=c +d' }), 'q')).toBe('a&b=c +d'))

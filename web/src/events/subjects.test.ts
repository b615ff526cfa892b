import { expect, test } from 'vitest'
import type { Claim } from '../api/shapes'
import { bySubject, webAddress } from './subjects'

const claim = (id: string, subject: string): Claim => ({ id, speaker: 's', speaker_side: 'TTP', subject, low: 1, high: 1, said: '', source_url: '', source_date: '' })

test('subjects on which speakers differ come first, and no claim is lost or merged', () => {
  const out = bySubject([claim('1', 'injured'), claim('2', 'deaths_total'), claim('3', 'deaths_total')], [{ subject: 'deaths_total', figures: [] }])
  expect(out.map((s) => [s.subject, s.rival, s.claims.length])).toEqual([['deaths_total', true, 2], ['injured', false, 1]])
})

test('only addresses of the web become links', () => {
  expect(webAddress('https://example.org/a')).not.toBe('')
  for (const bad of ['javascript:alert(1)', 'data:text/html,x', '', '//example.org']) expect(webAddress(bad)).toBe('')
})

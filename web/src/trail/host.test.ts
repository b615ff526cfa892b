import { expect, test } from 'vitest'
import { host, once } from './host'

test('the host of an address', () => {
  expect(host('https://www.example.org/a?b')).toBe('example.org')
  for (const bad of ['', 'javascript:alert(1)', 'ftp://example.org', 'https://', 'example.org']) expect(host(bad)).toBe('')
})

test('once keeps the order and drops nothing but repetitions and blanks', () => expect(once(['b', '', 'a', null, 'b', undefined])).toEqual(['b', 'a']))

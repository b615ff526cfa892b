import { expect, test } from 'vitest'
import { standing, STANCE_SHAPES, STANCES } from './stance'

test('a position is for, against, mixed or both', () => {
  expect(standing({ support: 2, mixed: 1, oppose: 0 })).toBe('support')
  expect(standing({ support: 0, mixed: 0, oppose: 1 })).toBe('oppose')
  expect(standing({ support: 0, mixed: 3, oppose: 0 })).toBe('mixed')
  expect(standing({ support: 5, mixed: 0, oppose: 1 })).toBe('both')
})
test('each has a shape of its own', () => expect(new Set(STANCES.map((s) => STANCE_SHAPES[s])).size).toBe(4))

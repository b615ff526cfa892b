import { expect, test } from 'vitest'
import { cursorOf, offsetOf } from './offset'

test('a page reads back', () => expect(offsetOf(cursorOf(75))).toBe(75))
test('the start is not part of the address', () => expect([cursorOf(0), cursorOf(-25)]).toEqual(['', '']))
test("another list's cursor is the start", () => expect([offsetOf('eyJkIjo='), offsetOf('-3'), offsetOf('2.5'), offsetOf('')]).toEqual([0, 0, 0, 0]))

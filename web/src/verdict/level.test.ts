import { expect, test } from 'vitest'
import { drawLevel } from './level'

const week = (i: number, violent: number, exposure = 1) => ({ week: `w${i}`, violent, level: 1, level_low: 0.5, level_high: 2, exposure })

test('bars fill the box to the highest value', () => {
  const d = drawLevel([week(0, 0), week(1, 4), week(2, 2)], 30, 40)
  expect(d.top).toBe(4)
  expect(d.bars.map((b) => b.height)).toEqual([0, 40, 20])
  expect(d.line).toBe('M5,30L15,30L25,30')
})

test('weeks with few reports are drawn as gaps, also at the end', () => {
  const d = drawLevel([week(0, 1, 0.2), week(1, 1), week(2, 0, 0.3), week(3, 0, 0.1)], 40, 10)
  expect(d.gaps).toEqual([{ x: 0, width: 10 }, { x: 20, width: 20 }])
})

test('no weeks, no drawing', () => expect(drawLevel([], 10, 10)).toMatchObject({ bars: [], line: '', band: '', gaps: [] }))

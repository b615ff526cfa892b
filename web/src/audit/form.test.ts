import { describe, expect, test } from 'vitest'
import { changedFields, choicesOf, editable, faultsBeside, inputOf, startValues, withSides } from './form'
import type { Field } from './shapes'

const field = (name: string, value = '', choices: string[] = []): Field => ({ name, value, choices })
const fields = [field('status', 'partial', ['partial', 'unknown']), field('evidence', 'One report.'), field('status_date', '2026-01-02')]

test('the id is not a field to fill in', () => {
  expect(editable({ kind: 'statement', id: '', version: '', place_shown: '', fields: [field('id'), field('date')] }).map((f) => f.name)).toEqual(['date'])
  expect(editable({ kind: 'statement', id: '', version: '', place_shown: '', fields: null })).toEqual([])
})

describe('only what was changed is sent', () => {
  test('nothing, when nothing is', () => expect(changedFields(fields, startValues(fields))).toEqual({}))
  test('a changed and an emptied field', () => expect(changedFields(fields, { ...startValues(fields), status: 'unknown', evidence: '' })).toEqual({ status: 'unknown', evidence: '' }))
  test('space around a value is no change', () => expect(changedFields(fields, { ...startValues(fields), evidence: ' One report. ' })).toEqual({}))
  test('what a link has filled in', () => {
    const of = [field('commitment_id'), field('status')]
    expect(changedFields(of, startValues(of, { commitment_id: 'C1', other: 'x' }))).toEqual({ commitment_id: 'C1' })
  })
})

describe('faults stand beside their fields', () => {
  test('by location', () => {
    const found = faultsBeside([{ location: 'body.fields.status', message: 'not one of' }, { location: 'body.who', message: 'is empty' }], fields)
    expect(found).toEqual({ fields: { status: 'not one of', who: 'is empty' }, rest: [] })
  })
  test('two of one field', () => {
    const two = [{ location: 'body.fields.status', message: 'a' }, { location: 'body.fields.status', message: 'b' }]
    expect(faultsBeside(two, fields).fields.status).toBe('a; b')
  })
  test('those of no field that is shown', () => {
    const found = faultsBeside([{ location: 'body.fields.id', message: 'taken' }, { location: 'body.kind', message: 'unknown' }, { location: '', message: 'faulty' }], fields)
    expect(found).toEqual({ fields: {}, rest: ['id: taken', 'kind: unknown', 'faulty'] })
  })
})

test('how a field is filled in', () => {
  expect(fields.map(inputOf)).toEqual(['select', 'long', 'date'])
  expect(inputOf(field('status_date', '2026'))).toBe('text')
  expect(inputOf(field('evidence_url'))).toBe('address')
  expect(inputOf(field('date_precision'))).toBe('text')
})

test('a value that is no choice stays one', () => expect(choicesOf(field('status', 'odd', ['a']))).toEqual(['odd', 'a']))

test('one side is chosen from those of the situation; several are written', () => {
  const [one, several, kept] = withSides([field('institution_side'), field('initiator_side'), field('speaker_side', '', ['X'])], ['A', 'B'])
  expect([one.choices, several.choices, kept.choices]).toEqual([['A', 'B'], [], ['X']])
})

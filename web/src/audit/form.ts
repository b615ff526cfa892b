import type { Fault } from '../api/send'
import type { Field, Form } from './shapes'

export type Values = Record<string, string>

export interface Faults { fields: Values; rest: string[] }

/** The fields to fill in: the id is not one of them, it is kept or given. */
export function editable(form: Form): Field[] {
  return (form.fields ?? []).filter((f) => f.name !== 'id')
}

/** The fields, with the sides of the situation to choose from where one side is asked for. */
export function withSides(fields: Field[], sides: string[]): Field[] {
  return fields.map((f) => ((f.name === 'institution_side' || f.name === 'speaker_side') && !f.choices?.length ? { ...f, choices: sides } : f))
}

/** What stands in the fields at first: the record as it is, and what a link has filled in. */
export function startValues(fields: Field[], given: Values = {}): Values {
  return Object.fromEntries(fields.map((f) => [f.name, given[f.name] || f.value]))
}

/** Only the fields that differ from the record as it was shown; an emptied one is sent as ''. */
export function changedFields(fields: Field[], values: Values): Values {
  const out: Values = {}
  for (const f of fields) {
    const now = (values[f.name] ?? '').trim()
    if (now !== f.value.trim()) out[f.name] = now
  }
  return out
}

/** Faults by the field they belong beside; those of no field that is shown are kept apart. */
export function faultsBeside(faults: Fault[], fields: Field[]): Faults {
  const out: Faults = { fields: {}, rest: [] }
  for (const { location, message } of faults) {
    const name = /^body\.(?:fields\.)?([\w-]+)$/.exec(location)?.[1] ?? ''
    const shown = location.startsWith('body.fields.') ? fields.some((f) => f.name === name) : name === 'who' || name === 'why'
    if (!shown) out.rest.push(location ? `${location.replace(/^body\.(fields\.)?/, '')}: ${message}` : message)
    else out.fields[name] = out.fields[name] ? `${out.fields[name]}; ${message}` : message
  }
  return out
}

const LONG = ['commitment', 'evidence', 'paraphrase', 'summary', 'why']

/** How a field is filled in. A value that is no whole day stays text. */
export function inputOf(field: Field): 'select' | 'long' | 'address' | 'date' | 'text' {
  if (field.choices?.length) return 'select'
  if (LONG.includes(field.name)) return 'long'
  if (/(^|_)url$/.test(field.name)) return 'address'
  if (/^date(_(announced|start|end))?$|_date$/.test(field.name) && /^(\d{4}-\d{2}-\d{2})?$/.test(field.value)) return 'date'
  return 'text'
}

/** The choices of a field, with its value where that is none of them. */
export function choicesOf(field: Field): string[] {
  const all = field.choices ?? []
  return field.value && !all.includes(field.value) ? [field.value, ...all] : all
}

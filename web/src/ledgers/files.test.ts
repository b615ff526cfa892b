import { describe, expect, it } from 'vitest'
import { fileOf } from './files'

describe('fileOf', () => {
  it('keeps the question and says what the rows are', () => {
    expect(fileOf('/toll?side=TTP&side=ISKP', 'csv', 'places')).toBe('/toll.csv?side=TTP&side=ISKP&rows=places')
    expect(fileOf('/channels', 'csv')).toBe('/channels.csv')
    expect(fileOf('/toll?', 'geojson')).toBe('/toll.geojson')
  })
})

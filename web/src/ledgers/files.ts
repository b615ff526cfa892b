/** The address of an answer as a file: its path with an ending, its question kept, and what the rows are. */
export function fileOf(path: string, ending: 'csv' | 'geojson', rows = ''): string {
  const [route, question = ''] = path.split('?')
  const p = new URLSearchParams(question)
  if (rows) p.set('rows', rows)
  return `${route}.${ending}${p.size ? `?${p}` : ''}`
}

/** The first row of a page that the address names; what is no whole number is the start. */
export function offsetOf(cursor: string): number {
  return /^\d{1,7}$/.test(cursor) ? Number(cursor) : 0
}

/** The address's word for a first row; the start has none. */
export function cursorOf(offset: number): string {
  return offset > 0 ? String(offset) : ''
}

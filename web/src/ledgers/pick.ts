// What is chosen within a ledger, kept as one word of the address: "show=theme:border&weight=side".

/** One choice of the text, '' when it is not made. */
export function picked(pick: string, name: string): string {
  return new URLSearchParams(pick).get(name) ?? ''
}

/** The text with a choice made, changed, or with '' taken back; the names are in order. */
export function picking(pick: string, patch: Record<string, string>): string {
  const p = new URLSearchParams(pick)
  for (const [name, value] of Object.entries(patch)) {
    if (value) p.set(name, value)
    else p.delete(name)
  }
  p.sort()
  return p.toString()
}

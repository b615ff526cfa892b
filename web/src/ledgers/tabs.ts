/** The index of the tab that a key goes to, or -1 when the key is not for tabs. */
export function tabAfter(key: string, at: number, count: number, rightToLeft: boolean): number {
  const step = rightToLeft ? -1 : 1
  if (key === 'ArrowRight') return (at + step + count) % count
  if (key === 'ArrowLeft') return (at - step + count) % count
  if (key === 'Home') return 0
  if (key === 'End') return count - 1
  return -1
}

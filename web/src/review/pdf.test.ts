import { expect, test } from 'vitest'
import { base64 } from './pdf'

test('bytes of any number read back', () => {
  for (const n of [0, 1, 2, 3, 0x8000, 0x8001, 100_000]) {
    const bytes = Uint8Array.from({ length: n }, (_, i) => (i * 31) % 256)
    expect([...atob(base64(bytes))].every((c, i) => c.charCodeAt(0) === bytes[i])).toBe(true)
    expect(atob(base64(bytes))).toHaveLength(n)
  }
})

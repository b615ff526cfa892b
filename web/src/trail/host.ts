/** The publisher's host of an address, without "www."; '' when it is no address of the web. */
export function host(url: string): string {
  if (!/^https?:\/\//i.test(url)) return ''
  try {
    return new URL(url).hostname.replace(/^www\./, '')
  } catch {
    return ''
  }
}

/** The list without repetitions, in its order. */
export function once(list: (string | null | undefined)[]): string[] {
  return [...new Set(list.filter((x): x is string => !!x))]
}

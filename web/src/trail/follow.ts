import { current } from '../address/current.svelte'

/** Opens an event of this page by a plain click; with a key held the browser follows the link itself. */
export function follow(click: MouseEvent, id: string) {
  if (click.ctrlKey || click.metaKey || click.shiftKey) return
  click.preventDefault()
  current.go({ event: id })
}

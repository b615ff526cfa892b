import { changed, formatView, parseView, type Patch, type View } from './view'

class Current {
  view = $state.raw<View>(parseView(location.search))
  #fresh = false // whether the page before this one in history is ours

  constructor() {
    addEventListener('popstate', () => {
      this.view = parseView(location.search)
      this.#fresh = false
    })
  }

  /** Changes the view and the address; `replace` keeps the history as it is. */
  go(patch: Patch, { replace = false } = {}) {
    const next = changed(this.view, patch)
    const address = location.pathname + formatView(next)
    this.view = next
    if (address === location.pathname + location.search) return
    if (replace) history.replaceState(null, '', address)
    else history.pushState(null, '', address)
    this.#fresh = !replace
  }

  /** Closes the open event: back to where it was opened from, if that was this page. */
  closeEvent() {
    if (this.#fresh) history.back()
    else this.go({ event: '' })
  }

  /** The address of the view with a change, for links. */
  href(patch: Patch): string {
    return formatView(changed(this.view, patch)) || '?'
  }
}

export const current = new Current()

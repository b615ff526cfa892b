import { fetchAnswer } from '../api/ask.svelte'
import type { EventPage } from '../api/shapes'
import type { When } from './line'

const MOST = 60

/** The dates of events that an answer names without their dates; asked for one by one. Make it while a component is set up. */
export class Dates {
  when = $state.raw(new Map<string, When>())
  failed = $state(0)

  constructor(ids: () => string[], query: () => string) {
    $effect(() => {
      const asked = ids().slice(0, MOST)
      const tail = query()
      const stop = new AbortController()
      void Promise.allSettled(asked.map((id) => fetchAnswer<EventPage>(`/events/${encodeURIComponent(id)}${tail}`, stop.signal))).then((all) => {
        if (stop.signal.aborted) return
        const when = new Map<string, When>()
        all.forEach((r, i) => {
          if (r.status === 'fulfilled') when.set(asked[i], { start: r.value.event.date_start, end: r.value.event.date_end, precision: r.value.event.date_precision })
        })
        this.when = when
        this.failed = ids().length - when.size
      })
      return () => stop.abort()
    })
  }
}

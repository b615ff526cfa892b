/** Says once when the reader comes near the element, or prints; gives back how to stop watching. */
export function whenNear(host: Element, come: () => void): () => void {
  const done = () => {
    stop()
    come()
  }
  const watch = new IntersectionObserver((seen) => seen.some((s) => s.isIntersecting) && done(), { rootMargin: '300px' })
  const stop = () => {
    watch.disconnect()
    removeEventListener('beforeprint', done)
  }
  watch.observe(host)
  addEventListener('beforeprint', done)
  return stop
}

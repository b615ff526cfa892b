import type { Mark } from './ahead'

/** How the marks of a forecast look and read. */
export interface Symbols {
  radius: (value: number) => number
  name: (mark: Mark) => string // what the mark says, for a reader who points at it or does not see it
  read: (mark: Mark | undefined) => void // the mark pointed at or focused, or none
}

const SVG = 'http://www.w3.org/2000/svg'

function shape(name: string, at: Record<string, string | number>): SVGElement {
  const e = document.createElementNS(SVG, name)
  for (const [k, v] of Object.entries(at)) e.setAttribute(k, String(v))
  return e
}

/** A mark as a button: a dashed ring up to the end of the range, a disc of the middle, a dot where the middle is nothing, a dash where there is no forecast. */
export function button(mark: Mark, symbols: Symbols, onplace: (key: string) => void): HTMLElement {
  const element = document.createElement('button')
  element.type = 'button'
  element.className = `ahead ${mark.kind}`
  element.dataset.place = mark.key
  element.setAttribute('aria-label', symbols.name(mark))
  if (mark.kind === 'none') element.tabIndex = -1 // its place and reason stand in the list beside the map
  const outer = mark.kind === 'ahead' ? Math.max(5, symbols.radius(mark.month.q95)) : 5
  const half = Math.ceil(outer) + 2 // whole pixels, so that no ring is blurred
  const svg = shape('svg', { viewBox: `${-half} ${-half} ${2 * half} ${2 * half}`, width: 2 * half, height: 2 * half, 'aria-hidden': 'true' })
  if (mark.kind === 'ahead') {
    const middle = symbols.radius(mark.month.q50)
    svg.append(shape('circle', { r: outer, class: 'ring' }))
    svg.append(middle > 0 ? shape('circle', { r: Math.max(2, middle), class: 'disc' }) : shape('circle', { r: 1.8, class: 'nothing' }))
  } else svg.append(shape('path', { d: 'M-4 0H4', class: 'dash' }))
  element.append(svg)
  element.addEventListener('click', (e) => {
    e.stopPropagation()
    onplace(mark.key)
  })
  for (const on of ['mouseenter', 'focus']) element.addEventListener(on, () => symbols.read(mark))
  for (const off of ['mouseleave', 'blur']) element.addEventListener(off, () => symbols.read(undefined))
  return element
}

import type { Quad } from '../api/shapes'
import { SHAPES } from '../marks/shapes'

export const MARK_PIXELS = 64

/** Draws the mark of a class: filled when deaths are known or none, hollow when no figure is given, dashed when it is of another data set. */
export function markImage(quad: Quad, fill: string, edge: string, hollow: boolean, beside = false): ImageData {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = MARK_PIXELS
  const c = canvas.getContext('2d')!
  const path = new Path2D(SHAPES[quad])
  c.setTransform(MARK_PIXELS / 18, 0, 0, MARK_PIXELS / 18, MARK_PIXELS / 18, MARK_PIXELS / 18)
  c.lineJoin = 'round'
  if (!hollow) {
    c.globalAlpha = beside ? 0.2 : 0.5
    c.fillStyle = fill
    c.fill(path)
    c.globalAlpha = 1
    c.lineWidth = 1
    c.strokeStyle = edge
    c.stroke(path)
  }
  c.lineWidth = beside ? 1.6 : hollow ? 2 : 0.9
  if (beside) c.setLineDash([2.2, 1.8])
  c.strokeStyle = fill
  c.stroke(path)
  return c.getImageData(0, 0, MARK_PIXELS, MARK_PIXELS)
}

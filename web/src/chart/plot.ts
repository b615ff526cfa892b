// The marks of Observable Plot that the page draws with; loaded when the first chart is.
export { dot, plot, rect, rectY, ruleX, ruleY } from '@observablehq/plot'

import { language } from '../messages'

const two = new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 })

/** A number to two decimals, with a real minus. */
export function signed(v: number): string {
  return two.format(Math.abs(v) < 0.005 ? 0 : v).replace('-', '−')
}

import type { WindowView } from '@naru/server/wire/checkout'
import type { Language } from './language.ts'

/**
 * The amount as the buyer reads it. Integer minor units become decimal text by moving the point, never by
 * dividing, so no float rounds a price. `scale` comes from the server (KRW 0, USD 2, KWD 3).
 */
export function amountText(amount: WindowView['amount'], language: Language): string {
  const decimal = decimalText(amount.totalMinor, amount.scale)
  if (amount.currency === 'KRW' && language === 'ko') return `${grouped(decimal)}원`
  return `${currencySign(amount.currency, language)}${grouped(decimal)}`
}

function decimalText(minor: number, scale: number): string {
  const digits = String(Math.abs(minor)).padStart(scale + 1, '0')
  const whole = digits.slice(0, digits.length - scale)
  const fraction = scale === 0 ? '' : `.${digits.slice(-scale)}`
  return `${minor < 0 ? '-' : ''}${whole}${fraction}`
}

function grouped(decimal: string): string {
  return decimal.replace(/\B(?=(\d{3})+(?!\d)(?=\.|$))|\B(?=(\d{3})+\.)/g, ',')
}

/** `$`, `₩`, `US$` as the language has it; a code that the browser does not know stands before the number. */
function currencySign(currency: string, language: Language): string {
  try {
    const part = new Intl.NumberFormat(language, { style: 'currency', currency })
      .formatToParts(0)
      .find(({ type }) => type === 'currency')
    return part === undefined || /[A-Z]{3}$/.test(part.value) ? `${currency} ` : part.value
  } catch {
    return `${currency} `
  }
}

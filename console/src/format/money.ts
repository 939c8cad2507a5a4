import { currencyScale } from './currency-scale.ts'

/**
 * An amount in minor units as people read it: `12,000원` in Korean, `₩12,000` in English, `$12.34` for dollars.
 * Works on the digits as text, so that no amount ever passes through a float.
 */
export function formatMoney(minor: number, currency: string, language: string): string {
  const number = formatMinor(minor, currency)
  if (currency === 'KRW') return language === 'en' ? withSign('₩', number) : `${number}원`
  const symbol = symbols[currency]
  return symbol === undefined ? `${currency} ${number}` : withSign(symbol, number)
}

/** The number alone, grouped, with the digits that the currency has after its point. */
export function formatMinor(minor: number, currency: string): string {
  const scale = currencyScale(currency)
  const sign = minor < 0 ? '-' : ''
  const digits = String(Math.abs(minor)).padStart(scale + 1, '0')
  const whole = digits.slice(0, digits.length - scale).replace(/\B(?=(\d{3})+$)/g, ',')
  return scale === 0 ? `${sign}${whole}` : `${sign}${whole}.${digits.slice(-scale)}`
}

/**
 * What somebody typed, in minor units.
 *
 * @returns undefined when it is no amount of this currency: too many digits after the point, signs, letters
 */
export function parseMinor(text: string, currency: string): number | undefined {
  const scale = currencyScale(currency)
  const match = /^(\d+)(?:\.(\d*))?$/.exec(text.replaceAll(',', '').trim())
  if (match === null) return undefined
  const [, whole = '', fraction = ''] = match
  if (fraction.length > scale) return undefined
  const minor = Number(`${whole}${fraction.padEnd(scale, '0')}`)
  return Number.isSafeInteger(minor) ? minor : undefined
}

const symbols: Readonly<Record<string, string>> = { USD: '$', EUR: '€', JPY: '¥', GBP: '£' }

function withSign(symbol: string, number: string): string {
  return number.startsWith('-') ? `-${symbol}${number.slice(1)}` : `${symbol}${number}`
}

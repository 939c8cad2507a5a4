import { currencyScale } from './currency.ts'

/**
 * REST V1 writes amounts in the currency's main unit: 1000 KRW, 10.5 USD. Read from their decimal text, so that no
 * float touches money.
 *
 * @returns minor units; undefined for more decimals than the currency has, and for more than an integer can hold
 */
export function toMinor(decimal: string, currency: string): number | undefined {
  const [, sign, whole, fraction = ''] = /^(-?)(\d+)(?:\.(\d+?)0*)?$/.exec(decimal) ?? []
  const scale = currencyScale(currency)
  const digits = fraction === '0' ? '' : fraction
  if (whole === undefined || digits.length > scale) return undefined
  const minor = Number(whole + digits.padEnd(scale, '0'))
  if (!Number.isSafeInteger(minor)) return undefined
  return sign === '-' ? -minor : minor
}

/** The number that JSON shows for an amount: the nearest to the exact decimal, so it prints as that decimal. */
export function toMajor(minor: number, currency: string): number {
  return minor / 10 ** currencyScale(currency)
}

import type { Money } from '../port.ts'

/** Currencies that PayPal takes (its currency codes page). There is no KRW. */
export const paypalCurrencies = [
  'USD',
  'AUD',
  'BRL',
  'CAD',
  'CNY',
  'CZK',
  'DKK',
  'EUR',
  'GBP',
  'HKD',
  'HUF',
  'ILS',
  'JPY',
  'MXN',
  'MYR',
  'NOK',
  'NZD',
  'PHP',
  'PLN',
  'SEK',
  'SGD',
  'CHF',
  'THB',
  'TWD',
] as const

/** PayPal writes these three without decimals (same page). */
const wholeOnly = new Set(['HUF', 'JPY', 'TWD'])
/** Of those, ISO 4217 and so our minor units have hundredths for two; such an amount must be a whole one. */
const minorPerWhole: Readonly<Record<string, number>> = { JPY: 1 }

/** `1000 USD` is `"10.00"`. Undefined where PayPal cannot say it: an unknown currency, 10.50 HUF. */
export function wireValue({ minor, currency }: Money): string | undefined {
  if (!isPaypalCurrency(currency) || !Number.isSafeInteger(minor) || minor < 0) return undefined
  const scale = minorPerWhole[currency] ?? 100
  if (wholeOnly.has(currency)) return minor % scale === 0 ? String(minor / scale) : undefined
  return `${Math.trunc(minor / 100)}.${String(minor % 100).padStart(2, '0')}`
}

/** The other way round, without ever passing through a float; undefined for what is no amount of the currency. */
export function minorOf(value: string | undefined, currency: string): number | undefined {
  const parts = /^(\d{1,13})(?:\.(\d{1,2}))?$/.exec(value ?? '')
  if (parts === null || !isPaypalCurrency(currency)) return undefined
  const whole = Number(parts[1])
  const hundredths = Number((parts[2] ?? '').padEnd(2, '0'))
  if (wholeOnly.has(currency)) return hundredths === 0 ? whole * (minorPerWhole[currency] ?? 100) : undefined
  return whole * 100 + hundredths
}

export function isPaypalCurrency(currency: string): boolean {
  return paypalCurrencies.some((known) => known === currency)
}

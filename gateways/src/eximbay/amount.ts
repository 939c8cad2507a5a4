import type { Money } from '../port.ts'

/** Currencies that both generations take, with the digits after their point (classic guide, currencies). */
const scales: Readonly<Record<string, number>> = {
  KRW: 0,
  JPY: 0,
  USD: 2,
  EUR: 2,
  GBP: 2,
  THB: 2,
  SGD: 2,
  RUB: 2,
  HKD: 2,
  CAD: 2,
  AUD: 2,
  CNY: 2,
  TWD: 2,
}

export const classicCurrencies = [
  'KRW',
  'USD',
  'EUR',
  'GBP',
  'JPY',
  'THB',
  'SGD',
  'RUB',
  'HKD',
  'CAD',
  'AUD',
] as const
export const currencies: readonly string[] = Object.keys(scales)

/** `10.50` for 1050 minor units of a dollar, `10000` for won: no commas, all the digits of the currency. */
export function amountText({ minor, currency }: Money): string {
  const scale = scales[currency] ?? 2
  const digits = String(minor).padStart(scale + 1, '0')
  return scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}

/** Reads what the PG writes: `1`, `1.0` and `1.00` are one dollar; a fraction of a cent is refused. */
export function minorOf(text: string | undefined, currency: string): number | undefined {
  const parts = /^(\d{1,12})(?:\.(\d+))?$/.exec(text ?? '')
  if (parts === null) return undefined
  const scale = scales[currency] ?? 2
  const [, whole = '', fraction = ''] = parts
  if (/[1-9]/.test(fraction.slice(scale))) return undefined
  return Number(whole + fraction.slice(0, scale).padEnd(scale, '0'))
}

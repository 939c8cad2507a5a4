import { recordOf, textOf } from '../desk/read-json.ts'

/** Currencies without decimals at PayPal; ISO 4217 gives two of them hundredths all the same, and so do our books. */
const wholeOnly = new Set(['HUF', 'JPY', 'TWD'])
const taken = new Set(
  'AUD BRL CAD CHF CNY CZK DKK EUR GBP HKD HUF ILS JPY MXN MYR NOK NZD PHP PLN SEK SGD THB TWD USD'.split(
    ' ',
  ),
)

export type ReadAmount =
  | { readonly kind: 'amount'; readonly minor: number; readonly currency: string }
  | { readonly kind: 'refused'; readonly issue: string; readonly description: string }

/** `{currency_code, value}`, where the value is a string. */
export function readAmount(given: unknown): ReadAmount {
  const amount = recordOf(given)
  const currency = textOf(amount['currency_code']) ?? ''
  const value = textOf(amount['value'])
  if (!taken.has(currency))
    return refused('CURRENCY_NOT_SUPPORTED', 'Currency code is not currently supported.')
  if (value === undefined) return refused('MISSING_REQUIRED_PARAMETER', 'A required field is missing: value.')
  const parts = /^(\d{1,13})(?:\.(\d+))?$/.exec(value)
  if (parts === null) return refused('INVALID_PARAMETER_VALUE', 'The value of a field is invalid: value.')
  const decimals = parts[2] ?? ''
  if (wholeOnly.has(currency) && decimals !== '')
    return refused('DECIMALS_NOT_SUPPORTED', 'Currency does not support decimals.')
  if (decimals.length > 2)
    return refused('DECIMAL_PRECISION', 'The value must have no more than 2 decimal places.')
  const whole = Number(parts[1])
  const minor = currency === 'JPY' ? whole : whole * 100 + Number(decimals.padEnd(2, '0'))
  if (minor === 0) return refused('CANNOT_BE_ZERO_OR_NEGATIVE', 'Must be greater than zero.')
  return { kind: 'amount', minor, currency }
}

export function valueOf(minor: number, currency: string): string {
  if (currency === 'JPY') return String(minor)
  if (wholeOnly.has(currency)) return String(Math.trunc(minor / 100))
  return `${Math.trunc(minor / 100)}.${String(minor % 100).padStart(2, '0')}`
}

function refused(issue: string, description: string): ReadAmount {
  return { kind: 'refused', issue, description }
}

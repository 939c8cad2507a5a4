import { textOf } from '../desk/read-json.ts'
import type { JsonRecord } from '../desk/read-json.ts'
import { fateOfCard } from './magic.ts'
import type { TestInstrument } from './records.ts'

/** A card as the API takes it; keeps its mask, its kind and its fate, never its number. */
export function readCard(
  card: JsonRecord,
  now: Date,
  installmentMonths = 0,
): TestInstrument | 'INVALID_CARD' | 'EXPIRED_CARD' {
  const digits = (textOf(card['number']) ?? '').replaceAll(/[ -]/g, '')
  const year = textOf(card['expiryYear']) ?? ''
  const month = textOf(card['expiryMonth']) ?? ''
  if (!/^\d{14,19}$/.test(digits) || !/^\d{2}$/.test(year) || !/^(0[1-9]|1[0-2])$/.test(month))
    return 'INVALID_CARD'
  // Good to the end of its month.
  if (Date.UTC(2000 + Number(year), Number(month), 1) <= now.getTime()) return 'EXPIRED_CARD'
  return instrumentOfCard(digits, 'SHINHAN_CARD', installmentMonths)
}

export function instrumentOfCard(digits: string, issuer: string, installmentMonths: number): TestInstrument {
  const fate = fateOfCard(digits)
  return {
    method: 'CARD',
    card: {
      number: `${digits.slice(0, 6)}${'*'.repeat(Math.max(0, digits.length - 10))}${digits.slice(-4)}`,
      bin: digits.slice(0, 6),
      issuer,
      brand: digits.startsWith('5') ? 'MASTER' : digits.startsWith('4') ? 'VISA' : 'LOCAL',
      type: 'CREDIT',
      approvalNumber: '',
      installmentMonths,
    },
    ...(fate === undefined ? {} : { fate }),
  }
}

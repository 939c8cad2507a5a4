import type { KakaoRefusal } from './api.ts'

/** KakaoPay's own list of payment errors, as far as the connector tells them apart (quoted by public clients). */
export const codes = {
  alreadyPaid: '-702',
  noSuchTid: '-721',
  wrongCid: '-731',
  wrongCidSecret: '-733',
  noSuchSid: '-750',
  inactiveSid: '-751',
  doubled: '-785',
} as const

/** The bank's result is not known yet, or another trade of this buyer is under way. */
const undecidedMethods = new Set(['BANK_FIRM_UNKNOWN', 'USER_LOCKED'])

/** A 4xx that does not say that no money moved. */
export function isUndecided({ pgCode, methodCode }: Pick<KakaoRefusal, 'pgCode' | 'methodCode'>): boolean {
  return (
    pgCode === codes.alreadyPaid ||
    pgCode === codes.doubled ||
    (methodCode !== undefined && undecidedMethods.has(methodCode))
  )
}

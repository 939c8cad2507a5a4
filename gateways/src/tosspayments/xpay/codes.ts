import type { PaidMethod, PayMethod } from '../../port.ts'

/** `LGD_CUSTOM_USABLEPAY` and `LGD_PAYTYPE` of what needs no further choice (the PG's table of pay types). */
const payTypes: Readonly<Partial<Record<PayMethod, string>>> = {
  CARD: 'SC0010',
  TRANSFER: 'SC0030',
  VIRTUAL_ACCOUNT: 'SC0040',
  MOBILE: 'SC0060',
}

/** Gift certificates, each a pay type of its own: 문화상품권, 게임문화상품권, 도서문화상품권. */
const giftTypes: Readonly<Record<string, string>> = {
  CULTURELAND: 'SC0111',
  SMART_MUNSANG: 'SC0112',
  BOOKNLIFE: 'SC0113',
}

/** The window's pay type; undefined for what the window does not have, or not under a public name. */
export function payTypeOf(payMethod: PayMethod, giftCertificateType = 'CULTURELAND'): string | undefined {
  if (payMethod !== 'GIFT_CERTIFICATE') return payTypes[payMethod]
  return Object.hasOwn(giftTypes, giftCertificateType) ? giftTypes[giftCertificateType] : undefined
}

export function methodTypeOf(payType: string | undefined): PaidMethod['type'] | undefined {
  if (giftOf(payType) !== undefined) return 'GIFT_CERTIFICATE'
  switch (payType) {
    case 'SC0010':
      return 'CARD'
    case 'SC0030':
      return 'TRANSFER'
    case 'SC0040':
      return 'VIRTUAL_ACCOUNT'
    case 'SC0060':
      return 'MOBILE'
    default:
      return undefined
  }
}

export function giftOf(payType: string | undefined): string | undefined {
  return Object.keys(giftTypes).find((name) => giftTypes[name] === payType)
}

export const SUCCESS = '0000'

/**
 * Answers to a cancel that mean "given back" (the PG's `Cancel` sample): of cards one more, where the PG itself finishes
 * what the card company would not cancel; of transfers those of a refund on its way, which the PG finishes, too.
 */
const cancelledCodes: Readonly<Partial<Record<PaidMethod['type'], readonly string[]>>> = {
  CARD: [SUCCESS, 'AV11'],
  TRANSFER: [SUCCESS, 'RF00', 'RF10', 'RF09', 'RF15', 'RF19', 'RF23', 'RF25'],
}

export function isCancelled(code: string, methodType: PaidMethod['type']): boolean {
  return (cancelledCodes[methodType] ?? [SUCCESS]).includes(code)
}

/** Delivery companies in REST V2's words → `dlvcompcode` (the PG's escrow sample, and merchant code for the newer ones). */
const deliveryCompanies: Readonly<Record<string, string>> = {
  CJ: 'CJ',
  LOGEN: 'LG',
  HANJIN: 'HJ',
  LOTTE: 'HD',
  POST: 'PO',
  POST_REGISTERED: 'RP',
  DAESIN: 'DS',
  ILYANG: 'IY',
  CHUNIL: 'CI',
  KYUNGDONG: 'KD',
  HAPDONG: 'HA',
}

export function deliveryCompanyOf(company: string): string | undefined {
  return Object.hasOwn(deliveryCompanies, company) ? deliveryCompanies[company] : undefined
}

import type { CardFacts, PayMethod } from '../port.ts'

type Brand = NonNullable<CardFacts['brand']>

/** Issuer codes of the answers (developer documentation, card codes) → the name a buyer knows, and the brand. */
const cards: Readonly<Record<string, readonly [name: string, brand: Brand]>> = {
  '002': ['광주카드', 'LOCAL'],
  '006': ['하나카드', 'LOCAL'],
  '008': ['외환카드', 'LOCAL'],
  '010': ['전북카드', 'LOCAL'],
  '015': ['우리카드', 'LOCAL'],
  '016': ['KB국민카드', 'LOCAL'],
  '017': ['수협카드', 'LOCAL'],
  '018': ['NH농협카드', 'LOCAL'],
  '022': ['씨티카드', 'LOCAL'],
  '026': ['BC카드', 'LOCAL'],
  '027': ['현대카드', 'LOCAL'],
  '028': ['JCB', 'JCB'],
  '029': ['신한카드', 'LOCAL'],
  '031': ['삼성카드', 'LOCAL'],
  '034': ['신세계카드', 'LOCAL'],
  '045': ['롯데카드', 'LOCAL'],
  '046': ['AMEX', 'AMEX'],
  '047': ['롯데카드', 'LOCAL'],
  '048': ['Diners', 'DINERS'],
  '049': ['Mastercard', 'MASTER'],
  '050': ['VISA', 'VISA'],
}

export function cardOf(code: string | undefined): Pick<CardFacts, 'name' | 'brand'> {
  const known = code !== undefined && Object.hasOwn(cards, code) ? cards[code] : undefined
  return known === undefined ? {} : { name: known[0], brand: known[1] }
}

/** The SDK's card companies → KICC's codes, for a window that shows one company. */
const directCards: Readonly<Record<string, string>> = {
  KWANGJU_CARD: '002',
  HANA_CARD: '006',
  JEONBUK_CARD: '010',
  WOORI_CARD: '015',
  KOOKMIN_CARD: '016',
  SUHYUP_CARD: '017',
  NH_CARD: '018',
  CITI_CARD: '022',
  BC_CARD: '026',
  HYUNDAI_CARD: '027',
  SHINHAN_CARD: '029',
  SAMSUNG_CARD: '031',
  LOTTE_CARD: '047',
}

export function directCardCode(company: string): string | undefined {
  return Object.hasOwn(directCards, company) ? directCards[company] : undefined
}

/** `usedSpayCode` and `cpCode` of wallets ↔ REST V2 easy-pay providers. */
const wallets: Readonly<Record<string, string>> = {
  SAM: 'SAMSUNGPAY',
  KKO: 'KAKAOPAY',
  NPAY: 'NAVERPAY',
  PCO: 'PAYCO',
  LPAY: 'LPAY',
  SSG: 'SSGPAY',
  APY: 'APPLEPAY',
  TOS: 'TOSSPAY',
}

export function walletOf(code: string | undefined): string | undefined {
  return code !== undefined && Object.hasOwn(wallets, code) ? wallets[code] : undefined
}

export function walletCodeOf(provider: string): string | undefined {
  return Object.keys(wallets).find((code) => wallets[code] === provider)
}

/** `payMethodTypeCode` of the window. */
export const methodCodes: Readonly<
  Record<Exclude<PayMethod, 'GIFT_CERTIFICATE' | 'CONVENIENCE_STORE'>, string>
> = {
  CARD: '11',
  TRANSFER: '21',
  VIRTUAL_ACCOUNT: '22',
  MOBILE: '31',
  EASY_PAY: '60',
}

/** Delivery companies of escrow (`DC01`–`DC12`): the documents name the range and not its members, so only "other" is used. */
export const otherDeliveryCompany = 'DC12'

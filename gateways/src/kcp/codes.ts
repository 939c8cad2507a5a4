import type { CardFacts, PayMethod } from '../port.ts'

/** Bank codes are `BK` and two digits (virtual account and bank answers) → REST V2 `Bank`. */
const banks: Readonly<Record<string, string>> = {
  BK02: 'KDB',
  BK03: 'IBK',
  BK04: 'KOOKMIN',
  BK05: 'HANA',
  BK07: 'SUHYUP',
  BK11: 'NONGHYUP',
  BK20: 'WOORI',
  BK23: 'STANDARD_CHARTERED',
  BK27: 'CITI',
  BK31: 'DAEGU',
  BK32: 'BUSAN',
  BK34: 'KWANGJU',
  BK35: 'JEJU',
  BK37: 'JEONBUK',
  BK39: 'KYONGNAM',
  BK45: 'KFCC',
  BK48: 'SHINHYUP',
  BK71: 'POST',
  BK81: 'HANA',
  BK88: 'SHINHAN',
  BK89: 'K_BANK',
  BK90: 'KAKAO',
  BK92: 'TOSS',
}

export function bankOf(code: string | undefined): string | undefined {
  return code !== undefined && Object.hasOwn(banks, code) ? banks[code] : undefined
}

/** The PG's code of a REST V2 `Bank`; the later of two is the current one. */
export function bankCodeOf(bank: string): string | undefined {
  return Object.keys(banks).findLast((code) => banks[code] === bank)
}

type Brand = NonNullable<CardFacts['brand']>

/** Card company codes (PC window and its result) → the name a buyer knows. */
const cards: Readonly<Record<string, readonly [name: string, brand: Brand]>> = {
  CCKM: ['국민카드', 'LOCAL'],
  CCBC: ['BC카드', 'LOCAL'],
  CCHN: ['하나카드', 'LOCAL'],
  CCLG: ['신한카드', 'LOCAL'],
  CCSS: ['삼성카드', 'LOCAL'],
  CCDI: ['현대카드', 'LOCAL'],
  CCLO: ['롯데카드', 'LOCAL'],
  CCNH: ['NH농협카드', 'LOCAL'],
  CC33: ['우리카드', 'LOCAL'],
  CCSU: ['수협카드', 'LOCAL'],
  CCJB: ['전북카드', 'LOCAL'],
  CCKJ: ['광주카드', 'LOCAL'],
  CCCJ: ['제주카드', 'LOCAL'],
  CCCT: ['씨티카드', 'LOCAL'],
}

export function cardOf(code: string | undefined): { readonly name?: string; readonly brand?: Brand } {
  const known = code !== undefined && Object.hasOwn(cards, code) ? cards[code] : undefined
  return known === undefined ? {} : { name: known[0], brand: known[1] }
}

/** The SDK's card companies → the code of `used_card`, for windows that show one company alone. */
const directCards: Readonly<Record<string, string>> = {
  KOOKMIN_CARD: 'CCKM',
  BC_CARD: 'CCBC',
  HANA_CARD: 'CCHN',
  SHINHAN_CARD: 'CCLG',
  SAMSUNG_CARD: 'CCSS',
  HYUNDAI_CARD: 'CCDI',
  LOTTE_CARD: 'CCLO',
  NH_CARD: 'CCNH',
  WOORI_CARD: 'CC33',
  SUHYUP_CARD: 'CCSU',
  GWANGJU_CARD: 'CCKJ',
  JEJU_CARD: 'CCCJ',
  CITI_CARD: 'CCCT',
}

export function directCardCode(company: string): string | undefined {
  return Object.hasOwn(directCards, company) ? directCards[company] : undefined
}

/** Companies that KCP opens only inside the ordinary card window. */
export const noDirectCards: readonly string[] = [
  'JEONBUK_CARD',
  'KAKAO_BANK',
  'K_BANK',
  'TOSS_BANK',
  'MIRAE_ASSET_SECURITIES',
]

/** Wallets that the window can be asked for by name; the others are picked in its card tab. */
const walletFlags: Readonly<Record<string, string>> = {
  KAKAOPAY: 'kakaopay_direct',
  NAVERPAY: 'naverpay_direct',
  PAYCO: 'payco_direct',
}

export function walletFlag(provider: string): string | undefined {
  return Object.hasOwn(walletFlags, provider) ? walletFlags[provider] : undefined
}

export const walletProviders: readonly string[] = [
  'KAKAOPAY',
  'NAVERPAY',
  'SAMSUNGPAY',
  'SSGPAY',
  'APPLEPAY',
  'LPAY',
  'TOSSPAY',
  'PAYCO',
]

/** `card_other_pay_type` of an approval. */
const walletCodes: Readonly<Record<string, string>> = {
  OT01: 'SAMSUNGPAY',
  OT03: 'SSGPAY',
  OT11: 'LPAY',
  OT12: 'PAYCO',
  OT13: 'KAKAOPAY',
  OT16: 'NAVERPAY',
  OT21: 'APPLEPAY',
  OT23: 'TOSSPAY',
}
/** `pay_method` of what was paid with a wallet's money or points. */
const walletMoney: Readonly<Record<string, string | undefined>> = {
  PAKM: undefined,
  PATO: 'TOSSPAY',
  PASG: 'SAMSUNGPAY',
  PANP: 'NAVERPAY',
}

export function walletOf(code: string | undefined): string | undefined {
  return code !== undefined && Object.hasOwn(walletCodes, code) ? walletCodes[code] : undefined
}

export function isWalletMoney(payMethod: string | undefined): boolean {
  return payMethod !== undefined && Object.hasOwn(walletMoney, payMethod)
}

export function walletMoneyProvider(payMethod: string | undefined): string | undefined {
  return payMethod === undefined ? undefined : walletMoney[payMethod]
}

/** One method in the three vocabularies of the PG: the PC window's bit mask, the phone's word, `pay_type` of the API. */
export const methodWords: Readonly<
  Record<PayMethod, { readonly mask: string; readonly mobile: string; readonly payType: string }>
> = {
  CARD: { mask: '100000000000', mobile: 'CARD', payType: 'PACA' },
  TRANSFER: { mask: '010000000000', mobile: 'BANK', payType: 'PABK' },
  VIRTUAL_ACCOUNT: { mask: '001000000000', mobile: 'VCNT', payType: 'PAVC' },
  MOBILE: { mask: '000010000000', mobile: 'MOBX', payType: 'PAMC' },
  GIFT_CERTIFICATE: { mask: '000000001000', mobile: 'GIFT', payType: 'PATK' },
  // Wallets stand in the card window.
  EASY_PAY: { mask: '100000000000', mobile: 'CARD', payType: 'PACA' },
  // Not offered: the catalogue keeps such an order out.
  CONVENIENCE_STORE: { mask: '', mobile: '', payType: '' },
}

import type { CardFacts } from '../port.ts'

/** Two-digit bank codes of KG Inicis (its bank code table) → REST V2 `Bank`; the first code of a bank is the current one. */
const banks: readonly (readonly [code: string, bank: string])[] = [
  ['02', 'KDB'],
  ['03', 'IBK'],
  ['04', 'KOOKMIN'],
  ['06', 'KOOKMIN'],
  ['07', 'SUHYUP'],
  ['11', 'NONGHYUP'],
  ['12', 'LOCAL_NONGHYUP'],
  ['20', 'WOORI'],
  ['23', 'STANDARD_CHARTERED'],
  ['53', 'CITI'],
  ['27', 'CITI'],
  ['31', 'DAEGU'],
  ['32', 'BUSAN'],
  ['34', 'KWANGJU'],
  ['35', 'JEJU'],
  ['37', 'JEONBUK'],
  ['39', 'KYONGNAM'],
  ['45', 'KFCC'],
  ['48', 'SHINHYUP'],
  ['50', 'SAVINGS_BANK'],
  ['54', 'HSBC'],
  ['55', 'DEUTSCHE'],
  ['57', 'JPMC'],
  ['59', 'MUFG'],
  ['60', 'BANK_OF_AMERICA'],
  ['64', 'NFCF'],
  ['71', 'POST'],
  ['81', 'HANA'],
  ['05', 'HANA'],
  ['88', 'SHINHAN'],
  ['26', 'SHINHAN'],
  ['21', 'SHINHAN'],
  ['89', 'K_BANK'],
  ['90', 'KAKAO'],
  ['92', 'TOSS'],
]

export function bankOf(code: string | undefined): string | undefined {
  // Some notes pad the code to eight digits.
  const short = code?.replace(/^0{6}(?=\d{2}$)/, '')
  return banks.find(([known]) => known === short)?.[1]
}

/** The PG's code of a REST V2 `Bank`, for refunds. */
export function bankCodeOf(bank: string): string | undefined {
  return banks.find(([, known]) => known === bank)?.[0]
}

type Brand = NonNullable<CardFacts['brand']>

/** Card company codes (its card code table) → the name a buyer knows, and the brand. */
const cards: Readonly<Record<string, readonly [name: string, brand: Brand]>> = {
  '01': ['하나(외환)카드', 'LOCAL'],
  '03': ['롯데카드', 'LOCAL'],
  '04': ['현대카드', 'LOCAL'],
  '06': ['국민카드', 'LOCAL'],
  '11': ['BC카드', 'LOCAL'],
  '12': ['삼성카드', 'LOCAL'],
  '14': ['신한카드', 'LOCAL'],
  '15': ['한미카드', 'LOCAL'],
  '16': ['NH농협카드', 'LOCAL'],
  '17': ['하나카드', 'LOCAL'],
  '21': ['해외비자', 'VISA'],
  '22': ['해외마스터', 'MASTER'],
  '23': ['해외JCB', 'JCB'],
  '24': ['해외아멕스', 'AMEX'],
  '25': ['해외다이너스', 'DINERS'],
}

export function cardOf(code: string | undefined): { readonly name?: string; readonly brand?: Brand } {
  const known = code !== undefined && Object.hasOwn(cards, code) ? cards[code] : undefined
  return known === undefined ? {} : { name: known[0], brand: known[1] }
}

/** Card companies in the SDK's words → the PG's code, for windows that open one card company at once. */
const directCards: Readonly<Record<string, string>> = {
  LOTTE_CARD: '03',
  HYUNDAI_CARD: '04',
  KOOKMIN_CARD: '06',
  BC_CARD: '11',
  SAMSUNG_CARD: '12',
  SHINHAN_CARD: '14',
  NH_CARD: '16',
  HANA_CARD: '17',
}

export function directCardCode(cardCompany: string): string | undefined {
  return Object.hasOwn(directCards, cardCompany) ? directCards[cardCompany] : undefined
}

/** Answer codes of a wallet: letters of `CARD_SrcCode`, and the "card" codes of payments wholly in points or money. */
const walletSources: Readonly<Record<string, string>> = {
  C: 'PAYCO',
  B: 'SAMSUNGPAY',
  D: 'SAMSUNGPAY',
  G: 'SSGPAY',
  O: 'KAKAOPAY',
  L: 'LPAY',
  K: 'KB_APP',
  A: 'KPAY',
  H: 'TOSSPAY',
  I: 'NAVERPAY',
  R: 'CHAI',
  U: 'TMONEY',
  '91': 'NAVERPAY',
  '93': 'TOSSPAY',
  '94': 'SSGPAY',
  '96': 'LPAY',
  '97': 'KAKAOPAY',
  '98': 'PAYCO',
}

export function walletOf(code: string | undefined): string | undefined {
  return code !== undefined && Object.hasOwn(walletSources, code) ? walletSources[code] : undefined
}

/** How a window that shows one wallet only is asked for: PC `gopaymethod`, mobile option in `P_RESERVED`. */
const walletWindows: Readonly<Record<string, readonly [pc: string, mobile: string]>> = {
  KAKAOPAY: ['onlykakaopay', 'd_kakaopay=Y'],
  NAVERPAY: ['onlynaverpay', 'd_npay=Y'],
  SAMSUNGPAY: ['onlyssp', 'd_samsungpay=Y'],
  SSGPAY: ['onlyssgcard', 'd_ssgpay=Y'],
  APPLEPAY: ['onlyapplepay', 'd_applepay=Y'],
  LPAY: ['onlylpay', 'd_lpay=Y'],
  TOSSPAY: ['onlytosspay', 'd_tosspay=Y'],
  PAYCO: ['onlypayco', 'd_payco=Y'],
}

export function walletWindow(provider: string): { readonly pc: string; readonly mobile: string } | undefined {
  const known = Object.hasOwn(walletWindows, provider) ? walletWindows[provider] : undefined
  return known === undefined ? undefined : { pc: known[0], mobile: known[1] }
}

import type { CardFacts, PayMethod } from '../port.ts'

/** Banks that issue virtual accounts (webapi guide, virtual accounts). */
export const accountBanks: readonly string[] = [
  'IBK',
  'KOOKMIN',
  'NONGHYUP',
  'WOORI',
  'STANDARD_CHARTERED',
  'DAEGU',
  'BUSAN',
  'KWANGJU',
  'POST',
  'HANA',
  'SHINHAN',
  'K_BANK',
]

type Brand = NonNullable<CardFacts['brand']>

/** Card company codes (webapi guide, card codes) → the name a buyer knows, and the brand. */
const cards: Readonly<Record<string, readonly [name: string, brand: Brand]>> = {
  '01': ['BC카드', 'LOCAL'],
  '02': ['KB국민카드', 'LOCAL'],
  '03': ['하나(외환)카드', 'LOCAL'],
  '04': ['삼성카드', 'LOCAL'],
  '06': ['신한카드', 'LOCAL'],
  '07': ['현대카드', 'LOCAL'],
  '08': ['롯데카드', 'LOCAL'],
  '11': ['씨티카드', 'LOCAL'],
  '12': ['NH농협카드', 'LOCAL'],
  '13': ['수협카드', 'LOCAL'],
  '14': ['신협카드', 'LOCAL'],
  '15': ['우리카드', 'LOCAL'],
  '16': ['하나카드', 'LOCAL'],
  '21': ['광주카드', 'LOCAL'],
  '22': ['전북카드', 'LOCAL'],
  '23': ['제주카드', 'LOCAL'],
  '24': ['산은캐피탈', 'LOCAL'],
  '25': ['해외비자', 'VISA'],
  '26': ['해외마스터', 'MASTER'],
  '27': ['해외다이너스', 'DINERS'],
  '28': ['해외아멕스', 'AMEX'],
  '29': ['해외JCB', 'JCB'],
  '32': ['우체국카드', 'LOCAL'],
  '33': ['저축은행카드', 'LOCAL'],
  '34': ['은련카드', 'UNIONPAY'],
  '35': ['새마을금고카드', 'LOCAL'],
  '36': ['KDB산업은행카드', 'LOCAL'],
  '37': ['카카오뱅크카드', 'LOCAL'],
  '38': ['케이뱅크카드', 'LOCAL'],
  '39': ['페이코포인트', 'LOCAL'],
  '40': ['카카오머니', 'LOCAL'],
  '41': ['SSG머니', 'LOCAL'],
  '42': ['네이버포인트', 'LOCAL'],
}

export function cardOf(code: string | undefined): Pick<CardFacts, 'name' | 'brand'> {
  const known = code !== undefined && Object.hasOwn(cards, code) ? cards[code] : undefined
  return known === undefined ? {} : { name: known[0], brand: known[1] }
}

/** The SDK's card companies → the PG's codes, for a window that opens one company at once. */
const directCards: Readonly<Record<string, string>> = {
  BC_CARD: '01',
  KOOKMIN_CARD: '02',
  SAMSUNG_CARD: '04',
  SHINHAN_CARD: '06',
  HYUNDAI_CARD: '07',
  LOTTE_CARD: '08',
  CITI_CARD: '11',
  NH_CARD: '12',
  SUHYUP_CARD: '13',
  SHINHYUP: '14',
  WOORI_CARD: '15',
  HANA_CARD: '16',
  KWANGJU_CARD: '21',
  JEONBUK_CARD: '22',
  JEJU_CARD: '23',
  EPOST: '32',
  SAVINGS_BANK_KOREA: '33',
  KFCC: '35',
  KOREA_DEVELOPMENT_BANK: '36',
  KAKAO_BANK: '37',
  K_BANK: '38',
}

export function directCardCode(company: string): string | undefined {
  return Object.hasOwn(directCards, company) ? directCards[company] : undefined
}

/** `ClickpayCl` of an approval (webapi guide, approval answer) → REST V2 easy-pay provider. */
const wallets: Readonly<Record<string, string>> = {
  '6': 'SKPAY',
  '7': 'SSGPAY',
  '15': 'PAYCO',
  '16': 'KAKAOPAY',
  '18': 'LPAY',
  '20': 'NAVERPAY',
  '21': 'SAMSUNGPAY',
  '22': 'APPLEPAY',
  '25': 'TOSSPAY',
}

export function walletOf(code: string | undefined): string | undefined {
  const key = code?.replace(/^0+/, '') ?? ''
  return Object.hasOwn(wallets, key) ? wallets[key] : undefined
}

/**
 * How the card window is told to open one wallet at once; read off open merchant code. Of Apple Pay and Toss Pay no such
 * value is public: their buyers pick them in the card window.
 */
const walletWindows: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  KAKAOPAY: { NicepayReserved: 'DirectKakao=Y' },
  NAVERPAY: { DirectEasyPay: 'E020' },
  SAMSUNGPAY: { DirectEasyPay: 'E021' },
  SSGPAY: { DirectEasyPay: 'E007' },
  LPAY: { DirectEasyPay: 'E018' },
  PAYCO: { NicepayReserved: 'DirectPayco=Y' },
  SKPAY: { NicepayReserved: 'DirectPay11=Y' },
}

export function walletWindow(provider: string): Readonly<Record<string, string>> | undefined {
  return Object.hasOwn(walletWindows, provider) ? walletWindows[provider] : undefined
}

/** `PayMethod` of the window. Wallets stand in the card window. */
export const methodCodes: Readonly<Record<PayMethod, string>> = {
  CARD: 'CARD',
  TRANSFER: 'BANK',
  VIRTUAL_ACCOUNT: 'VBANK',
  MOBILE: 'CELLPHONE',
  GIFT_CERTIFICATE: 'GIFT_CULT',
  EASY_PAY: 'CARD',
  // Not offered: the catalogue keeps such an order out.
  CONVENIENCE_STORE: '',
}

/** What an approval of each method is answered with; wallets may answer as cards do, or `0000`. */
export const approvedCodes: Readonly<Record<PayMethod, readonly string[]>> = {
  CARD: ['3001', '0000'],
  TRANSFER: ['4000'],
  VIRTUAL_ACCOUNT: ['4100'],
  MOBILE: ['A000'],
  GIFT_CERTIFICATE: ['0000'],
  EASY_PAY: ['3001', '0000'],
  CONVENIENCE_STORE: [],
}

/** Every success code of an approval, so that one of another method is never taken for a refusal. */
export const anyApproved: readonly string[] = ['3001', '4000', '4100', 'A000', '0000']

export const cancelledCodes: readonly string[] = ['2001', '2211']
/** 2013 and 2015: it is cancelled already (result codes of the guide). */
export const alreadyCancelledCodes: readonly string[] = ['2013', '2015']

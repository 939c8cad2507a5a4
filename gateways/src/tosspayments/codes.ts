import type { CardFacts, PaidMethod } from '../port.ts'

/** Two-character bank codes of TossPayments (its code table) → REST V2 `Bank`. */
const banks: Readonly<Record<string, string>> = {
  '02': 'KDB',
  '03': 'IBK',
  '06': 'KOOKMIN',
  '07': 'SUHYUP',
  '11': 'NONGHYUP',
  '12': 'LOCAL_NONGHYUP',
  '20': 'WOORI',
  '23': 'STANDARD_CHARTERED',
  '27': 'CITI',
  '31': 'DAEGU',
  '32': 'BUSAN',
  '34': 'KWANGJU',
  '35': 'JEJU',
  '37': 'JEONBUK',
  '39': 'KYONGNAM',
  '45': 'KFCC',
  '48': 'SHINHYUP',
  '50': 'SAVINGS_BANK',
  '54': 'HSBC',
  '64': 'NFCF',
  '71': 'POST',
  '81': 'HANA',
  '88': 'SHINHAN',
  '89': 'K_BANK',
  '90': 'KAKAO',
  '92': 'TOSS',
  S0: 'YUANTA_SECURITIES',
  S2: 'SHINHAN_SECURITIES',
  S3: 'SAMSUNG_SECURITIES',
  S4: 'KB_SECURITIES',
  S5: 'MIRAE_ASSET_SECURITIES',
  S6: 'KOREA_SECURITIES',
  S8: 'KYOBO_SECURITIES',
  S9: 'HI_SECURITIES',
  SA: 'HYUNDAI_MOTOR_SECURITIES',
  SB: 'KIWOOM_SECURITIES',
  SD: 'SK_SECURITIES',
  SE: 'DAISHIN_SECURITIES',
  SG: 'HANHWA_SECURITIES',
  SH: 'HANA_SECURITIES',
  SI: 'DB_SECURITIES',
  SJ: 'EUGENE_SECURITIES',
  SK: 'MERITZ_SECURITIES',
  SM: 'BOOKOOK_SECURITIES',
  SN: 'SHINYOUNG_SECURITIES',
  SO: 'CAPE_SECURITIES',
  SP: 'DAOL_SECURITIES',
  SQ: 'KAKAO_PAY_SECURITIES',
  SR: 'KOREA_FOSS_SECURITIES',
  ST: 'TOSS_SECURITIES',
}

export function bankOf(code: string | undefined): string | undefined {
  return code !== undefined && Object.hasOwn(banks, code) ? banks[code] : undefined
}

/** The PG's code of a REST V2 `Bank`, for refunds. */
export function bankCodeOf(bank: string): string | undefined {
  return Object.keys(banks).find((code) => banks[code] === bank)
}

type Brand = NonNullable<CardFacts['brand']>

/** Issuer and acquirer codes (the same code table) → the name a buyer knows, and the brand. */
const cards: Readonly<Record<string, readonly [name: string, brand: Brand]>> = {
  '3K': ['기업BC카드', 'LOCAL'],
  '46': ['광주은행카드', 'LOCAL'],
  '71': ['롯데카드', 'LOCAL'],
  '30': ['한국산업은행카드', 'LOCAL'],
  '31': ['BC카드', 'LOCAL'],
  '51': ['삼성카드', 'LOCAL'],
  '38': ['새마을금고카드', 'LOCAL'],
  '41': ['신한카드', 'LOCAL'],
  '62': ['신협카드', 'LOCAL'],
  '36': ['씨티카드', 'LOCAL'],
  '33': ['우리BC카드', 'LOCAL'],
  W1: ['우리카드', 'LOCAL'],
  '37': ['우체국카드', 'LOCAL'],
  '39': ['저축은행카드', 'LOCAL'],
  '35': ['전북은행카드', 'LOCAL'],
  '42': ['제주은행카드', 'LOCAL'],
  '15': ['카카오뱅크카드', 'LOCAL'],
  '3A': ['케이뱅크카드', 'LOCAL'],
  '24': ['토스뱅크카드', 'LOCAL'],
  '21': ['하나카드', 'LOCAL'],
  '61': ['현대카드', 'LOCAL'],
  '11': ['국민카드', 'LOCAL'],
  '91': ['NH농협카드', 'LOCAL'],
  '34': ['수협은행카드', 'LOCAL'],
  '6D': ['다이너스 클럽', 'DINERS'],
  '4M': ['마스터카드', 'MASTER'],
  '3C': ['유니온페이', 'UNIONPAY'],
  '7A': ['아메리칸 익스프레스', 'AMEX'],
  '4J': ['JCB', 'JCB'],
  '4V': ['VISA', 'VISA'],
}

export function cardOf(code: string | undefined): { readonly name?: string; readonly brand?: Brand } {
  const known = code !== undefined && Object.hasOwn(cards, code) ? cards[code] : undefined
  return known === undefined ? {} : { name: known[0], brand: known[1] }
}

/** Card companies in the SDK's words → the PG's code, for windows that open one card company at once. */
const directCards: Readonly<Record<string, string>> = {
  BC_CARD: '31',
  KOOKMIN_CARD: '11',
  HYUNDAI_CARD: '61',
  SAMSUNG_CARD: '51',
  LOTTE_CARD: '71',
  NH_CARD: '91',
  WOORI_CARD: '33',
  HANA_CARD: '21',
  KFCC: '38',
  JEJU_CARD: '42',
  GWANGJU_CARD: '46',
  SHINHAN_CARD: '41',
  KOREA_DEVELOPMENT_BANK: '30',
  SUHYUP_CARD: '34',
  SHINHYUP: '62',
  CITI_CARD: '36',
  EPOST: '37',
  K_BANK: '3A',
  JEONBUK_CARD: '35',
  KAKAO_BANK: '15',
  SAVINGS_BANK_KOREA: '39',
  TOSS_BANK: '24',
}

export function directCardCode(cardCompany: string): string | undefined {
  return Object.hasOwn(directCards, cardCompany) ? directCards[cardCompany] : undefined
}

/** Easy-pay providers: ours (REST V2), the PG's English value, the PG's Korean value. Answers use either language. */
const providers = [
  ['TOSSPAY', 'TOSSPAY', '토스페이'],
  ['NAVERPAY', 'NAVERPAY', '네이버페이'],
  ['SAMSUNGPAY', 'SAMSUNGPAY', '삼성페이'],
  ['APPLEPAY', 'APPLEPAY', '애플페이'],
  ['LPAY', 'LPAY', '엘페이'],
  ['KAKAOPAY', 'KAKAOPAY', '카카오페이'],
  ['PINPAY', 'PINPAY', '핀페이'],
  ['PAYCO', 'PAYCO', '페이코'],
  ['SSGPAY', 'SSG', 'SSG페이'],
  ['LGPAY', 'LGPAY', 'LG페이'],
] as const

export function providerOf(wire: string | undefined): string | undefined {
  return providers.find(([, english, korean]) => wire === english || wire === korean)?.[0]
}

export function providerOnWire(provider: string): string | undefined {
  return providers.find(([ours]) => ours === provider)?.[1]
}

/** `Payment.method` in Korean and in English. */
const methods: Readonly<Record<string, PaidMethod['type']>> = {
  카드: 'CARD',
  CARD: 'CARD',
  가상계좌: 'VIRTUAL_ACCOUNT',
  VIRTUAL_ACCOUNT: 'VIRTUAL_ACCOUNT',
  간편결제: 'EASY_PAY',
  EASY_PAY: 'EASY_PAY',
  FOREIGN_EASY_PAY: 'EASY_PAY',
  휴대폰: 'MOBILE',
  MOBILE_PHONE: 'MOBILE',
  계좌이체: 'TRANSFER',
  TRANSFER: 'TRANSFER',
  문화상품권: 'GIFT_CERTIFICATE',
  CULTURE_GIFT_CERTIFICATE: 'GIFT_CERTIFICATE',
  도서문화상품권: 'GIFT_CERTIFICATE',
  BOOK_GIFT_CERTIFICATE: 'GIFT_CERTIFICATE',
  게임문화상품권: 'GIFT_CERTIFICATE',
  GAME_GIFT_CERTIFICATE: 'GIFT_CERTIFICATE',
}

export function methodTypeOf(wire: string | undefined): PaidMethod['type'] | undefined {
  return wire !== undefined && Object.hasOwn(methods, wire) ? methods[wire] : undefined
}

/** Gift certificates by `method`: the PG tells the brand nowhere else. */
export function giftCertificateTypeOf(wire: string | undefined): string | undefined {
  switch (wire) {
    case '문화상품권':
    case 'CULTURE_GIFT_CERTIFICATE':
      return 'CULTURELAND'
    case '도서문화상품권':
    case 'BOOK_GIFT_CERTIFICATE':
      return 'BOOKNLIFE'
    case '게임문화상품권':
    case 'GAME_GIFT_CERTIFICATE':
      return 'SMART_MUNSANG'
    default:
      return undefined
  }
}

/** The SDK's cash receipt words → the PG's. */
export function cashReceiptOnWire(type: string): string | undefined {
  switch (type) {
    case 'PERSONAL':
      return '소득공제'
    case 'CORPORATE':
      return '지출증빙'
    case 'ANONYMOUS':
      return '미발행'
    default:
      return undefined
  }
}

import type { CardFacts, Order, PaidMethod } from '../port.ts'
import { present } from '../wire/reading.ts'

type Brand = NonNullable<CardFacts['brand']>

/** `paymethod` of a result (payment method codes): brands and domestic companies. */
const cards: Readonly<Record<string, readonly [name: string, brand: Brand | undefined]>> = {
  P000: ['신용카드', undefined],
  P101: ['VISA', 'VISA'],
  P102: ['MasterCard', 'MASTER'],
  P103: ['AMEX', 'AMEX'],
  P104: ['JCB', 'JCB'],
  P105: ['UnionPay', 'UNIONPAY'],
  P106: ['Diners', 'DINERS'],
  P107: ['Discover', undefined],
  P108: ['Mir', undefined],
  P002: ['UnionPay', 'UNIONPAY'],
  P110: ['BC카드', 'LOCAL'],
  P111: ['국민카드', 'LOCAL'],
  P112: ['하나(외환)카드', 'LOCAL'],
  P113: ['삼성카드', 'LOCAL'],
  P114: ['신한카드', 'LOCAL'],
  P115: ['현대카드', 'LOCAL'],
  P116: ['롯데카드', 'LOCAL'],
  P117: ['NH농협카드', 'LOCAL'],
  P118: ['하나카드', 'LOCAL'],
  P119: ['씨티카드', 'LOCAL'],
  P120: ['우리카드', 'LOCAL'],
  P121: ['수협카드', 'LOCAL'],
  P122: ['제주카드', 'LOCAL'],
  P123: ['전북카드', 'LOCAL'],
  P124: ['광주카드', 'LOCAL'],
  P125: ['카카오뱅크카드', 'LOCAL'],
  P126: ['케이뱅크카드', 'LOCAL'],
  P127: ['미래에셋대우카드', 'LOCAL'],
  P199: ['기타 카드', 'LOCAL'],
}

/** Wallets and the like; those without a word of REST V2 stay unnamed. */
const wallets: Readonly<Record<string, string | undefined>> = {
  P001: 'PAYPAL',
  P003: 'ALIPAY',
  P174: 'ALIPAY',
  P141: 'WECHAT',
  P142: 'WECHAT',
  P143: 'WECHAT',
  P186: 'LINEPAY',
  P302: 'KAKAOPAY',
  P303: 'TOSSPAY',
  P306: 'SMILEPAY',
  P015: 'NAVERPAY',
  P307: 'NAVERPAY',
  P308: 'NAVERPAY',
}
const transfers: readonly string[] = ['P301', 'P309']

/** What a wallet of the order is called on the wire, for windows that show it alone. */
const requestable: Readonly<Record<string, string>> = {
  PAYPAL: 'P001',
  UNIONPAY: 'P002',
  ALIPAY: 'P003',
  WECHAT: 'P141',
  ECONTEXT: 'P006',
  MOLPAY: 'P007',
  LINEPAY: 'P186',
  KAKAOPAY: 'P302',
  TOSSPAY: 'P303',
  NAVERPAY: 'P015',
}

export function requestedMethod({
  payMethod,
  easyPay,
}: Pick<Order, 'payMethod' | 'easyPay'>): string | undefined {
  const provider = payMethod === 'EASY_PAY' ? easyPay?.easyPayProvider : undefined
  return provider !== undefined && Object.hasOwn(requestable, provider) ? requestable[provider] : undefined
}

export interface ResultCard {
  readonly first: string | undefined
  readonly last: string | undefined
  readonly approvalNumber: string | undefined
  readonly installmentMonth: number | undefined
}

/** How it was paid. An unknown code is what the order asked for. */
export function methodOf(
  code: string | undefined,
  order: Pick<Order, 'payMethod'>,
  result: ResultCard,
): PaidMethod {
  const known = code !== undefined && Object.hasOwn(cards, code) ? cards[code] : undefined
  if (code !== undefined && transfers.includes(code)) return { type: 'TRANSFER' }
  if (known === undefined && (code !== undefined || order.payMethod === 'EASY_PAY'))
    return { type: 'EASY_PAY', ...present({ provider: code === undefined ? undefined : wallets[code] }) }
  const { first, last, approvalNumber, installmentMonth } = result
  return {
    type: 'CARD',
    card: {
      ...present({
        number: first === undefined || last === undefined ? undefined : `${first}********${last}`,
        issuerCode: code,
        name: known?.[0],
        brand: known?.[1],
        approvalNumber,
        installmentMonth,
      }),
    },
  }
}

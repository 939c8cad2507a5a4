import { json } from '../desk/answer.ts'
import type { WireAnswer } from '../desk/answer.ts'
import { randomToken } from '../desk/random.ts'
import { recordOf } from '../desk/read-json.ts'
import type { JsonRecord } from '../desk/read-json.ts'
import type { KiccBooks } from './books.ts'
import { refuse, refuseCaller, textIn } from './caller.ts'
import { results } from './codes.ts'
import { methods, wasApproved } from './order.ts'
import type { KiccMethod, KiccOrder } from './order.ts'

/** Signs that KICC refuses in any text. */
const forbidden = /['"<>\\;|\n\r&]/

/** `POST /api/ep9/trades/webpay`: registers an order and answers the address of its window. */
export function registerWindow(books: KiccBooks, body: JsonRecord): WireAnswer {
  const caller = refuseCaller(books, body)
  if (caller !== undefined) return refuse(caller)
  const orderInfo = recordOf(body['orderInfo'])
  const info = recordOf(body['payMethodInfo'])
  const shopOrderNo = textIn(body, 'shopOrderNo')
  const goodsName = textIn(orderInfo, 'goodsName')
  const isBill = textIn(body, 'payMethodTypeCode') === '81'
  const amountMinor = Number(textIn(body, 'amount'))
  const asked = isBill ? (['11'] as const) : methodsOf(textIn(body, 'payMethodTypeCode'))
  const returnUrl = textIn(body, 'returnUrl')
  const isWhole =
    /^[A-Za-z0-9_-]{1,40}$/.test(shopOrderNo) &&
    goodsName !== '' &&
    !forbidden.test(goodsName) &&
    asked.length > 0 &&
    textIn(body, 'currency') === '00' &&
    ['pc', 'mobile'].includes(textIn(body, 'deviceTypeCode')) &&
    URL.canParse(returnUrl) &&
    returnUrl.length <= 256 &&
    Number.isSafeInteger(amountMinor) &&
    (isBill ? amountMinor === 0 && billing(info) : amountMinor > 0)
  if (!isWhole) return refuse('SIM400')
  const earlier = books.ofOrder(shopOrderNo)
  if (earlier !== undefined && wasApproved(earlier)) return refuse('SIM409')
  const order = books.sessions.put({
    sessionId: randomToken(18),
    kind: isBill ? 'BILL' : 'PAY',
    mallId: textIn(body, 'mallId'),
    shopOrderNo,
    goodsName,
    amountMinor,
    methods: asked,
    method: asked[0] ?? '11',
    ...choices(info),
    isEscrow: textIn(recordOf(body['escrowInfo']), 'escrowType') === 'K',
    returnUrl,
    state: 'OPENED',
    openedAt: books.now().toISOString(),
    pgCno: '',
    approvalNumber: '',
    entries: [],
  })
  const authPageUrl = `${books.surroundings.publicOrigin}/kicc/webpay/${order.sessionId}`
  return json(200, { resCd: '0000', resMsg: results['0000'], authPageUrl })
}

function billing(info: JsonRecord): boolean {
  return ['0', '1', '2'].includes(textIn(recordOf(info['billKeyMethodInfo']), 'certType'))
}

/** 00 offers everything. */
function methodsOf(code: string): readonly KiccMethod[] {
  if (code === '00') return methods
  return methods.filter((method) => method === code)
}

function choices(
  info: JsonRecord,
): Pick<KiccOrder, 'onlyCard' | 'onlyWallet' | 'installmentMonths' | 'expiry'> {
  const card = recordOf(info['cardMethodInfo'])
  const account = recordOf(info['virtualAccountMethodInfo'])
  const onlyCard = textIn(recordOf(first(card['cardInfoList'])), 'cardCd')
  const onlyWallet = first(card['usedSpayCode'])
  const months = card['installmentMonthList']
  const expiry = `${textIn(account, 'expiryDate')}${textIn(account, 'expiryTime')}`
  return {
    ...(onlyCard === '' ? {} : { onlyCard }),
    ...(typeof onlyWallet === 'string' ? { onlyWallet } : {}),
    ...(Array.isArray(months) ? { installmentMonths: months.map(Number) } : {}),
    ...(/^\d{14}$/.test(expiry) ? { expiry } : {}),
  }
}

function first(list: unknown): unknown {
  return Array.isArray(list) ? (list[0] as unknown) : undefined
}

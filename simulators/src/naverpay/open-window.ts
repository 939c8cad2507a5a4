import { randomToken } from '../desk/random.ts'
import { numberOf, textOf } from '../desk/read-json.ts'
import type { JsonRecord } from '../desk/read-json.ts'
import type { NaverBooks } from './books.ts'
import type { NaverOrder } from './order.ts'

export type Opened =
  | { readonly kind: 'opened'; readonly order: NaverOrder }
  | { readonly kind: 'refused'; readonly orderId: string; readonly code: string; readonly message: string }

/** What `Naver.Pay.create(config).open(request)` starts, with the checks that Naver Pay's page makes. */
export function openWindow(books: NaverBooks, config: JsonRecord, request: JsonRecord): Opened {
  const merchant = books.ofClient(textOf(config['clientId']) ?? '')
  const isRecurrent = config['payType'] === 'recurrent'
  const merchantPayKey = isRecurrent
    ? `recurrent-${textOf(request['productCode']) ?? ''}`
    : (textOf(request['merchantPayKey']) ?? '')
  const refused = (code: string, message: string): Opened => ({
    kind: 'refused',
    orderId: merchantPayKey,
    code,
    message,
  })
  if (merchant === undefined) return refused('InvalidMerchant', '유효하지 않은 가맹점입니다.')
  const amountMinor = numberOf(request['totalPayAmount']) ?? -1
  const taxFreeMinor = numberOf(request['taxExScopeAmount']) ?? 0
  const productName = textOf(request['productName']) ?? ''
  const returnUrl = textOf(request['returnUrl']) ?? ''
  const isWhole = isRecurrent
    ? textOf(request['productCode']) !== undefined && request['actionType'] === 'NEW'
    : Number.isSafeInteger(amountMinor) &&
      amountMinor >= 10 &&
      (numberOf(request['taxScopeAmount']) ?? -1) + taxFreeMinor === amountMinor &&
      Array.isArray(request['productItems']) &&
      (numberOf(request['productCount']) ?? 0) > 0
  if (!isWhole || merchantPayKey === '' || productName === '' || !URL.canParse(returnUrl))
    return refused('InvalidParameter', '결제 요청 값이 올바르지 않습니다.')
  const earlier = isRecurrent ? undefined : books.ofKey(merchantPayKey)
  if (earlier !== undefined && earlier.entries.length > 0)
    return refused('InvalidParameter', '이미 사용된 주문번호입니다.')
  const chainId = textOf(config['chainId'])
  const order = books.orders.put({
    reserveId: randomToken(15),
    kind: isRecurrent ? 'RECURRENT' : 'PAY',
    clientId: merchant.credentials['clientId'] ?? '',
    partnerId: merchant.mid,
    ...(chainId === undefined ? {} : { chainId }),
    merchantPayKey,
    productName,
    amountMinor: Math.max(0, amountMinor),
    taxFreeMinor,
    returnUrl,
    state: 'OPENED',
    openedAt: books.now().toISOString(),
    paymentId: '',
    entries: [],
  })
  return { kind: 'opened', order }
}

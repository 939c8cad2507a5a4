import type {
  ApproveAnswer,
  ApproveCall,
  Approved,
  BeginAnswer,
  CardFacts,
  GatewayContext,
  IncomingRequest,
  InquireAnswer,
  InquireCall,
  JsonObject,
  Order,
  ReturnReading,
  ReturnUrls,
  Silent,
} from '../port.ts'
import { firstCharacters } from '../wire/characters.ts'
import { child, field, isRecord, present, text, wholeNumber } from '../wire/reading.ts'
import type { WireRecord } from '../wire/reading.ts'
import { maskedCardNumber } from '../wire/redaction.ts'
import { fromSeoulDigits } from '../wire/seoul-time.ts'
import { callPayco } from './api.ts'
import { trustedSheet } from './environment.ts'

/** `order/reserve`, `PAY2`: the buyer only proves himself in the window, and our server approves. */
export async function begin(context: GatewayContext, order: Order, urls: ReturnUrls): Promise<BeginAnswer> {
  const answer = await callPayco(context, {
    path: 'order/reserve',
    body: {
      sellerOrderReferenceKey: order.pgOrderId,
      sellerOrderReferenceKeyType: 'UNIQUE_KEY',
      currency: 'KRW',
      ...amountsOf(order),
      orderTitle: firstCharacters(order.orderName, 100),
      orderMethod: 'EASYPAY',
      orderChannel: order.device,
      payMode: 'PAY2',
      returnUrl: urls.returnUrl,
      returnUrlParam: '{}',
      inAppYn: order.appScheme === undefined ? 'N' : 'Y',
      orderProducts: [productOf(context, order)],
    },
  })
  if (answer.kind !== 'done') return answer
  const reserveOrderNo = text(answer.result, 'reserveOrderNo')
  const url = trustedSheet(context.environment, text(answer.result, 'orderSheetUrl'))
  if (reserveOrderNo === undefined || url === undefined)
    return { kind: 'declined', pgCode: '', pgMessage: '페이코 결제창의 주소를 받지 못했습니다.' }
  return { kind: 'begun', handOff: { kind: 'redirect', url }, memory: { reserveOrderNo } }
}

/** Total = tax-free + taxable + VAT. */
function amountsOf(order: Order): JsonObject {
  const { minor } = order.amount
  return {
    totalPaymentAmt: minor,
    totalTaxfreeAmt: order.taxFreeMinor,
    totalTaxableAmt: minor - order.taxFreeMinor - order.vatMinor,
    totalVatAmt: order.vatMinor,
  }
}

/** One line stands for the whole order: PAYCO knows the shop's contract by it. */
export function productOf({ credentials }: GatewayContext, order: Order): JsonObject {
  return {
    cpId: credentials['cpid'] ?? '',
    productId: credentials['productId'] ?? '',
    productAmt: order.amount.minor,
    productPaymentAmt: order.amount.minor,
    orderQuantity: 1,
    sortOrdering: 1,
    productName: firstCharacters(order.orderName, 100),
    sellerOrderProductReferenceKey: order.pgOrderId,
    taxationType: taxationOf(order),
  }
}

function taxationOf({ taxFreeMinor, amount }: Order): 'DUTYFREE' | 'TAXATION' | 'COMBINE' {
  if (taxFreeMinor === 0) return 'TAXATION'
  return taxFreeMinor === amount.minor ? 'DUTYFREE' : 'COMBINE'
}

/** Nothing in it is signed; `2222` is a buyer who left, `4005` an order that is through already. */
export function readReturn(memory: JsonObject, { query }: Pick<IncomingRequest, 'query'>): ReturnReading {
  const code = text(query, 'code')
  if (code === undefined) return { kind: 'unreadable', reason: 'no code' }
  if (code === '2222') return { kind: 'failed', pgCode: code, pgMessage: '', closedByBuyer: true }
  if (code !== '0')
    return { kind: 'failed', pgCode: code, pgMessage: text(query, 'message') ?? '', closedByBuyer: false }
  const reserveOrderNo = text(query, 'reserveOrderNo')
  const token = text(query, 'paymentCertifyToken')
  if (reserveOrderNo !== memory['reserveOrderNo'])
    return { kind: 'unreadable', reason: 'of another reservation' }
  if (token === undefined || token.length > 500) return { kind: 'unreadable', reason: 'no token' }
  return {
    kind: 'authenticated',
    proof: { token },
    ...present({
      claimedAmountMinor: wholeNumber(query, 'totalPaymentAmt'),
      claimedOrderId: text(query, 'sellerOrderReferenceKey'),
    }),
  }
}

export async function approve(context: GatewayContext, call: ApproveCall): Promise<ApproveAnswer> {
  const { order, proof, memory } = call
  const answer = await callPayco(context, {
    path: 'payment/approval',
    body: {
      reserveOrderNo: memory['reserveOrderNo'] ?? '',
      sellerOrderReferenceKey: order.pgOrderId,
      paymentCertifyToken: proof['token'] ?? '',
      totalPaymentAmt: order.amount.minor,
    },
  })
  return answer.kind === 'done' ? toApproval(answer.result, answer.raw, order, context.now) : answer
}

/**
 * `getDetailForVerify` tells what became of an approval, for an answer that was lost. Cancels it does not tell, so of an
 * order that is known to be paid it says nothing.
 */
export async function inquire(context: GatewayContext, call: InquireCall): Promise<InquireAnswer> {
  if (call.pgTxId !== undefined)
    return { kind: 'silent', reason: 'PAYCO’s verification does not tell of cancels' }
  const answer = await callPayco(context, {
    path: 'payment/approval/getDetailForVerify',
    body: {
      reserveOrderNo: call.memory['reserveOrderNo'] ?? '',
      sellerOrderReferenceKey: call.order.pgOrderId,
    },
  })
  switch (answer.kind) {
    case 'silent':
      return answer
    case 'declined':
      return { kind: 'not-approved', final: false, pgCode: answer.pgCode, pgMessage: answer.pgMessage }
    case 'done': {
      const approval = toApproval(answer.result, answer.raw, call.order, context.now)
      if (approval.kind === 'pending')
        return { kind: 'not-approved', final: false, pgCode: '', pgMessage: 'paymentCompletionYn N' }
      return approval.kind === 'silent'
        ? approval
        : { kind: 'approved', approval, cancelledMinor: 0, cancels: [] }
    }
  }
}

/** Order number and certify key are both needed to cancel, so both are remembered. */
function toApproval(
  result: WireRecord,
  raw: string,
  order: Order,
  now: Date,
): Approved | Silent | { readonly kind: 'pending'; readonly raw: string } {
  if (text(result, 'paymentCompletionYn') === 'N') return { kind: 'pending', raw }
  const orderNo = text(result, 'orderNo')
  const orderCertifyKey = text(result, 'orderCertifyKey')
  const total = wholeNumber(result, 'totalPaymentAmt')
  if (orderNo === undefined || orderCertifyKey === undefined || total === undefined)
    return { kind: 'silent', reason: 'the answer lacks order number, key or amount' }
  const stamp = text(result, 'paymentCompleteYmdt') ?? ''
  const card = readCard(result)
  return {
    kind: 'approved',
    state: 'PAID',
    pgTxId: orderNo,
    pgOrderId: text(result, 'sellerOrderReferenceKey') ?? '',
    // PAYCO takes won alone and names no currency.
    amount: { minor: total, currency: order.amount.currency },
    method: { type: 'EASY_PAY', provider: 'PAYCO', ...present({ card }) },
    at: fromSeoulDigits(stamp.slice(0, 8), stamp.slice(8, 14)) ?? now,
    memory: { orderCertifyKey },
    raw,
  }
}

/** The card among the rows of an order, which may also hold points and coupons; 31 is the wallet's, 01 one typed in. */
function readCard(result: WireRecord): CardFacts | undefined {
  const details = field(result, 'paymentDetails')
  const row = (Array.isArray(details) ? details : [])
    .filter(isRecord)
    .find((one) => ['31', '01'].includes(text(one, 'paymentMethodCode') ?? ''))
  const card = row && child(row, 'cardSettleInfo')
  if (card === undefined) return undefined
  const number = text(card, 'cardNo')
  return present({
    number: number && maskedCardNumber(number),
    issuerCode: text(card, 'cardCompanyCode'),
    name: text(card, 'cardCompanyName'),
    approvalNumber: text(card, 'cardAdmissionNo'),
    installmentMonth: wholeNumber(card, 'cardInstallmentMonthNumber'),
    isInterestFree: text(card, 'cardInterestFreeYn') === 'Y',
    ownerType: text(card, 'corporateCardYn') === 'Y' ? ('CORPORATE' as const) : ('PERSONAL' as const),
  })
}

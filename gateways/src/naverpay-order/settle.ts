import type {
  ApproveAnswer,
  ApproveCall,
  CancelAnswer,
  CancelCall,
  GatewayContext,
  InquireAnswer,
  InquireCall,
  Order,
  PaidMethod,
  ProbeAnswer,
} from '../port.ts'
import { act } from './actions.ts'
import { listChanged, readOrder, readProductOrders } from './product-orders.ts'
import type { BookedAnswer, BookedProductOrder } from './product-orders.ts'
import { callMall, lacksOrderApi, noOrderApi } from './soap.ts'

const day = 86_400_000
/** Clocks differ a little. */
const aroundMs = 10 * 60_000
/** A paid order is in the feed of the day on which it was paid; what is looked for is young. */
const searchDaysMax = 3

/** Verifies that the order of the proof is ours and paid. Takes nothing, so it may be repeated at will. */
export async function approve(
  context: GatewayContext,
  { order, proof }: ApproveCall,
): Promise<ApproveAnswer> {
  const { orderId } = proof
  const read = await ordersOf(context, order, typeof orderId === 'string' ? orderId : undefined, undefined)
  if (read.kind !== 'read') return read
  const books = readBooks(context, order, read.productOrders)
  if (books.kind === 'silent') return books
  if (books.kind === 'approved') return books.approval
  return books.final
    ? { kind: 'declined', pgCode: books.pgCode, pgMessage: books.pgMessage }
    : { kind: 'pending' }
}

export async function inquire(context: GatewayContext, call: InquireCall): Promise<InquireAnswer> {
  const read = await ordersOf(context, call.order, call.pgTxId, call.attemptedAt)
  if (read.kind === 'declined') return { kind: 'silent', reason: `the inquiry was refused (${read.pgCode})` }
  return read.kind === 'silent' ? read : readBooks(context, call.order, read.productOrders)
}

/** By the PG's number where it is known, else by our own code in the feed of the days since the attempt. */
async function ordersOf(
  context: GatewayContext,
  order: Order,
  orderId: string | undefined,
  attemptedAt: Date | undefined,
): Promise<BookedAnswer> {
  if (orderId !== undefined) return readOrder(context, orderId)
  if (attemptedAt === undefined) return { kind: 'silent', reason: 'the number of the order is not known' }
  const first = Math.max(attemptedAt.getTime() - aroundMs, context.now.getTime() - searchDaysMax * day)
  for (let from = first; from < context.now.getTime(); from += day) {
    const until = Math.min(from + day, context.now.getTime())
    const changed = await listChanged(context, { from: new Date(from), until: new Date(until) })
    if (changed.kind !== 'listed') return changed
    if (changed.productOrderIds.length === 0) continue
    const read = await readProductOrders(context, changed.productOrderIds)
    if (read.kind !== 'read') return read
    const own = read.productOrders.find(({ pgOrderId }) => pgOrderId === order.pgOrderId)
    if (own !== undefined) return readOrder(context, own.orderId)
  }
  return { kind: 'read', productOrders: [] }
}

/** What the product orders of one order say about the payment as a whole. */
function readBooks(
  { now, credentials }: GatewayContext,
  order: Order,
  productOrders: readonly BookedProductOrder[],
): InquireAnswer {
  const [first] = productOrders
  if (first === undefined)
    return {
      kind: 'not-approved',
      final: false,
      pgCode: '',
      pgMessage: '네이버페이에 접수된 주문이 없습니다.',
    }
  if (productOrders.some(({ pgOrderId }) => pgOrderId !== order.pgOrderId))
    return { kind: 'silent', reason: 'the order is another one' }
  if (productOrders.every(({ state }) => state === 'GONE'))
    return {
      kind: 'not-approved',
      final: true,
      pgCode: first.status,
      pgMessage: '입금 기한이 지나 주문이 취소되었습니다.',
    }
  if (productOrders.some(({ state }) => state === 'WAITING'))
    return {
      kind: 'not-approved',
      final: false,
      pgCode: first.status,
      pgMessage: '입금을 기다리고 있습니다.',
    }
  const paidMinor = first.order.paidMinor
  if (paidMinor <= 0) return { kind: 'silent', reason: 'the order names no amount' }
  const at = first.order.paidAt ?? now
  const cancelled = productOrders.filter(isBack)
  const cancels = cancelled.map(({ productOrderId, amountMinor = 0 }) => ({
    pgCancellationId: productOrderId,
    amountMinor,
    at: now,
  }))
  return {
    kind: 'approved',
    approval: {
      kind: 'approved',
      state: 'PAID',
      pgTxId: first.orderId,
      pgOrderId: order.pgOrderId,
      pgMerchantId: first.order.mallId ?? credentials['partnerId'] ?? '',
      amount: { minor: paidMinor, currency: 'KRW' },
      isRepriced: true,
      method: methodOf(first.order.means),
      at,
      raw: JSON.stringify({
        OrderID: first.orderId,
        PaymentMeans: first.order.means ?? null,
        paidAmount: paidMinor,
        productOrders: productOrders.map(({ productOrderId, status, amountMinor }) => ({
          ProductOrderID: productOrderId,
          ProductOrderStatus: status,
          TotalPaymentAmount: amountMinor ?? null,
        })),
      }),
    },
    cancelledMinor: cancelledOf(paidMinor, productOrders),
    cancels,
  }
}

function isBack({ state }: BookedProductOrder): boolean {
  return state === 'CANCELLED' || state === 'RETURNED'
}

/** A product's price goes back with it; the delivery fee goes back when nothing of the order was sent. */
function cancelledOf(paidMinor: number, productOrders: readonly BookedProductOrder[]): number {
  if (productOrders.every(({ state }) => state === 'CANCELLED')) return paidMinor
  const goods = productOrders.filter(isBack).reduce((sum, { amountMinor = 0 }) => sum + amountMinor, 0)
  return Math.min(goods, paidMinor)
}

/** `PaymentMeans` is Korean text (public merchant code). */
function methodOf(means = ''): PaidMethod {
  if (means.startsWith('신용카드')) return { type: 'EASY_PAY', provider: 'NAVERPAY', card: {} }
  if (/계좌|무통장/.test(means)) return { type: 'TRANSFER' }
  if (means.startsWith('휴대폰')) return { type: 'MOBILE' }
  return { type: 'EASY_PAY', provider: 'NAVERPAY' }
}

/**
 * The rest of an order as a whole: every product order that is still sold. Parts are cancelled by product order, which
 * only the shop can name.
 */
export async function cancel(context: GatewayContext, call: CancelCall): Promise<CancelAnswer> {
  if (call.remainingMinor !== 0)
    return {
      kind: 'declined',
      pgCode: '',
      pgMessage:
        '네이버페이 주문형은 금액이 아니라 상품주문 단위로 취소합니다. POST /payments/{imp_uid}/naver/cancel을 사용하세요.',
    }
  const before = await readOrder(context, call.pgTxId)
  if (before.kind !== 'read') return before
  for (const { productOrderId } of before.productOrders.filter((one) => !isBack(one))) {
    const done = await act(context, {
      productOrderId,
      action: { kind: 'cancel', reason: 'PRODUCT_UNSATISFIED' },
    })
    if (done.kind !== 'done') return settled(context, call, done)
  }
  return settled(context, call, { kind: 'silent', reason: 'the order is not listed as cancelled yet' })
}

/** Where the books say that all of it is back it is; else what the call heard. */
async function settled(
  context: GatewayContext,
  call: CancelCall,
  otherwise: CancelAnswer | { readonly kind: 'done' },
): Promise<CancelAnswer> {
  const after = await readOrder(context, call.pgTxId)
  if (after.kind !== 'read') return { kind: 'silent', reason: 'the order could not be read after its cancel' }
  if (after.productOrders.length > 0 && after.productOrders.every(isBack))
    return { kind: 'approved', at: context.now, raw: JSON.stringify({ OrderID: call.pgTxId }) }
  const isUnderWay = after.productOrders.every((one) => isBack(one) || one.claimStatus === 'CANCELING')
  if (isUnderWay && after.productOrders.length > 0) return { kind: 'pending' }
  return otherwise.kind === 'done' ? { kind: 'pending' } : otherwise
}

/** A cancel that was accepted and not finished. */
export function inquireCancel(context: GatewayContext, call: CancelCall): Promise<CancelAnswer> {
  return settled(context, call, {
    kind: 'declined',
    pgCode: '',
    pgMessage: '취소되지 않은 것을 조회로 확인했습니다.',
  })
}

/** Asks for an order that cannot exist: Naver checks licence and signature first. */
export async function probe(context: GatewayContext): Promise<ProbeAnswer> {
  const checked = ['accessLicense', 'secretKey']
  if (lacksOrderApi(context)) return { ...noOrderApi, kind: 'unclear', checked: [] }
  const answer = await callMall(context, 'GetProductOrderIDList', [
    ['mall', 'OrderID', '0'],
    ['mall', 'MallID', context.credentials['partnerId'] ?? ''],
  ])
  if (answer.kind === 'silent') return answer
  if (answer.kind === 'done') return { kind: 'accepted', checked, pgCode: 'SUCCESS', pgMessage: '' }
  const { pgCode, pgMessage } = answer
  // Which codes mean a wrong key is in no public source; this one says so in words.
  const isRefused = /AUTH|SIGNATURE|LICENSE|ACCESS/i.test(pgCode)
  return { kind: isRefused ? 'refused' : 'unclear', checked, pgCode, pgMessage }
}

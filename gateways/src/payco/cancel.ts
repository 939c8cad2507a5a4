import type {
  CancelAnswer,
  CancelCall,
  GatewayContext,
  OrderState,
  PaidCall,
  ServiceAnswer,
} from '../port.ts'
import { firstCharacters } from '../wire/characters.ts'
import { text } from '../wire/reading.ts'
import { fromSeoulDigits } from '../wire/seoul-time.ts'
import { callPayco } from './api.ts'

/**
 * `order/cancel`. The balance before it goes along (`totalCancelPossibleAmt`), so a repeat of the same cancel is refused;
 * no call tells whether a cancel happened, so one whose answer was lost stays open until somebody looks at PAYCO.
 */
export async function cancel(context: GatewayContext, call: CancelCall): Promise<CancelAnswer> {
  const { order, amountMinor, taxFreeMinor, vatMinor } = call
  const key = call.memory['orderCertifyKey']
  if (typeof key !== 'string')
    return { kind: 'declined', pgCode: '', pgMessage: '페이코 주문인증키가 없어 취소할 수 없습니다.' }
  const reason = firstCharacters(call.reason, 100)
  const answer = await callPayco(context, {
    path: 'order/cancel',
    body: {
      orderNo: call.pgTxId,
      orderCertifyKey: key,
      sellerOrderReferenceKey: order.pgOrderId,
      cancelTotalAmt: amountMinor,
      totalCancelTaxfreeAmt: taxFreeMinor,
      totalCancelTaxableAmt: amountMinor - taxFreeMinor - vatMinor,
      totalCancelVatAmt: vatMinor,
      totalCancelPossibleAmt: amountMinor + call.remainingMinor,
      requestMemo: reason,
      // Without lines the whole order goes back.
      ...(call.isWhole
        ? {}
        : {
            orderProducts: [
              {
                cpId: context.credentials['cpid'] ?? '',
                productId: context.credentials['productId'] ?? '',
                productAmt: amountMinor,
                sellerOrderProductReferenceKey: order.pgOrderId,
                cancelDetailContent: reason,
              },
            ],
          }),
    },
  })
  if (answer.kind !== 'done') return answer
  const stamp = text(answer.result, 'cancelYmdt') ?? ''
  return {
    kind: 'approved',
    at: fromSeoulDigits(stamp.slice(0, 8), stamp.slice(8, 14)) ?? context.now,
    raw: answer.raw,
  }
}

const states: Readonly<Record<OrderState, string>> = {
  DELIVERY_STARTED: 'DELIVERY_START',
  PURCHASE_DECIDED: 'PURCHASE_DECISION',
  CANCELLED: 'CANCELED',
}

/** `order/updateOrderProductStatus`: what the buyer reads of his order at PAYCO. */
export async function changeOrderState(
  context: GatewayContext,
  call: PaidCall & { readonly state: OrderState },
): Promise<ServiceAnswer> {
  const answer = await callPayco(context, {
    path: 'order/updateOrderProductStatus',
    body: {
      orderNo: call.pgTxId,
      sellerOrderProductReferenceKey: call.order.pgOrderId,
      orderProductStatus: states[call.state],
    },
  })
  return answer.kind === 'done' ? { kind: 'done', at: context.now, raw: answer.raw } : answer
}

import type { ApproveAnswer, EscrowDeliveryCall, GatewayContext, Order, ServiceAnswer } from '../port.ts'
import { callKcp } from './api.ts'
import { toApproval } from './approval.ts'
import { bankCodeOf } from './codes.ts'
import { withoutPublicWire } from './environment.ts'
import { orderNumber } from './order-number.ts'
import { expiryFields, limits, plainText } from './window-words.ts'

/** Delivery of an escrow order. Public for the old program only (`STE1`), so it goes to the simulator alone. */
export async function registerEscrowDelivery(
  context: GatewayContext,
  call: EscrowDeliveryCall,
): Promise<ServiceAnswer> {
  const refused = withoutPublicWire(context.environment, '에스크로 배송 등록')
  if (refused !== undefined) return refused
  const answer = await callKcp(context, {
    path: '/gw/mod/v1/cancel',
    body: {
      tno: call.pgTxId,
      mod_type: 'STE1',
      mod_desc: '배송 시작',
      deli_numb: call.invoiceNumber,
      deli_corp: call.companyNameKo,
    },
    signed: [call.pgTxId, 'STE1'],
  })
  return answer.kind === 'done' ? { kind: 'done', at: context.now, raw: answer.raw } : answer
}

/** A virtual account without a window: the public API has no such call, so this one is the simulator's. */
export async function issueVirtualAccount(
  context: GatewayContext,
  { order }: { readonly order: Order },
): Promise<ApproveAnswer> {
  const refused = withoutPublicWire(context.environment, 'API 가상계좌 발급')
  if (refused !== undefined) return refused
  const bank = bankCodeOf(order.virtualAccount?.bank ?? '')
  if (bank === undefined)
    return { kind: 'declined', pgCode: '', pgMessage: 'NHN KCP로 발급할 수 없는 은행입니다.' }
  const answer = await callKcp(context, {
    path: '/simulated/v1/virtual-account',
    body: {
      ordr_idxx: orderNumber(order.pgOrderId),
      good_name: plainText(order.orderName, limits.goodName),
      good_mny: String(order.amount.minor),
      buyr_name: plainText(order.customer.fullName ?? '', limits.buyerName),
      bankcode: bank,
      ...expiryFields(order, context.now),
    },
  })
  return answer.kind === 'done' ? toApproval(answer, order, context.now) : answer
}

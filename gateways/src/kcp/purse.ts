import type { ApproveAnswer, GatewayContext, Order, Purse, PurseAnswer } from '../port.ts'
import { present, wholeNumber } from '../wire/reading.ts'
import { callKcp } from './api.ts'
import { toApproval } from './approval.ts'
import { withoutPublicWire } from './environment.ts'
import { orderNumber } from './order-number.ts'
import { limits, plainText } from './window-words.ts'

/**
 * Benepia points (베네피아 복지포인트) and the prepaid money of QuickPay members. PortOne offers both through KCP; KCP's wire
 * for them is in no public document, so they end at the simulator.
 */
export async function readPurse(context: GatewayContext, purse: Purse): Promise<PurseAnswer> {
  const refused = withoutPublicWire(context.environment, '베네피아 포인트 조회')
  if (refused !== undefined) return refused
  const answer = await callKcp(context, { path: '/simulated/v1/benepia/balance', body: purseFields(purse) })
  if (answer.kind !== 'done') return answer
  const minor = wholeNumber(answer.fields, 'point')
  return minor === undefined
    ? { kind: 'silent', reason: 'the answer names no points' }
    : { kind: 'balance', minor }
}

export async function payFromPurse(
  context: GatewayContext,
  { order, purse }: { readonly order: Order; readonly purse: Purse },
): Promise<ApproveAnswer> {
  const isMoney = purse.kind === 'QUICKPAY_MONEY'
  const refused = withoutPublicWire(context.environment, isMoney ? '퀵페이 선불머니' : '베네피아 포인트 결제')
  if (refused !== undefined) return refused
  const amount = String(order.amount.minor)
  const answer = await callKcp(context, {
    path: isMoney ? '/simulated/v1/quickpay/money' : '/simulated/v1/benepia/payment',
    body: {
      ordr_idxx: orderNumber(order.pgOrderId),
      good_name: plainText(order.orderName, limits.goodName),
      buyr_name: plainText(order.customer.fullName ?? '', limits.buyerName),
      amount,
      card_mny: amount,
      currency: '410',
      ...purseFields(purse),
    },
  })
  if (answer.kind !== 'done') return answer
  const approval = toApproval(answer, { ...order, payMethod: 'EASY_PAY' }, context.now)
  return approval.kind === 'approved' ? { ...approval, method: { type: 'EASY_PAY' } } : approval
}

function purseFields(purse: Purse): Record<string, string> {
  switch (purse.kind) {
    case 'BENEPIA':
      return {
        benepia_user: purse.userId,
        benepia_password: purse.password,
        ...present({ pt_memcorp_cd: purse.memberCompany }),
      }
    case 'QUICKPAY_MONEY':
      return {
        member_id: purse.memberId,
        pin_check_id: orderNumber(purse.pinCheckId),
        ...present({
          btid: purse.registration?.btid,
          cust_ip: purse.registration?.customerAddress,
          code_verifier: purse.registration?.codeVerifier,
        }),
      }
  }
}

import type { ApproveAnswer, ApproveCall, GatewayContext } from '../port.ts'
import { callKicc, seoulDate } from './api.ts'
import { toApproval } from './approval.ts'

/**
 * Takes the money: `POST /api/ep9/trades/approval`. The request names no amount, so the platform compares the answered
 * one with what was prepared.
 *
 * `shopTransactionId` is our order number, so the call can be asked about without having kept anything. The same one on
 * the same day is refused as a duplicate and is no replay, hence not idempotent: a lost answer is settled by inquiry.
 */
export async function approve(context: GatewayContext, call: ApproveCall): Promise<ApproveAnswer> {
  const { authorizationId } = call.proof
  if (typeof authorizationId !== 'string')
    return { kind: 'declined', pgCode: '', pgMessage: 'The return carries no authorization.' }
  const answer = await callKicc(context, {
    path: '/api/ep9/trades/approval',
    body: {
      shopTransactionId: call.order.pgOrderId,
      authorizationId,
      shopOrderNo: call.order.pgOrderId,
      approvalReqDate: seoulDate(context.now),
    },
  })
  return answer.kind === 'done' ? toApproval(context, answer, call.order, true) : answer
}

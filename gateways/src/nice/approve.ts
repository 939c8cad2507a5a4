import type { ApproveAnswer, ApproveCall, GatewayContext } from '../port.ts'
import { callNice, mid, repeatOrUnsettled } from './api.ts'
import { toApproval } from './approval.ts'
import { anyApproved } from './codes.ts'
import { trustedCall } from './environment.ts'

/**
 * Takes the money: a form to the `NextAppURL` of the return. It names our own amount, and the PG refuses another than the
 * buyer authenticated (A123). Not to be repeated: an answer that was lost is undone by net cancel.
 */
export async function approve(
  context: GatewayContext,
  { order, proof }: ApproveCall,
): Promise<ApproveAnswer> {
  const { authToken, txTid, nextAppUrl } = proof
  const url = typeof nextAppUrl === 'string' ? trustedCall(context.environment, nextAppUrl) : undefined
  if (typeof authToken !== 'string' || typeof txTid !== 'string' || url === undefined)
    return { kind: 'declined', pgCode: '', pgMessage: 'The return names no approval of the PG.' }
  const amount = String(order.amount.minor)
  const answer = await callNice(context, {
    url,
    fields: { TID: txTid, AuthToken: authToken, Amt: amount },
    signed: (ediDate) => [authToken, mid(context), amount, ediDate],
    done: anyApproved,
    unsettled: repeatOrUnsettled,
  })
  return answer.kind === 'done' ? toApproval(context, answer, order, { signature: true }) : answer
}

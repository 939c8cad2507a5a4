import type { ApproveAnswer, ApproveCall, GatewayContext } from '../port.ts'
import { text } from '../wire/reading.ts'
import { callTosspay, certain } from './api.ts'
import { toApproval } from './approval.ts'

/**
 * Takes the money: `v2/execute`. A payment is executed once, so a repeat never takes money twice; what Toss Pay answers to
 * it decides nothing, and the status is asked.
 */
export async function approve(context: GatewayContext, call: ApproveCall): Promise<ApproveAnswer> {
  const { order, proof } = call
  const { payToken } = proof
  if (typeof payToken !== 'string')
    return { kind: 'declined', pgCode: '', pgMessage: 'The return carries no payment.' }
  const answer = certain(
    await callTosspay(context, '/api/v2/execute', { payToken, orderNo: order.pgOrderId }),
  )
  if (answer.kind !== 'done') return answer
  if (text(answer.fields, 'payToken') !== payToken)
    return { kind: 'silent', reason: 'the answer is about another payment' }
  return toApproval(context, answer.fields, answer.raw, order)
}

import type { ApproveAnswer, ApproveCall, GatewayContext } from '../port.ts'
import { child, text } from '../wire/reading.ts'
import { callNaver } from './api.ts'
import { toApproval } from './approval.ts'
import { chainOf } from './extras.ts'

/**
 * Takes the money: `v2.2/apply/payment` by the payment number that the return brought. The number can be approved once
 * only, so a repeat never takes money twice; it is answered `AlreadyComplete`, and then the history decides.
 */
export async function approve(context: GatewayContext, call: ApproveCall): Promise<ApproveAnswer> {
  const { order, proof } = call
  const { paymentId } = proof
  if (typeof paymentId !== 'string')
    return { kind: 'declined', pgCode: '', pgMessage: 'The return carries no payment number.' }
  const answer = await callNaver(context, {
    api: 'v2.2/apply/payment',
    chainId: chainOf(order, context.credentials),
    form: { paymentId },
    idempotencyKey: call.idempotencyKey,
  })
  if (answer.kind !== 'done') return answer
  const detail = child(answer.fields, 'detail')
  if (detail === undefined || text(answer.fields, 'paymentId') !== paymentId)
    return { kind: 'silent', reason: 'the answer is about another payment, or tells no detail' }
  return toApproval({ paymentId, ...detail }, answer.raw, order, context.now)
}

import type { ApproveAnswer, ApproveCall, GatewayContext, JsonObject } from '../port.ts'
import { text } from '../wire/reading.ts'
import { callKakao } from './api.ts'
import type { KakaoAnswer } from './api.ts'
import { toApproval } from './approval.ts'
import { partnerIds } from './begin.ts'
import { isUndecided } from './codes.ts'
import { isFailed, isPaid, readOrder } from './inquire.ts'

/**
 * Takes the money: `/approve` by tid and the token that the return brought. A tid is approved once only, so a repeat never
 * takes money twice. A refusal is not the end of it (the tid may have been paid by an earlier call, the bank's result may
 * be open), so the order is looked up before anything is called declined.
 */
export async function approve(context: GatewayContext, call: ApproveCall): Promise<ApproveAnswer> {
  const { order, proof } = call
  const { tid } = proof
  const answer = await approveTid(context, order.pgOrderId, proof, order.amount.minor)
  if (answer.kind === 'silent') return answer
  if (answer.kind === 'done') {
    if (text(answer.fields, 'tid') !== tid)
      return { kind: 'silent', reason: 'the answer is about another tid' }
    return toApproval(answer.fields, answer.raw, order, context.now)
  }
  // Nothing left us, or no tid was named.
  if (typeof tid !== 'string' || answer.status === 0) return answer
  const books = await readOrder(context, tid)
  if (books.kind === 'silent') return books
  if (books.kind === 'declined')
    return { kind: 'silent', reason: `refused (${answer.pgCode}), and so was the inquiry (${books.pgCode})` }
  if (isPaid(books.status)) return toApproval(books.fields, books.raw, order, context.now)
  return isFailed(books.status) || !isUndecided(answer)
    ? answer
    : { kind: 'silent', reason: `[${answer.pgCode}] ${answer.pgMessage}` }
}

/** `/approve`, for payments and registrations. */
export async function approveTid(
  context: GatewayContext,
  partnerId: string,
  { tid, pgToken }: JsonObject,
  totalMinor: number,
): Promise<KakaoAnswer> {
  if (typeof tid !== 'string' || typeof pgToken !== 'string')
    return { kind: 'declined', status: 0, pgCode: '', pgMessage: 'The return carries no pg_token.' }
  return callKakao(context, {
    path: 'approve',
    body: { tid, ...partnerIds(partnerId), pg_token: pgToken, total_amount: totalMinor },
  })
}

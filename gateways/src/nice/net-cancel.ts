import type { ApproveCall, GatewayContext, NetCancelAnswer } from '../port.ts'
import { callNice, mid } from './api.ts'
import { askStatus } from './inquire.ts'
import { alreadyCancelledCodes, cancelledCodes } from './codes.ts'
import { trustedCall } from './environment.ts'

/** "No such transaction to cancel" (result codes of the guide). */
const NOTHING_TO_CANCEL = '2012'

/**
 * Undoes an approval whose answer was lost (망취소): the approve call once more, to the `NetCancelURL` of the return and
 * with `NetCancel=1`. It is the only way back: the inquiry goes by TID, and the TID of the return is not signed.
 *
 * "Nothing to cancel" counts as undone only when the inquiry knows no such trade either. The PG undoes for an hour.
 */
export async function netCancel(
  context: GatewayContext,
  { order, proof }: ApproveCall,
): Promise<NetCancelAnswer> {
  const { authToken, txTid, netCancelUrl } = proof
  const url = typeof netCancelUrl === 'string' ? trustedCall(context.environment, netCancelUrl) : undefined
  if (typeof authToken !== 'string' || typeof txTid !== 'string' || url === undefined)
    return { kind: 'silent', reason: 'the return named no net-cancel address of the PG' }
  const amount = String(order.amount.minor)
  const answer = await callNice(context, {
    url,
    fields: { TID: txTid, AuthToken: authToken, Amt: amount, NetCancel: '1' },
    signed: (ediDate) => [authToken, mid(context), amount, ediDate],
    done: [...cancelledCodes, ...alreadyCancelledCodes],
  })
  if (answer.kind === 'done') return { kind: 'approved', raw: answer.raw }
  if (answer.kind === 'silent' || answer.pgCode !== NOTHING_TO_CANCEL) return answer
  const books = await askStatus(context, txTid)
  return books.kind === 'status' && books.status === 'NONE' ? { kind: 'approved', raw: books.raw } : answer
}

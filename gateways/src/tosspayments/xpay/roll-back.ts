import type { ApproveCall, GatewayContext, NetCancelAnswer } from '../../port.ts'
import { SUCCESS } from './codes.ts'
import { callXpay } from './gateway-call.ts'

/**
 * Undoes an approval by the number of its call (망취소): `Rollback` with `LGD_RB_TXID`, as the PG's client does after a
 * time-out, a 5xx or an unreadable answer, and as its sample does for an order that the shop could not write down.
 *
 * The PG has no public inquiry, so a refusal leaves the attempt unknown until somebody looks into its admin pages.
 */
export async function rollBack(
  context: GatewayContext,
  { proof }: Pick<ApproveCall, 'proof'>,
): Promise<NetCancelAnswer> {
  const { txId } = proof
  if (typeof txId !== 'string') return { kind: 'silent', reason: 'the approval has no number to roll back' }
  const answer = await callXpay(context, 'Rollback', {
    LGD_RB_TXID: txId,
    LGD_RB_REASON: 'no usable answer',
  })
  if (answer.kind === 'silent') return answer
  return answer.code === SUCCESS
    ? { kind: 'approved', raw: answer.raw }
    : { kind: 'declined', pgCode: answer.code, pgMessage: answer.message, raw: answer.raw }
}

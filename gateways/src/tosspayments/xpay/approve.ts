import type { ApproveAnswer, ApproveCall, GatewayContext } from '../../port.ts'
import { toApproval } from './approval.ts'
import { SUCCESS } from './codes.ts'
import { callXpay } from './gateway-call.ts'

/**
 * Takes the money: `PaymentByKey` with the key of the return. It names our own amount and asks the PG to check it
 * (`LGD_AMOUNTCHECKYN`). Not to be repeated: an approval whose answer was lost is rolled back.
 */
export async function approve(
  context: GatewayContext,
  { order, proof }: ApproveCall,
): Promise<ApproveAnswer> {
  const { payKey, txId } = proof
  if (typeof payKey !== 'string' || typeof txId !== 'string')
    return { kind: 'declined', pgCode: '', pgMessage: '인증 결과에 승인할 키가 없습니다.' }
  const answer = await callXpay(
    context,
    'PaymentByKey',
    { LGD_PAYKEY: payKey, LGD_AMOUNTCHECKYN: 'Y', LGD_AMOUNT: String(order.amount.minor) },
    txId,
  )
  if (answer.kind === 'silent') return answer
  return answer.code === SUCCESS
    ? toApproval(context, answer, order)
    : { kind: 'declined', pgCode: answer.code, pgMessage: answer.message, raw: answer.raw }
}

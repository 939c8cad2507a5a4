import type { Attempt, AttemptFailure } from '../payment/payment.ts'
import { toMajor } from '../payment/major-amount.ts'
import { storableText } from '../foundation/storable-text.ts'
import { isPlainObject } from './plain-request.ts'
import type { CheckoutDependencies } from './prepare-attempt.ts'

const reasonLengthMax = 200

/**
 * V1's confirm-process: just before the money is taken, the merchant's server is told `{imp_uid, merchant_uid, amount}`
 * at the address of the request, and says with HTTP 200 that it still wants it (stock, price). Everything else, no
 * answer in ten seconds included, stops the payment; nothing was asked of the PG's purse by then.
 *
 * Source: PortOne's guide to V1's confirm-process.
 *
 * @returns why the attempt ends; undefined when the approval may go on
 */
export async function askBeforeApproval(
  deps: Pick<CheckoutDependencies, 'askMerchant' | 'log'>,
  attempt: Attempt,
): Promise<Omit<AttemptFailure, 'failedAt'> | undefined> {
  const { confirmUrl, totalMinor, currency } = attempt.data.order
  if (confirmUrl === undefined) return undefined
  const answer = await deps.askMerchant(confirmUrl, {
    imp_uid: attempt.transactionId,
    merchant_uid: attempt.paymentId,
    amount: toMajor(totalMinor, currency),
  })
  if (answer.kind === 'answered' && answer.status === 200) return undefined
  const said = answer.kind === 'answered' ? readReason(answer.body) : undefined
  deps.log.info(
    {
      transactionId: attempt.transactionId,
      status: answer.kind === 'answered' ? answer.status : answer.error,
    },
    'the merchant stopped the payment before its approval',
  )
  return {
    reason: `고객사 요청에 의해 결제를 중단합니다. (상세사유 : ${said ?? '알 수 없음'})`,
    sdkCode: 'CONFIRM_PROCESS_REFUSED',
  }
}

function readReason(body: string): string | undefined {
  try {
    const value: unknown = JSON.parse(body)
    const reason = isPlainObject(value) ? value['reason'] : undefined
    return typeof reason === 'string' && reason !== ''
      ? storableText(reason.slice(0, reasonLengthMax))
      : undefined
  } catch {
    return undefined
  }
}

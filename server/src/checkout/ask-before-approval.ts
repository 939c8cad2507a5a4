import type { Attempt, AttemptFailure } from '../payment/payment.ts'
import { toMajor } from '../payment/major-amount.ts'
import { storableText } from '../foundation/storable-text.ts'
import { isPlainObject } from './plain-request.ts'
import type { CheckoutDependencies } from './prepare-attempt.ts'

const reasonLengthMax = 200

/**
 * The confirm-process (컨펌 프로세스): just before the money is taken, the merchant's server is told what is about to be
 * paid at the address of the request, and says with HTTP 200 that it still wants it (stock, price). Everything else, no
 * answer in ten seconds included, stops the payment; nothing was asked of the PG's purse by then.
 *
 * V1 sends `{imp_uid, merchant_uid, amount}` in main units and reads a `reason`; V2 sends the signed message of its
 * webhooks and reads an `errorMessage`. Where the PG takes the money inside its window, this is asked before it opens.
 *
 * Source: PortOne's guides to the confirm-process of V1 and V2.
 *
 * @returns why the attempt ends; undefined when the approval may go on
 */
export async function askBeforeApproval(
  deps: Pick<CheckoutDependencies, 'askMerchant' | 'askMerchantSigned' | 'log'>,
  attempt: Attempt,
): Promise<Omit<AttemptFailure, 'failedAt'> | undefined> {
  const { confirmUrl } = attempt.data.order
  if (confirmUrl === undefined) return undefined
  const isV1 = attempt.data.v1 !== undefined
  const answer = isV1
    ? await deps.askMerchant(confirmUrl, v1Question(attempt))
    : await deps.askMerchantSigned(confirmUrl, {
        storeId: attempt.storeId,
        mode: attempt.data.channel.mode,
        paymentId: attempt.paymentId,
        transactionId: attempt.transactionId,
        totalAmount: attempt.data.order.totalMinor,
      })
  if (answer.kind === 'answered' && answer.status === 200) return undefined
  const said =
    answer.kind === 'answered' ? readReason(answer.body, isV1 ? 'reason' : 'errorMessage') : undefined
  deps.log.info(
    {
      transactionId: attempt.transactionId,
      status: answer.kind === 'answered' ? answer.status : answer.error,
    },
    'the merchant stopped the payment before its approval',
  )
  return isV1
    ? {
        reason: `고객사 요청에 의해 결제를 중단합니다. (상세사유 : ${said ?? '알 수 없음'})`,
        sdkCode: 'CONFIRM_PROCESS_REFUSED',
      }
    : { reason: said ?? '고객사 요청에 의해 결제를 중단합니다.', sdkCode: 'ConfirmProcessFailed' }
}

function v1Question({ transactionId, paymentId, data }: Attempt): object {
  const { totalMinor, currency } = data.order
  return { imp_uid: transactionId, merchant_uid: paymentId, amount: toMajor(totalMinor, currency) }
}

function readReason(body: string, key: 'reason' | 'errorMessage'): string | undefined {
  try {
    const value: unknown = JSON.parse(body)
    const reason = isPlainObject(value) ? value[key] : undefined
    return typeof reason === 'string' && reason !== ''
      ? storableText(reason.slice(0, reasonLengthMax))
      : undefined
  } catch {
    return undefined
  }
}

import type { BillingKey } from '../billing-key/billing-key.ts'
import type { BillingKeyDependencies } from '../billing-key/billing-key-dependencies.ts'
import { deleteBillingKey } from '../billing-key/delete-billing-key.ts'
import { finishFirstPayment, type FirstPaymentEnd } from '../billing-key/finish-first-payment.ts'
import { confirmIssue, type ConfirmIssueOutcome } from '../billing-key/finish-issue.ts'
import { present } from '../foundation/present.ts'
import { chargeBillingKey, type BillingChargeOutcome, type ChargeDependencies } from './charge-billing-key.ts'
import { outcomeOf } from './charge-payment.ts'
import { declinedFailure } from './confirm-payment.ts'
import { readFirstPayment, type FirstPayment } from './first-payment-store.ts'
import { loadAttempt } from './payment-store.ts'

/**
 * Issue and pay (빌링키 발급과 결제): the window registers, and the first payment is charged at once.
 *
 *   1 issue    the PG gives the right to charge; kept sealed, told to nobody (phase PAYING)
 *   2 charge   the first payment, under the attempt that was named when the window opened
 *   3 record   taken: the key is ISSUED. Not taken: the key is FAILED and its right goes back to the PG
 *
 * Where nobody knows whether the money was taken, the key waits with its payment; the settle job comes back. A PG that
 * gives the key with the payment does 1 and 2 at once, in a payment's own window (checkout/open-paying-window.ts).
 */
export async function payFirst(
  deps: ChargeDependencies,
  billingKeys: BillingKeyDependencies,
  key: BillingKey,
): Promise<BillingKey> {
  const first = await readFirstPayment(deps.database, key)
  if (first === undefined) throw new Error(`no first payment of ${key.billingKey}`)
  if (key.data.firstPayment?.isInWindow === true)
    return finishFirstPayment(billingKeys, key, await endInWindow(deps, first))
  return finishFirstPayment(billingKeys, key, endOf(await chargeOnce(deps, key, first)))
}

/** The payment was decided when its key went PAYING, and the right was kept in the same statement. */
async function endInWindow(deps: ChargeDependencies, first: FirstPayment): Promise<FirstPaymentEnd> {
  const loaded = await loadAttempt(deps.database, first.storeId, first.transactionId)
  const { outcome, failure } = loaded?.attempt.data ?? {}
  if (outcome !== undefined) return { kind: 'taken' }
  return failure === undefined ? { kind: 'unknown' } : { kind: 'failed', failure }
}

/**
 * A key that was issued while its first payment was still pending at the PG, and that payment came to nothing: the key goes
 * back like any other, with BillingKey.Deleted. Where charges were booked on it meanwhile, the merchant has taken it as
 * his, and it stays.
 */
export async function dropUnpaid(
  deps: Pick<ChargeDependencies, 'database' | 'log'>,
  billingKeys: BillingKeyDependencies,
  key: BillingKey,
): Promise<void> {
  const first = await readFirstPayment(deps.database, key)
  const loaded = first && (await loadAttempt(deps.database, first.storeId, first.transactionId))
  if (loaded?.attempt.status !== 'FAILED' || loaded.attempt.phase !== 'DONE') return
  const { storeId, billingKey } = key
  const outcome = await deleteBillingKey(billingKeys, {
    storeId,
    billingKey,
    reason: '첫 결제 실패',
    skipWebhook: false,
  })
  if (outcome.kind !== 'deleted')
    deps.log.warn({ billingKey, outcome }, 'a key without its first payment stays')
}

/** The charge under its own name: found where it was begun before, by another process or a moment ago. */
async function chargeOnce(
  deps: ChargeDependencies,
  key: BillingKey,
  first: FirstPayment,
): Promise<BillingChargeOutcome> {
  const { storeId, paymentId, transactionId } = first
  const find = async (): Promise<BillingChargeOutcome | undefined> => {
    const loaded = await loadAttempt(deps.database, storeId, transactionId)
    if (loaded === undefined) return undefined
    // V1's twelve digits may have met another attempt of the store since the window opened: that one is not ours.
    return loaded.attempt.data.billingKey === key.billingKey
      ? outcomeOf(loaded, loaded.attempt)
      : { kind: 'refused', type: 'INVALID_REQUEST', detail: 'transactionId' }
  }
  const begun = await find()
  if (begun !== undefined) return begun
  const { payMethod: _asked, ...order } = first.data.order
  const outcome = await chargeBillingKey(deps, {
    merchantId: key.merchantId,
    storeId,
    paymentId,
    billingKey: key.billingKey,
    order,
    origin: first.data.origin,
    skipWebhook: key.data.skipWebhook === true,
    first: { transactionId },
    ...present('v1', first.data.v1),
  })
  return outcome.kind === 'refused' ? ((await find()) ?? outcome) : outcome
}

function endOf(outcome: BillingChargeOutcome): FirstPaymentEnd {
  switch (outcome.kind) {
    case 'taken':
      return { kind: 'taken' }
    case 'unknown':
      // Accepted for later: the PG holds the payment, so it holds the key; one that comes to nothing takes it along.
      return outcome.isPending ? { kind: 'taken' } : { kind: 'unknown' }
    case 'declined':
      return { kind: 'failed', failure: declinedFailure(outcome) }
    case 'refused':
      return { kind: 'failed', failure: refusedFailure(outcome.type) }
  }
}

function refusedFailure(type: Extract<BillingChargeOutcome, { kind: 'refused' }>['type']) {
  switch (type) {
    case 'ALREADY_PAID':
      return { reason: '이미 결제가 완료되었거나 승인 중인 주문입니다.', sdkCode: 'PaymentAlreadyPaid' }
    case 'PAYMENT_SCHEDULE_ALREADY_EXISTS':
      return { reason: '예약된 결제가 있는 주문입니다.', sdkCode: 'InvalidEntityState' }
    case 'MAX_TRANSACTION_COUNT_REACHED':
      return { reason: '더 이상 결제를 시도할 수 없는 주문입니다.', sdkCode: 'InvalidEntityState' }
    case 'CHANNEL_NOT_FOUND':
    case 'INVALID_REQUEST':
    case 'BILLING_KEY_NOT_FOUND':
    case 'BILLING_KEY_ALREADY_DELETED':
      return { reason: '결제 채널을 사용할 수 없어 결제하지 못했습니다.', sdkCode: 'ChannelNotFound' }
  }
}

export interface ConfirmIssueAndPayRequest {
  readonly storeId: string
  readonly billingIssueToken: string
  /** Assertions; any difference refuses, and the token stays usable. */
  readonly paymentId?: string
  readonly currency?: string
  readonly totalMinor?: number
  readonly taxFreeMinor?: number
  readonly isTest?: boolean
  readonly skipWebhook: boolean
}

export type ConfirmIssueAndPayOutcome =
  | { readonly kind: 'issued'; readonly billingKey: string; readonly paymentId: string }
  | Exclude<ConfirmIssueOutcome, { kind: 'issued' }>

/** Confirms a held key together with its first payment. */
export async function confirmIssueAndPay(
  billingKeys: BillingKeyDependencies,
  request: ConfirmIssueAndPayRequest,
): Promise<ConfirmIssueAndPayOutcome> {
  let paymentId = ''
  const outcome = await confirmIssue(billingKeys, {
    storeId: request.storeId,
    billingIssueToken: request.billingIssueToken,
    skipWebhook: request.skipWebhook,
    ...(request.isTest === undefined ? {} : { isTest: request.isTest }),
    withFirstPayment: {
      findMismatch: async (key) => {
        const first = await readFirstPayment(billingKeys.database, key)
        if (first === undefined) throw new Error(`no first payment of ${key.billingKey}`)
        ;({ paymentId } = first)
        return differing(first, request)
      },
    },
  })
  return outcome.kind === 'issued' ? { ...outcome, paymentId } : outcome
}

function differing(first: FirstPayment, request: ConfirmIssueAndPayRequest): string | undefined {
  const { order } = first.data
  if (request.paymentId !== undefined && request.paymentId !== first.paymentId) return 'paymentId'
  if (request.currency !== undefined && request.currency !== order.currency) return 'currency'
  if (request.totalMinor !== undefined && request.totalMinor !== order.totalMinor) return 'totalAmount'
  if (request.taxFreeMinor !== undefined && request.taxFreeMinor !== order.taxFreeMinor)
    return 'taxFreeAmount'
  return undefined
}

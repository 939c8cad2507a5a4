import type { BillingMethod } from '@naru/gateways'
import { writeBillingKey } from '../billing-key/billing-key-store.ts'
import type { OpenedChannel } from '../channel/open-channel.ts'
import { insertFirstPayment } from '../payment/first-payment-store.ts'
import { toOrder } from '../payment/attempt-order.ts'
import { toSnapshot } from '../payment/channel-snapshot.ts'
import type { AttemptOrigin } from '../payment/payment.ts'
import { preparePayment, type FormerPayment, type PrepareRequest } from '../payment/prepare-payment.ts'
import { announceKind } from '../webhook/announcement.ts'
import type { PreparedAttempt } from '../wire/checkout.ts'
import { windowRow } from './attempt-store.ts'
import { checkChannel } from './check-channel.ts'
import { refuseBlankCredential, refuseCheckout } from './checkout-errors.ts'
import { chooseWindow } from './choose-window.ts'
import { attemptRefusal, newWindow, type CheckoutDependencies, type PrepareInput } from './prepare-attempt.ts'
import { keyOfWindow, offeredWithPayment, refuseBeyondSimulator } from './prepare-issue.ts'
import { payMethodOfKey, type IssueAndPayRequest } from './read-issue-and-pay-request.ts'

/**
 * Prepares the window of a PG that knows no billing key without a payment: the key comes with the money, so the window is
 * one of a payment, and the payment's decision is the key's (payment/first-of-key.ts). Key and payment are there from now
 * on, READY both; REST V2 alone has such PGs.
 */
export async function openPayingWindow(
  deps: CheckoutDependencies,
  input: PrepareInput,
  {
    merchantId,
    former,
    channel,
    method,
    origin,
    issue,
    payment,
    transactionId,
  }: IssueAndPayRequest & {
    readonly merchantId: string
    readonly former: FormerPayment
    readonly channel: OpenedChannel
    readonly method: BillingMethod | undefined
    readonly origin: AttemptOrigin
    readonly transactionId: string
  },
): Promise<PreparedAttempt> {
  const now = deps.clock.now()
  const { storeId, paymentId } = payment
  const offered = offeredWithPayment(channel, 'V2')
  if (method === undefined || !offered.includes(method))
    throw refuseCheckout(
      'RequestParseFailed',
      `billingKeyAndPayMethod: ${method ?? ''}, ${channel.module.code}: ${offered.join(', ')}`,
    )
  const order = { ...payment.order, payMethod: payMethodOfKey(method) }
  checkChannel(channel, { order })
  refuseBeyondSimulator(channel, channel.module.billing?.firstPaymentEvidence)
  refuseBlankCredential(channel, ['BILLING'])
  const windowType = chooseWindow(channel.module, issue, input.device, input.pageOrigin)

  const key = keyOfWindow({
    attemptId: deps.random.uuid(),
    merchantId,
    request: issue,
    channel,
    method,
    isConfirmable: false,
    firstPayment: { paymentId, transactionId, isInWindow: true },
    now,
  })
  const window = newWindow(deps, issue, { transactionId, windowType, now, input })
  const opening: PrepareRequest = {
    merchantId,
    storeId,
    paymentId,
    transactionId,
    order,
    channel: { ...toSnapshot(channel), manualConfirm: false },
    origin,
    billingKey: key.billingKey,
    also: windowRow(window.row),
  }
  const problem = channel.gateway.checkOrder?.(channel.module.code, toOrder(asAttempt(opening, now)))
  if (problem !== undefined)
    throw refuseCheckout(
      'RequestParseFailed',
      `${deps.language === 'en' ? problem.messageEn : problem.messageKo} — ${problem.field}`,
    )
  await deps.database.transaction(async (transaction) => {
    await writeBillingKey(transaction, {
      key,
      announce: { workId: deps.random.id(), type: 'BillingKey.Ready' },
      settleAt: null,
      at: now,
    })
    await insertFirstPayment(
      transaction,
      { storeId, billingKey: key.billingKey, paymentId, transactionId, data: { order, origin } },
      now,
    )
    // What is announced is not committed yet, so nobody may run it from memory.
    const worker = { ...deps.worker, lease: () => undefined, wake: () => undefined }
    const prepared = await preparePayment({ ...deps, database: transaction, worker }, opening, former)
    if (prepared.kind === 'refused') throw attemptRefusal(prepared)
  })
  deps.worker.wake(announceKind)
  return window.answer
}

/** The attempt as it will be, for the PG's own rules. */
function asAttempt(
  { storeId, paymentId, transactionId, merchantId, order, channel, origin, billingKey }: PrepareRequest,
  now: Date,
): Parameters<typeof toOrder>[0] {
  return {
    storeId,
    paymentId,
    transactionId,
    data: {
      merchantId,
      order,
      channel,
      origin,
      ...(billingKey === undefined ? {} : { billingKey, isFirstOfKey: true as const }),
      requestedAt: now.toISOString(),
    },
  }
}

import { toOrder } from '../payment/attempt-order.ts'
import { toSnapshot } from '../payment/channel-snapshot.ts'
import type { V1Facts } from '../payment/payment.ts'
import { whyNotAttempt } from '../payment/prepare-payment.ts'
import type { PreparedAttempt } from '../wire/checkout.ts'
import { refuseChannelUse, refuseCheckout } from './checkout-errors.ts'
import { attemptRefusal, type CheckoutDependencies, type PrepareInput } from './prepare-attempt.ts'
import { openPayingWindow } from './open-paying-window.ts'
import { chooseMethod, offeredWithPayment, openIssueAttempt, refuseBeyondSimulator } from './prepare-issue.ts'
import {
  payMethodOfKey,
  readIssueAndPayRequest,
  type IssueAndPayRequest,
} from './read-issue-and-pay-request.ts'
import { readGround } from './read-ground.ts'

/** Prepares `requestIssueBillingKeyAndPay`. */
export async function prepareIssueAndPay(
  deps: CheckoutDependencies,
  input: PrepareInput,
): Promise<PreparedAttempt> {
  const request = readIssueAndPayRequest(input.request, input.device, deps.clock.now())
  return openIssueAndPay(deps, input, { ...request, version: 'V2', transactionId: deps.random.id() })
}

/** What either generation asks for. */
export interface IssueAndPay extends IssueAndPayRequest {
  readonly version: 'V1' | 'V2'
  /** The first payment's own name, decided now. */
  readonly transactionId: string
  /** Asked for through V1. */
  readonly v1?: V1Facts
}

/**
 * Prepares a window that registers a billing key and charges the first payment at once. Everything that either of the two
 * would refuse is refused here, before the window opens; the payment itself begins when the PG has given the key.
 */
export async function openIssueAndPay(
  deps: CheckoutDependencies,
  input: PrepareInput,
  { issue, payment, version, transactionId, v1 }: IssueAndPay,
): Promise<PreparedAttempt> {
  const { storeId, paymentId } = payment
  const ground = await readGround(deps.database, { storeId, paymentId, channelKey: issue.channelKey })
  if (ground === undefined) throw refuseCheckout('StoreNotFound', 'storeId')
  const channel = ground.channel && (await deps.openChannelRow(ground.channel))
  if (channel === undefined) throw refuseCheckout('ChannelNotFound', 'channelKey')

  const offered = offeredWithPayment(channel, version)
  const request =
    offered.length === 1 && issue.method === undefined ? { ...issue, method: offered[0] } : issue
  const origin = {
    platformType: input.device,
    ipAddress: input.ipAddress,
    ...(input.userAgent === undefined ? {} : { userAgent: input.userAgent.slice(0, 500) }),
    ...(input.pageOrigin === null ? {} : { url: input.pageOrigin }),
  }
  const { keyComesWithPayment = [], windowMethods = [] } = channel.module.billing ?? {}
  // The SDK's schema asks for a method where the PG of such keys alone has but one.
  const together = windowMethods.length === 0 && offered.length === 1 ? offered[0] : request.method
  if (together !== undefined && keyComesWithPayment.includes(together))
    return openPayingWindow(deps, input, {
      merchantId: ground.merchantId,
      former: ground.former,
      channel,
      method: together,
      origin,
      issue: request,
      payment,
      transactionId,
    })
  const registered = channel.module.billing?.windowMethods ?? []
  const method = chooseMethod(
    channel,
    request.method,
    version,
    offered.length === 0 ? registered : [...new Set([...registered, ...offered])],
  )
  if (offered.length === 0 || channel.gateway.chargeBillingKey === undefined)
    throw refuseChannelUse('noFirstPayment', channel.module.code)
  refuseBeyondSimulator(channel, channel.module.billing?.firstPaymentEvidence)
  if (!offered.includes(method))
    throw refuseCheckout(
      'RequestParseFailed',
      `billingKeyAndPayMethod: ${method}, ${channel.module.code}: ${offered.join(', ')}`,
    )
  const currencies = channel.module.billing?.currencies ?? []
  if (!currencies.includes(payment.order.currency))
    throw refuseCheckout(
      'RequestParseFailed',
      `currency: ${payment.order.currency}, ${channel.module.code}: ${currencies.join(', ')}`,
    )

  const order = { ...payment.order, payMethod: payMethodOfKey(method) }
  const ofV1 = v1 === undefined ? {} : { v1 }
  const problem = channel.gateway.checkOrder?.(
    channel.module.code,
    toOrder({
      storeId,
      paymentId,
      transactionId,
      data: {
        merchantId: ground.merchantId,
        way: 'BILLING_KEY',
        order,
        channel: toSnapshot(channel),
        origin,
        ...ofV1,
        requestedAt: deps.clock.now().toISOString(),
      },
    }),
    { settings: channel.settings, now: deps.clock.now() },
  )
  if (problem !== undefined)
    throw refuseCheckout(
      'RequestParseFailed',
      `${deps.language === 'en' ? problem.messageEn : problem.messageKo} — ${problem.field}`,
    )
  const refusal = whyNotAttempt(ground.former, order)
  if (refusal !== undefined) throw attemptRefusal(refusal)

  return openIssueAttempt(deps, input, {
    merchantId: ground.merchantId,
    request: { ...request, method },
    channel,
    version,
    first: { paymentId, transactionId, data: { order, origin, ...ofV1 } },
  })
}

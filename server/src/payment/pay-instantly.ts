import type { ApproveAnswer, CardCredential } from '@naru/gateways'
import type { OpenedChannel } from '../channel/open-channel.ts'
import { pickChannel } from '../channel-group/pick-channel.ts'
import { toOrder } from './attempt-order.ts'
import { toSnapshot } from './channel-snapshot.ts'
import type { ChargeDependencies } from './charge-billing-key.ts'
import { chargePayment, type ChargeOutcome } from './charge-payment.ts'
import {
  mayAttempt,
  type Attempt,
  type AttemptOrder,
  type AttemptOrigin,
  type ChannelGroupSnapshot,
  type V1Facts,
} from './payment.ts'
import { present } from '../v2-input/customer-input.ts'
import { readFormerPayment } from './prepare-payment.ts'

export interface InstantRequest {
  readonly merchantId: string
  readonly storeId: string
  readonly paymentId: string
  readonly channelKey?: string
  readonly channelGroupId?: string
  /** The card of a key-in payment (수기 결제); absent for a virtual account. Passed through, kept nowhere. */
  readonly card?: CardCredential
  readonly order: AttemptOrder
  readonly origin: AttemptOrigin
  readonly skipWebhook: boolean
  /** Asked for through V1. */
  readonly v1?: V1Facts
  readonly mintTransactionId?: () => string
}

export type InstantOutcome =
  | ChargeOutcome
  | {
      readonly kind: 'refused'
      readonly type:
        | 'ALREADY_PAID'
        | 'MAX_TRANSACTION_COUNT_REACHED'
        | 'PAYMENT_SCHEDULE_ALREADY_EXISTS'
        | 'CHANNEL_NOT_FOUND'
      readonly detail?: string
    }
  | { readonly kind: 'refused'; readonly type: 'INVALID_REQUEST'; readonly detail: string }

/** A payment by card number, or a virtual account, asked for by the merchant's server. */
export async function payInstantly(
  deps: ChargeDependencies,
  request: InstantRequest,
): Promise<InstantOutcome> {
  const { storeId, paymentId, card } = request
  const [former, isScheduled] = await Promise.all([
    readFormerPayment(deps, request),
    deps.isScheduled(storeId, paymentId),
  ])
  if (former.head !== undefined && !mayAttempt(former.head.status))
    return { kind: 'refused', type: 'ALREADY_PAID' }
  if (isScheduled) return { kind: 'refused', type: 'PAYMENT_SCHEDULE_ALREADY_EXISTS' }
  const found = await findChannel(deps, request)
  if (found === undefined)
    return {
      kind: 'refused',
      type: 'CHANNEL_NOT_FOUND',
      detail: request.channelGroupId === undefined ? 'channelKey' : 'channelGroupId',
    }
  const { channel } = found
  // A module without a window takes what its billing keys are charged in.
  const { window, billing } = channel.module
  const currencies = window?.currencies ?? billing?.currencies ?? []
  if (!currencies.includes(request.order.currency))
    return {
      kind: 'refused',
      type: 'INVALID_REQUEST',
      detail: `currency: ${request.order.currency}, ${channel.moduleCode}: ${currencies.join(', ')}`,
    }
  return chargePayment(
    deps,
    {
      merchantId: request.merchantId,
      storeId,
      paymentId,
      way: card === undefined ? 'VIRTUAL_ACCOUNT' : 'KEY_IN',
      order: request.order,
      snapshot: toSnapshot(channel),
      channel,
      ...(found.group === undefined ? {} : { channelGroup: found.group }),
      origin: request.origin,
      skipWebhook: request.skipWebhook,
      ...present('v1', request.v1),
      ...present('mintTransactionId', request.mintTransactionId),
      proof: {},
      ...(card === undefined ? {} : { call: (attempt) => payByCard(channel, attempt, card) }),
    },
    former,
  )
}

async function payByCard(
  channel: OpenedChannel,
  attempt: Attempt,
  card: CardCredential,
): Promise<ApproveAnswer> {
  const { gateway } = channel
  if (gateway.payByCard === undefined) return { kind: 'silent', reason: 'the gateway takes no card numbers' }
  return gateway.payByCard(channel.context(), {
    order: toOrder(attempt),
    card,
    idempotencyKey: attempt.transactionId,
  })
}

async function findChannel(
  deps: ChargeDependencies,
  request: InstantRequest,
): Promise<{ readonly channel: OpenedChannel; readonly group?: ChannelGroupSnapshot } | undefined> {
  if (request.channelGroupId === undefined) {
    const channel = await deps.openLivingChannel(request.storeId, request.channelKey ?? '')
    return channel !== undefined && isAble(channel, request) ? { channel } : undefined
  }
  const routing = await deps.readRouting(request.storeId, request.channelGroupId)
  const picked = routing && pickChannel(routing, deps.random)
  if (routing === undefined || picked === undefined) return undefined
  const channel = await deps.openLivingChannel(request.storeId, picked.channelKey)
  if (channel === undefined || !isAble(channel, request)) return undefined
  return {
    channel,
    group: {
      id: routing.channelGroupId,
      name: routing.name,
      isForTest: routing.mode === 'TEST',
      sessionId: routing.sessionId,
    },
  }
}

function isAble(channel: OpenedChannel, { card }: Pick<InstantRequest, 'card'>): boolean {
  if (channel.attribute !== 'PAYMENT' || channel.isUnspeakable) return false
  return card === undefined
    ? channel.module.virtualAccountByApi === true && channel.gateway.issueVirtualAccount !== undefined
    : channel.module.keyIn === true && channel.gateway.payByCard !== undefined
}

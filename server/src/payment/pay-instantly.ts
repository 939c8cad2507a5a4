import type {
  ApproveAnswer,
  CardCredential,
  GatewayModule,
  JsonObject,
  Purse,
  PurseKind,
} from '@naru/gateways'
import type { OpenedChannel } from '../channel/open-channel.ts'
import { canSpeak, simulatorOnly } from '../channel/at-simulator.ts'
import { notSupported } from '../channel/unsupported-use.ts'
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
  type WindowlessWay,
} from './payment.ts'
import { present } from '../foundation/present.ts'
import { readFormerPayment } from './prepare-payment.ts'

export interface InstantRequest {
  readonly merchantId: string
  readonly storeId: string
  readonly paymentId: string
  readonly channelKey?: string
  readonly channelGroupId?: string
  /** The card of a key-in payment (수기 결제). Passed through, kept nowhere. */
  readonly card?: CardCredential
  /** The buyer's purse that pays. Passed through, kept nowhere. */
  readonly purse?: Purse
  /** A barcode for the till of a convenience store (편의점 수납); `number` is one that the shop made. */
  readonly barcode?: { readonly number?: string }
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

/**
 * What the merchant's server asks for in one call: a payment by card number or from a purse, a barcode for a till, or,
 * with none of them, a virtual account.
 */
export async function payInstantly(
  deps: ChargeDependencies,
  request: InstantRequest,
): Promise<InstantOutcome> {
  const { storeId, paymentId } = request
  const [former, isScheduled] = await Promise.all([
    readFormerPayment(deps, request),
    deps.isScheduled(storeId, paymentId),
  ])
  if (former.head !== undefined && !mayAttempt(former.head.status))
    return { kind: 'refused', type: 'ALREADY_PAID' }
  if (isScheduled) return { kind: 'refused', type: 'PAYMENT_SCHEDULE_ALREADY_EXISTS' }
  const found = await findChannel(deps, request)
  if (typeof found === 'string') return { kind: 'refused', type: 'CHANNEL_NOT_FOUND', detail: found }
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
      way: wayOf(request),
      order: request.order,
      snapshot: toSnapshot(channel),
      channel,
      ...(found.group === undefined ? {} : { channelGroup: found.group }),
      origin: request.origin,
      skipWebhook: request.skipWebhook,
      ...present('v1', request.v1),
      ...present('mintTransactionId', request.mintTransactionId),
      proof: proofOf(request),
      ...present('call', callOf(channel, request)),
    },
    former,
  )
}

type Means = Pick<InstantRequest, 'card' | 'purse' | 'barcode'>

function wayOf({ card, purse, barcode }: Means): WindowlessWay {
  if (card !== undefined) return 'KEY_IN'
  if (purse !== undefined) return 'PURSE'
  return barcode === undefined ? 'VIRTUAL_ACCOUNT' : 'STORE_BARCODE'
}

/** What may be kept of the means, so that the settle job can repeat the call. */
function proofOf({ barcode }: Means): JsonObject {
  return barcode?.number === undefined ? {} : { barcode: barcode.number }
}

/** The one call with what may not be kept; undefined where the attempt itself says all. */
function callOf(
  channel: OpenedChannel,
  { card, purse }: Means,
): ((attempt: Attempt) => Promise<ApproveAnswer>) | undefined {
  const { gateway } = channel
  const asked = (attempt: Attempt) => ({
    order: toOrder(attempt),
    idempotencyKey: attempt.transactionId,
  })
  if (card !== undefined)
    return async (attempt) =>
      (await gateway.payByCard?.(channel.context(), { ...asked(attempt), card })) ?? unable
  if (purse !== undefined)
    return async (attempt) =>
      (await gateway.payFromPurse?.(channel.context(), { ...asked(attempt), purse })) ?? unable
  return undefined
}

const unable: ApproveAnswer = { kind: 'silent', reason: 'the gateway cannot do that' }

/** @returns why there is none, as a string */
async function findChannel(
  deps: ChargeDependencies,
  request: InstantRequest,
): Promise<{ readonly channel: OpenedChannel; readonly group?: ChannelGroupSnapshot } | string> {
  if (request.channelGroupId === undefined) {
    const channel = await deps.openLivingChannel(request.storeId, request.channelKey ?? '')
    const problem = channel === undefined ? 'channelKey' : whyUnable(channel, request)
    return channel === undefined || problem !== undefined ? (problem ?? 'channelKey') : { channel }
  }
  const routing = await deps.readRouting(request.storeId, request.channelGroupId)
  const picked = routing && pickChannel(routing, deps.random)
  if (routing === undefined || picked === undefined) return 'channelGroupId'
  const channel = await deps.openLivingChannel(request.storeId, picked.channelKey)
  if (channel === undefined) return 'channelGroupId'
  const problem = whyUnable(channel, request)
  if (problem !== undefined) return problem
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

function whyUnable(channel: OpenedChannel, means: Means): string | undefined {
  if (channel.attribute !== 'PAYMENT' || channel.isUnspeakable) return 'channelKey'
  const { gateway, module } = channel
  switch (wayOf(means)) {
    case 'KEY_IN':
      return module.keyIn === true && gateway.payByCard !== undefined
        ? undefined
        : notSupported(channel.gateway, channel.moduleCode, 'key-in')
    case 'PURSE':
      return opensPurse(module, means.purse?.kind) && gateway.payFromPurse !== undefined
        ? undefined
        : notSupported(channel.gateway, channel.moduleCode, 'purse')
    case 'STORE_BARCODE':
      return module.storeBarcode === true && gateway.issueStoreBarcode !== undefined
        ? undefined
        : notSupported(channel.gateway, channel.moduleCode, 'store-barcode')
    case 'VIRTUAL_ACCOUNT':
      if (module.virtualAccountByApi !== true || gateway.issueVirtualAccount === undefined)
        return notSupported(channel.gateway, channel.moduleCode, 'account-by-api')
      return canSpeak(channel, module.virtualAccountEvidence)
        ? undefined
        : simulatorOnly(channel.gateway, channel.moduleCode, 'account-by-api')
    case 'BILLING_KEY':
      return 'channelKey'
  }
}

function opensPurse({ purses = [] }: GatewayModule, kind: PurseKind | undefined): boolean {
  return kind !== undefined && purses.includes(kind)
}

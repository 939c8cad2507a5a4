import type { OpenedChannel } from '../channel/open-channel.ts'
import { pickChannel } from '../channel-group/pick-channel.ts'
import type { Routing } from '../channel-group/read-routing.ts'
import { isChargeable, type BillingKey, type BillingKeyChannel } from '../billing-key/billing-key.ts'
import {
  billingKeyJson,
  openRight,
  toBillingKey,
  type BillingKeyJson,
} from '../billing-key/billing-key-store.ts'
import { sql } from '../foundation/database.ts'
import { present } from '../foundation/present.ts'
import { toSnapshot } from './channel-snapshot.ts'
import { payMethodOf } from './charge-input.ts'
import { chargePayment, type ChargeOutcome } from './charge-payment.ts'
import {
  mayAttempt,
  type AttemptOrder,
  type AttemptOrigin,
  type ChannelGroupSnapshot,
  type V1Facts,
} from './payment.ts'
import type { PaymentDependencies } from './payment-dependencies.ts'
import { formerPaymentColumns, toFormerPayment, type FormerPaymentRow } from './prepare-payment.ts'

/** What charges without a window need beside payments. */
export interface ChargeDependencies extends PaymentDependencies {
  /** Living channels only. */
  readonly openLivingChannel: (storeId: string, channelKey: string) => Promise<OpenedChannel | undefined>
  readonly readRouting: (storeId: string, channelGroupId: string) => Promise<Routing | undefined>
  /** True while a waiting schedule holds this paymentId. */
  readonly isScheduled: (storeId: string, paymentId: string) => Promise<boolean>
}

export interface BillingChargeRequest {
  readonly merchantId: string
  readonly storeId: string
  readonly paymentId: string
  readonly billingKey: string
  /** Forces one of a super billing key's channels. */
  readonly channelKey?: string
  /** Its `payMethod` is what the key stands for. */
  readonly order: Omit<AttemptOrder, 'payMethod'>
  readonly origin: AttemptOrigin
  readonly skipWebhook: boolean
  /** Asked for through V1. */
  readonly v1?: V1Facts
  readonly mintTransactionId?: () => string
  /** A schedule charges its own payment under a transaction of its own. */
  readonly schedule?: { readonly scheduleId: string; readonly transactionId: string }
  /** The payment that decides whether its key lives; the key is PAYING, and nothing else may charge it. */
  readonly first?: { readonly transactionId: string }
}

export type BillingChargeOutcome =
  | ChargeOutcome
  | {
      readonly kind: 'refused'
      readonly type:
        | 'ALREADY_PAID'
        | 'MAX_TRANSACTION_COUNT_REACHED'
        | 'PAYMENT_SCHEDULE_ALREADY_EXISTS'
        | 'BILLING_KEY_NOT_FOUND'
        | 'BILLING_KEY_ALREADY_DELETED'
        | 'CHANNEL_NOT_FOUND'
      readonly detail?: string
    }
  | { readonly kind: 'refused'; readonly type: 'INVALID_REQUEST'; readonly detail: string }

const readGround = sql(
  'payment-read-billing-ground',
  `select ${billingKeyJson('$1', '$3')} as key, ${formerPaymentColumns('$1', '$2')}`,
)

/**
 * Charges a billing key (빌링키 단건결제). Checks in the order payment → schedule → key → channel, then the three steps
 * of every charge.
 */
export async function chargeBillingKey(
  deps: ChargeDependencies,
  request: BillingChargeRequest,
): Promise<BillingChargeOutcome> {
  const { storeId, paymentId, schedule } = request
  const [[row], isScheduled] = await Promise.all([
    deps.database.query<FormerPaymentRow & { key: BillingKeyJson | null }>(readGround, [
      storeId,
      paymentId,
      request.billingKey,
    ]),
    schedule === undefined ? deps.isScheduled(storeId, paymentId) : false,
  ])
  const former = row === undefined ? undefined : toFormerPayment(row)
  if (former?.head !== undefined && !mayAttempt(former.head.status))
    return { kind: 'refused', type: 'ALREADY_PAID' }
  if (isScheduled) return { kind: 'refused', type: 'PAYMENT_SCHEDULE_ALREADY_EXISTS' }
  const key = row?.key === undefined || row.key === null ? undefined : toBillingKey(row.key)
  const isFirst = request.first !== undefined && key?.phase === 'PAYING'
  const problem = isFirst ? undefined : whyNotChargeable(key)
  if (key === undefined || problem !== undefined)
    return { kind: 'refused', type: problem ?? 'BILLING_KEY_NOT_FOUND' }

  const chosen = await chooseChannel(deps, key, request.channelKey)
  if (chosen === undefined) return { kind: 'refused', type: 'CHANNEL_NOT_FOUND', detail: 'channelKey' }
  const { channel, row: held } = chosen
  const { billing } = channel.module
  if (billing !== undefined && !billing.currencies.includes(request.order.currency))
    return {
      kind: 'refused',
      type: 'INVALID_REQUEST',
      detail: `currency: ${request.order.currency}, ${channel.moduleCode}: ${billing.currencies.join(', ')}`,
    }
  const right = await openRight(deps.vault, key, held)
  if (right === undefined) return { kind: 'refused', type: 'CHANNEL_NOT_FOUND', detail: 'channelKey' }
  return chargePayment(
    deps,
    {
      merchantId: request.merchantId,
      storeId,
      paymentId,
      ...(schedule === undefined
        ? {}
        : { transactionId: schedule.transactionId, scheduleId: schedule.scheduleId }),
      ...(request.first === undefined
        ? {}
        : { transactionId: request.first.transactionId, isFirstOfKey: true as const }),
      way: 'BILLING_KEY',
      billingKey: key.billingKey,
      order: { ...request.order, payMethod: payMethodOf(held.data.instrument) },
      snapshot: toSnapshot(channel),
      channel,
      ...(chosen.group === undefined ? {} : { channelGroup: chosen.group }),
      origin: request.origin,
      skipWebhook: request.skipWebhook,
      ...present('v1', request.v1),
      ...present('mintTransactionId', request.mintTransactionId),
      proof: right,
    },
    former,
  )
}

/** The refusal of a key that cannot be charged; undefined when it can. */
export function whyNotChargeable(
  key: BillingKey | undefined,
): 'BILLING_KEY_NOT_FOUND' | 'BILLING_KEY_ALREADY_DELETED' | undefined {
  if (key === undefined) return 'BILLING_KEY_NOT_FOUND'
  if (isChargeable(key)) return undefined
  return key.status === 'DELETED' || key.phase === 'DELETING'
    ? 'BILLING_KEY_ALREADY_DELETED'
    : 'BILLING_KEY_NOT_FOUND'
}

interface Chosen {
  readonly channel: OpenedChannel
  readonly row: BillingKeyChannel
  readonly group?: ChannelGroupSnapshot
}

/**
 * One channel that holds a right: the one asked for; the key's only one; of a super billing key a lot by the group's
 * present ratios, else one of ratio 0. A channel that was disabled or removed is never charged.
 */
async function chooseChannel(
  deps: ChargeDependencies,
  key: BillingKey,
  asked: string | undefined,
): Promise<Chosen | undefined> {
  const held = key.channels.filter(({ status, rightSealed }) => status === 'ISSUED' && rightSealed !== null)
  const group = key.data.channelGroup
  if (asked !== undefined || group === undefined) {
    const row = asked === undefined ? held[0] : held.find(({ channelKey }) => channelKey === asked)
    return row && open(deps, key, row)
  }
  const routing = await deps.readRouting(key.storeId, group.id)
  if (routing === undefined) return undefined
  const holders = routing.entries.filter(({ channelKey }) =>
    held.some((row) => row.channelKey === channelKey),
  )
  const picked =
    pickChannel({ entries: holders }, deps.random)?.channelKey ??
    routing.restingChannelKeys.find((channelKey) => held.some((row) => row.channelKey === channelKey))
  const row = held.find(({ channelKey }) => channelKey === picked)
  const opened = row && (await open(deps, key, row))
  return opened && { ...opened, group: { ...group, sessionId: routing.sessionId } }
}

async function open(
  deps: ChargeDependencies,
  key: BillingKey,
  row: BillingKeyChannel,
): Promise<Chosen | undefined> {
  const channel = await deps.openLivingChannel(key.storeId, row.channelKey)
  return channel?.gateway.chargeBillingKey === undefined || channel.isUnspeakable
    ? undefined
    : { channel, row }
}

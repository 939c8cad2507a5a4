import { notSupported } from '../channel/unsupported-use.ts'
import type { CardCredential, IssueAnswer, JsonObject } from '@naru/gateways'
import { credentialForm } from '@naru/gateways'
import type { OpenedChannel } from '../channel/open-channel.ts'
import type { Customer } from '../v2-input/customer-input.ts'
import {
  pgIssueId,
  toBillingChannel,
  toBillingOrder,
  type BillingFailure,
  type BillingKey,
  type BillingKeyChannel,
  type BillingKeyData,
} from './billing-key.ts'
import { billingCallLimitMs, type BillingKeyDependencies } from './billing-key-dependencies.ts'
import { readBillingKey, sealRight, writeBillingKey, type BillingKeyStep } from './billing-key-store.ts'

export interface IssueByCardRequest {
  readonly merchantId: string
  readonly storeId: string
  readonly channelKey?: string
  readonly channelGroupId?: string
  readonly card: CardCredential
  readonly customer: Customer
  readonly customData?: string
  readonly bypass?: JsonObject
  readonly noticeUrls?: readonly string[]
  readonly skipWebhook: boolean
  /** Asked for through V1, under this name of the merchant's own. */
  readonly v1?: { readonly customerUid: string }
}

export type IssueOutcome =
  | { readonly kind: 'issued'; readonly key: BillingKey }
  | { readonly kind: 'refused'; readonly type: 'CHANNEL_NOT_FOUND'; readonly detail: string }
  /** No PG issued. `isGroup`: the request named a group, so every channel's answer is told. */
  | { readonly kind: 'failed'; readonly key: BillingKey; readonly isGroup: boolean }

/**
 * Issues a billing key from a card number. The card goes through to the PG and is kept nowhere; what is kept is the
 * PG's own key, sealed. A channel group issues at each of its enabled channels (슈퍼빌링키), one of which suffices.
 *
 *   1 reserve  the key is READY, committed, with timed work that ends it when this process dies
 *   2 issue    at the PG, outside any transaction
 *   3 record   ISSUED or FAILED with its webhook, in one statement
 */
export async function issueBillingKeyByCard(
  deps: BillingKeyDependencies,
  request: IssueByCardRequest,
): Promise<IssueOutcome> {
  const found = await findChannels(deps, request)
  if (found.kind === 'refused') return found
  const [first] = found.channels
  if (first === undefined)
    return { kind: 'refused', type: 'CHANNEL_NOT_FOUND', detail: 'channelGroupId: no enabled channel' }

  const now = deps.clock.now()
  const reserved: BillingKey = {
    storeId: request.storeId,
    billingKey: `billing-key-${deps.random.uuid()}`,
    merchantId: request.merchantId,
    status: 'READY',
    phase: 'ISSUING',
    mode: first.mode,
    rowVersion: 0,
    method: 'CARD',
    liveSchedules: 0,
    data: dataOf(request, found.group),
    memorySealed: null,
    proofSealed: null,
    owner: deps.replicaName,
    requestedAt: now,
    issuedAt: null,
    deletedAt: null,
    statusAt: now,
    channels: found.channels.map((channel, position): BillingKeyChannel => ({
      channelKey: channel.channelKey,
      position,
      status: 'READY',
      rightSealed: null,
      data: { channel: toBillingChannel(channel) },
    })),
  }
  await writeBillingKey(deps.database, {
    key: reserved,
    settleAt: new Date(now.getTime() + billingCallLimitMs),
    at: now,
  })
  const key = { ...reserved, rowVersion: 1 }

  const answers = await Promise.all(
    found.channels.map((channel) => issueAtPg(deps, channel, key, request.card)),
  )
  const recorded = await recordIssue(deps, key, answers, { skipWebhook: request.skipWebhook })
  return recorded.status === 'ISSUED'
    ? { kind: 'issued', key: recorded }
    : { kind: 'failed', key: recorded, isGroup: found.group !== undefined }
}

function dataOf(request: IssueByCardRequest, group: BillingKeyData['channelGroup']): BillingKeyData {
  return {
    customer: request.customer,
    platformType: 'API',
    ...(request.customData === undefined ? {} : { customData: request.customData }),
    ...(request.noticeUrls === undefined ? {} : { noticeUrls: request.noticeUrls }),
    ...(request.bypass === undefined ? {} : { bypass: request.bypass }),
    ...(request.v1 === undefined ? {} : { v1: request.v1 }),
    ...(group === undefined ? {} : { channelGroup: group }),
  }
}

type Found =
  | {
      readonly kind: 'found'
      readonly channels: readonly OpenedChannel[]
      readonly group?: NonNullable<BillingKeyData['channelGroup']>
    }
  | { readonly kind: 'refused'; readonly type: 'CHANNEL_NOT_FOUND'; readonly detail: string }

async function findChannels(
  deps: BillingKeyDependencies,
  request: Pick<IssueByCardRequest, 'storeId' | 'channelKey' | 'channelGroupId' | 'v1'>,
): Promise<Found> {
  const version = request.v1 === undefined ? 'V2' : 'V1'
  const refused = (detail: string): Found => ({ kind: 'refused', type: 'CHANNEL_NOT_FOUND', detail })
  if (request.channelGroupId === undefined) {
    const channel = await deps.openLivingChannel(request.storeId, request.channelKey ?? '')
    if (channel === undefined) return refused('channelKey')
    const problem = whyNotByCard(channel, version)
    return problem === undefined ? { kind: 'found', channels: [channel] } : refused(problem)
  }
  const routing = await deps.readRouting(request.storeId, request.channelGroupId)
  if (routing === undefined) return refused('channelGroupId')
  // Every enabled channel takes part, those of ratio 0 included; disabled ones do not (guide to smart routing).
  const keys = [...routing.entries.map(({ channelKey }) => channelKey), ...routing.restingChannelKeys]
  const opened = await Promise.all(keys.map((key) => deps.openLivingChannel(request.storeId, key)))
  const channels = opened
    .filter((channel) => channel !== undefined)
    .filter((channel) => whyNotByCard(channel, version) === undefined)
  return {
    kind: 'found',
    channels,
    group: {
      id: routing.channelGroupId,
      name: routing.name,
      isForTest: routing.mode === 'TEST',
    },
  }
}

/** A sentence about what the channel lacks; undefined when it issues keys by card number. */
function whyNotByCard(channel: OpenedChannel, version: 'V1' | 'V2'): string | undefined {
  if (channel.attribute !== 'PAYMENT' || credentialForm(channel.module, version) === undefined)
    return `${channel.moduleCode}: no ${version} payment channel`
  if (channel.isUnspeakable) return `${channel.moduleCode}: test mode only`
  if (channel.module.billing?.byCard !== true || channel.gateway.issueBillingKeyByCard === undefined)
    return notSupported(channel.gateway, channel.moduleCode, 'billing-by-card')
  const blank = channel.lacks(['BILLING'])
  if (blank !== undefined) return `${channel.name}: ${blank.labelEn} (${blank.key}) is blank`
  return undefined
}

/** One call. Silence moved no money; a PG that keeps answers by key is asked once more before we give up. */
async function issueAtPg(
  deps: BillingKeyDependencies,
  channel: OpenedChannel,
  key: BillingKey,
  card: CardCredential,
): Promise<IssueAnswer> {
  const { gateway } = channel
  const call = async (): Promise<IssueAnswer> => {
    if (gateway.issueBillingKeyByCard === undefined)
      return { kind: 'silent', reason: 'the gateway cannot issue' }
    try {
      return await gateway.issueBillingKeyByCard(channel.context(), {
        order: toBillingOrder(key),
        card,
        idempotencyKey: pgIssueId(key),
      })
    } catch (error) {
      deps.log.error({ err: error, billingKey: key.billingKey }, 'issue threw; treated as silence')
      return { kind: 'silent', reason: 'the connector failed' }
    }
  }
  const first = await call()
  return first.kind === 'silent' && gateway.chargeIsIdempotent === true ? call() : first
}

/**
 * Step 3: what each channel answered, in their order. Repeats until it is written or somebody else has decided.
 * An answer that names another MID is no key of ours.
 */
export async function recordIssue(
  deps: BillingKeyDependencies,
  before: BillingKey,
  answers: readonly IssueAnswer[],
  options: { readonly skipWebhook: boolean },
): Promise<BillingKey> {
  for (let key = before; ;) {
    const now = deps.clock.now()
    const channels = await Promise.all(
      key.channels.map((channel, index) => channelAfter(deps, key, channel, answers[index], now)),
    )
    const isIssued = channels.some(({ status }) => status === 'ISSUED')
    if (isIssued && key.data.firstPayment !== undefined) {
      const paying = await beginFirstPayment(deps, { ...key, channels }, now)
      if (paying !== undefined) return paying
      const other = await readBillingKey(deps.database, key.storeId, key.billingKey)
      if (other === undefined) throw new Error(`no billing key ${key.billingKey}`)
      if (other.phase !== 'ISSUING') return other
      key = other
      continue
    }
    const issuedAt = isIssued ? now : null
    const failure = isIssued ? undefined : channels.find(({ data }) => data.failure)?.data.failure
    const next: BillingKey = {
      ...key,
      status: isIssued ? 'ISSUED' : 'FAILED',
      phase: 'DONE',
      proofSealed: null,
      owner: null,
      issuedAt,
      statusAt: now,
      channels,
      data: { ...key.data, ...(failure === undefined ? {} : { failure }) },
    }
    const isSilent = options.skipWebhook && isIssued
    const written = await writeNamed(deps, {
      key: next,
      ...(isSilent
        ? {}
        : {
            announce: {
              workId: deps.random.id(),
              type: isIssued ? 'BillingKey.Issued' : 'BillingKey.Failed',
            },
          }),
      settleAt: null,
      at: now,
    })
    if (written) {
      deps.worker.wake('webhook.announce')
      return { ...next, rowVersion: key.rowVersion + 1 }
    }
    const again = await readBillingKey(deps.database, key.storeId, key.billingKey)
    if (again === undefined) throw new Error(`no billing key ${key.billingKey}`)
    if (again.phase === 'DONE') return again
    key = again
  }
}

/** The right is kept sealed, and nobody hears of a key before its first payment is taken. */
async function beginFirstPayment(
  deps: BillingKeyDependencies,
  key: BillingKey,
  now: Date,
): Promise<BillingKey | undefined> {
  const paying: BillingKey = { ...key, phase: 'PAYING', owner: deps.replicaName, proofSealed: null }
  const settleAt = new Date(now.getTime() + billingCallLimitMs)
  const written = await writeBillingKey(deps.database, { key: paying, settleAt, at: now })
  return written ? { ...paying, rowVersion: key.rowVersion + 1 } : undefined
}

/**
 * Writes a step; a key of V1's window that becomes ISSUED gets its name in the same transaction, so that neither is there
 * without the other.
 */
export async function writeNamed(deps: BillingKeyDependencies, step: BillingKeyStep): Promise<boolean> {
  const { key, at } = step
  if (key.status !== 'ISSUED' || key.data.v1?.window === undefined)
    return writeBillingKey(deps.database, step)
  return deps.database.transaction(async (transaction) => {
    const written = await writeBillingKey(transaction, step)
    if (written) await deps.bindName(transaction, key, at)
    return written
  })
}

async function channelAfter(
  deps: BillingKeyDependencies,
  key: BillingKey,
  channel: BillingKeyChannel,
  answer: IssueAnswer | undefined,
  now: Date,
): Promise<BillingKeyChannel> {
  const failed = (failure: Omit<BillingFailure, 'failedAt'>): BillingKeyChannel => ({
    ...channel,
    status: 'FAILED',
    data: { ...channel.data, failure: { ...failure, failedAt: now.toISOString() } },
  })
  switch (answer?.kind) {
    case undefined:
    case 'silent':
      return failed({
        reason: 'PG사가 응답하지 않아 빌링키를 발급하지 못했습니다.',
        sdkCode: 'PG_PROVIDER_ERROR',
      })
    case 'declined': {
      const { pgCode, pgMessage } = answer
      const reason = pgCode === '' ? pgMessage : `[${pgCode}] ${pgMessage}`
      return failed({ reason, pgCode, pgMessage, sdkCode: 'FAILURE_TYPE_PG' })
    }
    case 'issued': {
      const { pgMerchantId } = channel.data.channel
      if (answer.pgMerchantId !== undefined && answer.pgMerchantId !== pgMerchantId)
        return failed({
          reason: '발급 정보가 요청과 일치하지 않아 빌링키를 쓰지 않습니다.',
          sdkCode: 'PG_PROVIDER_ERROR',
        })
      return {
        ...channel,
        status: 'ISSUED',
        rightSealed: await sealRight(deps.vault, key, channel.channelKey, answer.right),
        data: {
          ...channel.data,
          instrument: answer.instrument,
          raw: answer.raw,
          ...(answer.pgTxId === undefined ? {} : { pgTxId: answer.pgTxId }),
        },
      }
    }
  }
}

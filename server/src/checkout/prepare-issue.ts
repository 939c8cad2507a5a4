import type { BillingMethod, Evidence } from '@naru/gateways'
import { credentialForm } from '@naru/gateways'
import { toBillingChannel, toBillingOrder, type BillingKey } from '../billing-key/billing-key.ts'
import { writeBillingKey } from '../billing-key/billing-key-store.ts'
import { canSpeak } from '../channel/at-simulator.ts'
import type { OpenedChannel } from '../channel/open-channel.ts'
import { sql } from '../foundation/database.ts'
import { insertFirstPayment, type FirstPayment } from '../payment/first-payment-store.ts'
import { announceKind } from '../webhook/announcement.ts'
import type { PreparedAttempt } from '../wire/checkout.ts'
import { insertFreeWindow } from './attempt-store.ts'
import {
  refuseBlankCredential,
  refuseChannelUse,
  refuseCheckout,
  refuseUnsupported,
} from './checkout-errors.ts'
import { chooseWindow } from './choose-window.ts'
import { newWindow, type CheckoutDependencies, type PrepareInput } from './prepare-attempt.ts'
import { readIssueRequest, type IssueRequest } from './read-issue-request.ts'

const readStore = sql(
  'checkout-read-store',
  `select merchant_id from store where store_id = $1 and deleted_at is null`,
)

/**
 * Prepares the registration of a billing key: everything that can be refused is refused here, before a window opens.
 * The key's name is decided now; it is READY until the buyer is through, and charges nothing before.
 */
export async function prepareIssue(
  deps: CheckoutDependencies,
  input: PrepareInput,
): Promise<PreparedAttempt> {
  const request = readIssueRequest(input.request, input.device)
  const { storeId, channelKey } = request
  const [[store], channel] = await Promise.all([
    deps.database.query<{ merchant_id: string }>(readStore, [storeId]),
    deps.openLivingChannel(storeId, channelKey),
  ])
  if (store === undefined) throw refuseCheckout('StoreNotFound', 'storeId')
  if (channel === undefined) throw refuseCheckout('ChannelNotFound', 'channelKey')
  return openIssueAttempt(deps, input, { merchantId: store.merchant_id, request, channel, version: 'V2' })
}

/** The part of preparing that both generations share: method → window → the PG's own rules. */
export async function openIssueAttempt(
  deps: CheckoutDependencies,
  input: PrepareInput,
  {
    merchantId,
    request,
    channel,
    version,
    first,
  }: {
    readonly merchantId: string
    readonly request: IssueRequest
    readonly channel: OpenedChannel
    readonly version: 'V1' | 'V2'
    /** What is to be charged as soon as the key exists; its `order` is checked. */
    readonly first?: Omit<FirstPayment, 'storeId' | 'billingKey'>
  },
): Promise<PreparedAttempt> {
  const now = deps.clock.now()
  const { storeId } = request
  const method = chooseMethod(channel, request.method, version, first && offeredWithPayment(channel, version))
  const kind = first === undefined ? 'ISSUE_BILLING_KEY' : 'ISSUE_BILLING_KEY_AND_PAY'
  const windowType = chooseWindow(
    { ...channel.module, button: channel.module.ui?.billing },
    request,
    input.device,
    input.pageOrigin,
  )

  const attemptId = deps.random.uuid()
  const firstPayment = first && { paymentId: first.paymentId, transactionId: first.transactionId }
  const key = keyOfWindow({
    attemptId,
    merchantId,
    request,
    channel,
    method,
    // V1 has no confirmation by the merchant's server.
    isConfirmable: version === 'V2',
    ...(firstPayment === undefined ? {} : { firstPayment }),
    now,
  })
  const problem = channel.gateway.checkBillingOrder?.(channel.moduleCode, toBillingOrder(key))
  if (problem !== undefined)
    throw refuseCheckout(
      'RequestParseFailed',
      `${deps.language === 'en' ? problem.messageEn : problem.messageKo} — ${problem.field}`,
    )
  const window = newWindow(deps, request, { transactionId: attemptId, windowType, now, input })
  await deps.database.transaction(async (transaction) => {
    await insertFreeWindow(transaction, kind, { storeId, attemptId }, window.row, now)
    if (first !== undefined)
      await insertFirstPayment(transaction, { ...first, storeId, billingKey: key.billingKey }, now)
    await writeBillingKey(transaction, {
      key,
      announce: { workId: deps.random.id(), type: 'BillingKey.Ready' },
      settleAt: null,
      at: now,
    })
  })
  deps.worker.wake(announceKind)
  return first === undefined ? window.answer : { ...window.answer, txId: first.transactionId }
}

/** A key whose window opens now. */
export function keyOfWindow({
  attemptId,
  merchantId,
  request,
  channel,
  method,
  isConfirmable,
  firstPayment,
  now,
}: {
  readonly attemptId: string
  readonly merchantId: string
  readonly request: IssueRequest
  readonly channel: OpenedChannel
  readonly method: BillingMethod
  /** False: never held for the merchant's server. */
  readonly isConfirmable: boolean
  readonly firstPayment?: BillingKey['data']['firstPayment']
  readonly now: Date
}): BillingKey {
  const snapshot = { ...toBillingChannel(channel), ...(isConfirmable ? {} : { manualConfirm: false }) }
  return {
    storeId: request.storeId,
    billingKey: `billing-key-${attemptId}`,
    merchantId,
    status: 'READY',
    phase: 'OPEN',
    mode: channel.mode,
    rowVersion: 0,
    method,
    liveSchedules: 0,
    data: { ...request.data, ...(firstPayment === undefined ? {} : { firstPayment }) },
    memorySealed: null,
    proofSealed: null,
    owner: null,
    requestedAt: now,
    issuedAt: null,
    deletedAt: null,
    statusAt: now,
    channels: [
      {
        channelKey: request.channelKey,
        position: 0,
        status: 'READY',
        rightSealed: null,
        data: { channel: snapshot },
      },
    ],
  }
}

/** What the module's window registers and has paid for at once. */
export function offeredWithPayment(
  { module }: OpenedChannel,
  version: 'V1' | 'V2',
): readonly BillingMethod[] {
  return module.billing?.withFirstPayment?.[version] ?? []
}

/** The wire of a part of the module is known to the simulator only, and the channel speaks to somebody else. */
export function refuseBeyondSimulator(channel: OpenedChannel, evidence: Evidence | undefined): void {
  if (!canSpeak(channel, evidence)) throw refuseChannelUse('noPublicWire', channel.module.code)
}

/** The method asked for, or the module's own default, or the only one that is offered. Refuses a channel that registers nothing. */
export function chooseMethod(
  channel: OpenedChannel,
  asked: BillingMethod | undefined,
  version: 'V1' | 'V2',
  offered: readonly BillingMethod[] = channel.module.billing?.windowMethods ?? [],
): BillingMethod {
  const { module, gateway } = channel
  if (channel.attribute !== 'PAYMENT') throw refuseChannelUse('identityOnly', module.code)
  if (!module.versions.includes(version) || credentialForm(module, version) === undefined)
    throw refuseChannelUse(version === 'V2' ? 'v1Only' : 'v2Only', module.code)
  if (channel.isUnspeakable) throw refuseChannelUse('noPublicWire', module.code)
  if (offered.length === 0 || gateway.beginIssue === undefined)
    throw refuseUnsupported(channel, 'billing-window')
  refuseBeyondSimulator(channel, module.billing?.windowEvidence)
  refuseBlankCredential(channel, ['BILLING', 'BILLING_WINDOW'])
  const chosen = asked ?? module.billing?.defaultMethod ?? (offered.length === 1 ? offered[0] : undefined)
  if (chosen === undefined || !offered.includes(chosen))
    throw refuseCheckout(
      'RequestParseFailed',
      `billingKeyMethod: ${asked ?? ''}, ${module.code}: ${offered.join(', ')}`,
    )
  return chosen
}

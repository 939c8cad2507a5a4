import type { ApproveAnswer, JsonObject } from '@naru/gateways'
import { isUniqueViolation } from '../foundation/database.ts'
import { sealJson } from './attempt-order.ts'
import { approveAtPg, recordAnswer } from './confirm-payment.ts'
import { awaitDecision } from './hold-for-confirmation.ts'
import type {
  Attempt,
  AttemptOrder,
  AttemptOrigin,
  ChannelGroupSnapshot,
  ChannelSnapshot,
  V1Facts,
  WindowlessWay,
} from './payment.ts'
import { mayAttempt } from './payment.ts'
import {
  callLimitMs,
  settleApprovalKind,
  type PaymentChannel,
  type PaymentDependencies,
} from './payment-dependencies.ts'
import { loadAttempt, type LoadedPayment } from './payment-store.ts'
import { attemptsMax, openHead, readFormerPayment, type FormerPayment } from './prepare-payment.ts'
import { settleApprovalWorkId } from './record-approval.ts'
import { renderPayment } from './v2-view.ts'
import { writeTransition } from './write-transition.ts'

/** A charge without a window: with a billing key, with a card number, or an account by API. */
export interface ChargeRequest {
  readonly merchantId: string
  readonly storeId: string
  readonly paymentId: string
  /** Given by whoever must be able to find this very charge again after a crash; else a new one. */
  readonly transactionId?: string
  /** Makes another id where one has met an older attempt of the store. Absent: UUIDs, which never do. */
  readonly mintTransactionId?: () => string
  /** Asked for through V1. */
  readonly v1?: V1Facts
  readonly way: WindowlessWay
  readonly order: AttemptOrder
  readonly snapshot: ChannelSnapshot
  readonly channel: PaymentChannel
  readonly channelGroup?: ChannelGroupSnapshot
  readonly billingKey?: string
  readonly isFirstOfKey?: true
  readonly scheduleId?: string
  readonly origin: AttemptOrigin
  readonly skipWebhook: boolean
  /** What the PG must be shown; kept sealed while the call is in flight, so that the settle job can repeat it. */
  readonly proof: JsonObject
  /** For what may not be kept, such as a card number. Absent: the gateway's call for this way, with the proof. */
  readonly call?: (attempt: Attempt) => Promise<ApproveAnswer>
}

export type ChargeOutcome =
  | { readonly kind: 'taken'; readonly transactionId: string; readonly pgTxId: string; readonly at: string }
  | {
      readonly kind: 'declined'
      readonly transactionId: string
      readonly pgCode: string
      readonly pgMessage: string
    }
  /** The PG has not answered, or decides later; money may have moved. Never told as a failure. */
  | { readonly kind: 'unknown'; readonly transactionId: string; readonly isPending: boolean }
  | { readonly kind: 'refused'; readonly type: 'ALREADY_PAID' | 'MAX_TRANSACTION_COUNT_REACHED' }

/**
 * Takes money without the buyer. The same three steps as a confirmed window, and the same settle job:
 *
 *   1 reserve  a new attempt, born CONFIRMING with its settle work, in one statement; only one attempt of a payment can
 *   2 charge   at the PG, outside any transaction
 *   3 record   PAID, FAILED or UNKNOWN, with timeline and outbox, in one statement
 *
 * @param known what the caller has just read; the version in it decides, a stale one costs a second look
 */
export async function chargePayment(
  deps: PaymentDependencies,
  request: ChargeRequest,
  known?: FormerPayment,
): Promise<ChargeOutcome> {
  const reserved = await reserveCharge(deps, request, known)
  if (reserved.kind !== 'reserved') return reserved
  const { attempt } = reserved.loaded
  const answer = await (request.call === undefined
    ? approveAtPg(deps, attempt, request.channel, request.proof)
    : callOnce(deps, attempt, request.call))
  const outcome = await recordAnswer(deps, attempt, answer, reserved.loaded)
  const after = outcome.kind === 'decided' ? outcome.loaded : await awaitDecision(deps, attempt)
  return outcomeOf(
    after ?? (await loadAttempt(deps.database, attempt.storeId, attempt.transactionId)),
    attempt,
  )
}

type Reserved = { readonly kind: 'reserved'; readonly loaded: LoadedPayment }

async function reserveCharge(
  deps: PaymentDependencies,
  request: ChargeRequest,
  known: FormerPayment | undefined,
): Promise<Reserved | Extract<ChargeOutcome, { kind: 'refused' }>> {
  const { clock, random, vault, replicaName } = deps
  const mint = request.mintTransactionId
  let key = { storeId: request.storeId, transactionId: request.transactionId ?? mint?.() ?? random.id() }
  let proofSealed = await sealJson(vault, key, 'proof_sealed', request.proof)
  for (let first = known; ; first = undefined) {
    const { head: former } = first ?? (await readFormerPayment(deps, request))
    if (former !== undefined && (!mayAttempt(former.status) || former.confirmingTransactionId !== null))
      return { kind: 'refused', type: 'ALREADY_PAID' }
    if (former !== undefined && former.attemptCount >= attemptsMax)
      return { kind: 'refused', type: 'MAX_TRANSACTION_COUNT_REACHED' }
    const now = clock.now()
    const head = {
      ...openHead(
        { ...key, paymentId: request.paymentId, order: request.order, channel: request.snapshot },
        former,
        now,
      ),
      confirmingTransactionId: key.transactionId,
    }
    const attempt = {
      ...key,
      paymentId: request.paymentId,
      phase: 'CONFIRMING' as const,
      status: 'READY' as const,
      pgTxId: null,
      data: {
        merchantId: request.merchantId,
        way: request.way,
        ...(request.billingKey === undefined ? {} : { billingKey: request.billingKey }),
        ...(request.isFirstOfKey === undefined ? {} : { isFirstOfKey: true as const }),
        ...(request.scheduleId === undefined ? {} : { scheduleId: request.scheduleId }),
        ...(request.skipWebhook ? { skipWebhook: true } : {}),
        order: request.order,
        channel: request.snapshot,
        ...(request.channelGroup === undefined ? {} : { channelGroup: request.channelGroup }),
        origin: request.origin,
        ...(request.v1 === undefined ? {} : { v1: request.v1 }),
        requestedAt: now.toISOString(),
      },
      memorySealed: null,
      proofSealed,
      owner: replicaName,
      createdAt: now,
    }
    const written = await refusingTwins(() =>
      writeTransition(deps, {
        ...(former === undefined ? {} : { before: { head: former } }),
        head,
        view: renderPayment(head, attempt, []),
        attempt,
        event: {
          eventId: random.id(),
          kind: 'APPROVAL_STARTED',
          transactionId: key.transactionId,
          detail: {
            way: request.way,
            payMethod: request.order.payMethod,
            totalMinor: request.order.totalMinor,
            channel: request.snapshot.name,
          },
        },
        book: {
          workId: settleApprovalWorkId(key.transactionId),
          kind: settleApprovalKind,
          reference: { transactionId: key.transactionId, owner: replicaName },
          dueAt: new Date(now.getTime() + callLimitMs),
        },
        at: now,
      }),
    )
    if (written)
      return {
        kind: 'reserved',
        loaded: {
          head: { ...head, rowVersion: (former?.rowVersion ?? 0) + 1 },
          attempt: { ...attempt, rowVersion: 1 },
          cancellations: [],
        },
      }
    if (request.transactionId === undefined && mint !== undefined) {
      key = { ...key, transactionId: mint() }
      proofSealed = await sealJson(vault, key, 'proof_sealed', request.proof)
    }
  }
}

/** The same charge reserved by somebody else a moment ago: its row tells, so read again. */
async function refusingTwins(write: () => Promise<boolean>): Promise<boolean> {
  try {
    return await write()
  } catch (error) {
    if (isUniqueViolation(error, 'payment_transaction_pkey')) return false
    throw error
  }
}

async function callOnce(
  deps: PaymentDependencies,
  attempt: Attempt,
  call: (attempt: Attempt) => Promise<ApproveAnswer>,
): Promise<ApproveAnswer> {
  try {
    return await call(attempt)
  } catch (error) {
    deps.log.error({ err: error, transactionId: attempt.transactionId }, 'a charge threw; treated as silence')
    return { kind: 'silent', reason: 'the connector failed' }
  }
}

/** What became of a charge, read from its attempt. */
export function outcomeOf(
  loaded: LoadedPayment | undefined,
  { transactionId }: Pick<Attempt, 'transactionId'>,
): ChargeOutcome {
  const { outcome, failure } = loaded?.attempt.data ?? {}
  if (loaded?.attempt.phase === 'DONE' && outcome !== undefined)
    return { kind: 'taken', transactionId, pgTxId: outcome.pgTxId, at: outcome.paidAt ?? outcome.at }
  if (loaded?.attempt.phase === 'DONE' && failure !== undefined)
    return {
      kind: 'declined',
      transactionId,
      pgCode: failure.pgCode ?? '',
      pgMessage: failure.pgMessage ?? failure.reason,
    }
  return { kind: 'unknown', transactionId, isPending: loaded?.attempt.status === 'PAY_PENDING' }
}

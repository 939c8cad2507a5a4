import { sql } from '../foundation/database.ts'
import type { StatementPart } from './compose-transition.ts'
import type {
  AppliedPromotion,
  AttemptOrder,
  AttemptOrigin,
  ChannelGroupSnapshot,
  ChannelSnapshot,
  PaymentHead,
  V1Facts,
} from './payment.ts'
import { mayAttempt } from './payment.ts'
import type { PaymentDependencies } from './payment-dependencies.ts'
import { headJson, toHead, type HeadJson } from './payment-store.ts'
import { renderPayment } from './v2-view.ts'
import { writeTransition } from './write-transition.ts'

export interface PrepareRequest {
  readonly merchantId: string
  readonly storeId: string
  readonly paymentId: string
  readonly transactionId: string
  readonly order: AttemptOrder
  readonly channel: ChannelSnapshot
  /** The group that chose the channel. */
  readonly channelGroup?: ChannelGroupSnapshot
  readonly origin: AttemptOrigin
  /** The discount that was held for this attempt, in the transaction that opens it. */
  readonly promotion?: AppliedPromotion
  /** The attempt is one of V1. */
  readonly v1?: V1Facts
  /** The billing key that comes with this payment. */
  readonly billingKey?: string
  /** A row of the caller's that must exist exactly when the attempt does. */
  readonly also?: StatementPart
}

export type PrepareOutcome =
  | { readonly kind: 'prepared'; readonly transactionId: string }
  | { readonly kind: 'refused'; readonly type: 'ALREADY_PAID' }
  | { readonly kind: 'refused'; readonly type: 'MAX_TRANSACTION_COUNT_REACHED' }
  | { readonly kind: 'refused'; readonly type: 'AMOUNT_NOT_EQUAL_TO_PREDEFINED'; readonly detail: string }

/** Attempts per paymentId; what the wire calls MAX_TRANSACTION_COUNT. */
export const attemptsMax = 100

/** Numbers that the merchant's server registered beforehand. */
interface Registered {
  readonly total_minor: number | null
  readonly tax_free_minor: number | null
  readonly currency: string | null
}

/** What decides whether a new attempt may be opened. */
export interface FormerPayment {
  readonly head: PaymentHead | undefined
  readonly registered: Registered | undefined
}

/** Both as scalar subqueries, for statements that read more in the same round trip. */
export function formerPaymentColumns(storeId: string, paymentId: string): string {
  return `${headJson(storeId, paymentId)} as head,
    (select row_to_json(r) from (select total_minor, tax_free_minor, currency from payment_pre_registration
     where store_id = ${storeId} and payment_id = ${paymentId}) r) as registered`
}

export interface FormerPaymentRow {
  readonly head: HeadJson | null
  readonly registered: Registered | null
}

export function toFormerPayment({ head, registered }: FormerPaymentRow): FormerPayment {
  return { head: head === null ? undefined : toHead(head), registered: registered ?? undefined }
}

const readFormer = sql('payment-read-former', `select ${formerPaymentColumns('$1', '$2')}`)

/**
 * Opens a new attempt (결제 시도) of a payment: state READY and webhook Transaction.Ready.
 * Nothing is asked of the PG. A paymentId that is paid, or waits for a deposit, is refused;
 * registered numbers (결제 정보 사전 등록) must be repeated exactly.
 *
 * @param known what the caller has just read; the version in it decides, a stale one costs a second look
 */
export async function preparePayment(
  dependencies: PaymentDependencies,
  request: PrepareRequest,
  known?: FormerPayment,
): Promise<PrepareOutcome> {
  const { clock, random } = dependencies
  for (let first = known; ; first = undefined) {
    const { head: former, registered } = first ?? (await readFormerPayment(dependencies, request))
    const refusal = whyNotAttempt({ head: former, registered }, request.order)
    if (refusal !== undefined) return refusal

    const now = clock.now()
    const head = openHead(request, former, now)
    const attempt = {
      storeId: request.storeId,
      transactionId: request.transactionId,
      paymentId: request.paymentId,
      phase: 'OPEN' as const,
      status: 'READY' as const,
      pgTxId: null,
      data: {
        merchantId: request.merchantId,
        order: request.order,
        channel: request.channel,
        ...(request.channelGroup === undefined ? {} : { channelGroup: request.channelGroup }),
        ...(request.promotion === undefined ? {} : { promotion: request.promotion }),
        origin: request.origin,
        ...(request.v1 === undefined ? {} : { v1: request.v1 }),
        ...(request.billingKey === undefined
          ? {}
          : { billingKey: request.billingKey, isFirstOfKey: true as const }),
        requestedAt: now.toISOString(),
      },
      memorySealed: null,
      proofSealed: null,
      owner: null,
      createdAt: now,
    }
    const written = await writeTransition(dependencies, {
      ...(former === undefined ? {} : { before: { head: former } }),
      head,
      view: renderPayment(head, attempt, []),
      attempt,
      event: {
        eventId: random.id(),
        kind: 'ATTEMPT_PREPARED',
        transactionId: request.transactionId,
        detail: {
          payMethod: request.order.payMethod,
          totalMinor: request.order.totalMinor,
          channel: request.channel.name,
          ...(request.promotion === undefined ? {} : { discountMinor: request.promotion.discountMinor }),
          ...(request.channelGroup === undefined
            ? {}
            : { channelGroup: request.channelGroup.name, session: request.channelGroup.sessionId }),
        },
      },
      announcement: {
        workId: random.id(),
        message: {
          type: 'Transaction.Ready',
          timestamp: now.toISOString(),
          mode: request.channel.mode,
          ...(request.v1 === undefined ? {} : { apiVersion: 'V1' as const }),
          paymentId: request.paymentId,
          transactionId: request.transactionId,
          paymentStatus: 'READY',
          ...(request.order.noticeUrls === undefined ? {} : { noticeUrls: request.order.noticeUrls }),
        },
      },
      ...(request.also === undefined ? {} : { also: request.also }),
      at: now,
    })
    if (written) return { kind: 'prepared', transactionId: request.transactionId }
  }
}

/** What keeps a new attempt from being opened; undefined when nothing does. */
export function whyNotAttempt(
  { head: former, registered }: FormerPayment,
  order: AttemptOrder,
): Extract<PrepareOutcome, { kind: 'refused' }> | undefined {
  if (former !== undefined && (!mayAttempt(former.status) || former.confirmingTransactionId !== null))
    return { kind: 'refused', type: 'ALREADY_PAID' }
  if (former !== undefined && former.attemptCount >= attemptsMax)
    return { kind: 'refused', type: 'MAX_TRANSACTION_COUNT_REACHED' }
  const mismatch = registered === undefined ? undefined : compareRegistered(registered, order)
  return mismatch === undefined
    ? undefined
    : { kind: 'refused', type: 'AMOUNT_NOT_EQUAL_TO_PREDEFINED', detail: mismatch }
}

export async function readFormerPayment(
  { database }: Pick<PaymentDependencies, 'database'>,
  { storeId, paymentId }: Pick<PrepareRequest, 'storeId' | 'paymentId'>,
): Promise<FormerPayment> {
  const [row] = await database.query<FormerPaymentRow>(readFormer, [storeId, paymentId])
  return row === undefined ? { head: undefined, registered: undefined } : toFormerPayment(row)
}

function compareRegistered(registered: Registered, order: AttemptOrder): string | undefined {
  if (registered.total_minor !== null && registered.total_minor !== order.totalMinor)
    return `totalAmount ${order.totalMinor}`
  if (registered.tax_free_minor !== null && registered.tax_free_minor !== order.taxFreeMinor)
    return `taxFreeAmount ${order.taxFreeMinor}`
  if (registered.currency !== null && registered.currency !== order.currency)
    return `currency ${order.currency}`
  return undefined
}

/** The payment's row as a new attempt makes it. */
export function openHead(
  request: Pick<
    PrepareRequest,
    'storeId' | 'paymentId' | 'transactionId' | 'order' | 'channel' | 'promotion'
  >,
  former: PaymentHead | undefined,
  now: Date,
): Omit<PaymentHead, 'rowVersion'> {
  const { order, channel } = request
  return {
    storeId: request.storeId,
    paymentId: request.paymentId,
    status: 'READY',
    transactionId: request.transactionId,
    attemptCount: (former?.attemptCount ?? 0) + 1,
    confirmingTransactionId: null,
    cancellingId: null,
    cancelCount: 0,
    isTest: channel.mode === 'TEST',
    channelKey: channel.key,
    pgProvider: channel.pgProvider,
    payMethod: order.payMethod,
    orderName: order.orderName,
    currency: order.currency,
    totalMinor: order.totalMinor,
    taxFreeMinor: order.taxFreeMinor,
    vatMinor: order.vatMinor,
    discountMinor: request.promotion?.discountMinor ?? 0,
    paidMinor: 0,
    cancelledMinor: 0,
    cancelledTaxFreeMinor: 0,
    cancelledVatMinor: 0,
    reservedMinor: 0,
    reservedTaxFreeMinor: 0,
    reservedVatMinor: 0,
    customer: order.customer,
    requestedAt: now,
    statusChangedAt: now,
    updatedAt: now,
  }
}

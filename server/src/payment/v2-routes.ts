import { Type } from 'typebox'
import { readCredential } from '../credential/access-token.ts'
import {
  callerColumns,
  callerFromRow,
  callerKey,
  callerTables,
  noteSecretUse,
  type AuthenticateDependencies,
  type CallerRow,
} from '../credential/authenticate.ts'
import { readBody } from '../credential/request-body.ts'
import { accessibleStores, resolveStore } from '../credential/store-access.ts'
import { sql } from '../foundation/database.ts'
import { refuseCommon } from '../foundation/refusal.ts'
import type { V2Router } from '../credential/v2-router.ts'
import { cancelPayment, type CancelOutcome } from './cancel-payment.ts'
import { isCurrency } from './currency.ts'
import { confirmHeldPayment } from './hold-for-confirmation.ts'
import { listPayments } from './list-payments.ts'
import type { PaymentDependencies } from './payment-dependencies.ts'
import { refusePayment } from './payment-errors.ts'
import { listAttempts, loadPayment } from './payment-store.ts'
import { preRegisterPayment } from './pre-register-payment.ts'
import { queryText } from '../v2-input/request-parts.ts'
import { newPaymentIdOf, paymentAddress, paymentIdOf } from './v2-address.ts'
import { listBody, readListInput } from './v2-list-input.ts'
import { registerExportRoutes } from './v2-export-routes.ts'
import { registerDeliveryRoutes } from './v2-delivery-routes.ts'
import { registerPaidRoutes } from './v2-paid-routes.ts'
import { cancellationView, transactionView } from './v2-view.ts'

const amount = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })
const amountOrZero = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })

const preRegisterBody = Type.Object({
  storeId: Type.Optional(Type.String()),
  totalAmount: Type.Optional(amount),
  taxFreeAmount: Type.Optional(amountOrZero),
  currency: Type.Optional(Type.String()),
})

const cancelBody = Type.Object({
  storeId: Type.Optional(Type.String()),
  amount: Type.Optional(amount),
  taxFreeAmount: Type.Optional(amountOrZero),
  vatAmount: Type.Optional(amountOrZero),
  reason: Type.String({ minLength: 1 }),
  requester: Type.Optional(Type.Union([Type.Literal('CUSTOMER'), Type.Literal('ADMIN')])),
  currentCancellableAmount: Type.Optional(amountOrZero),
  refundAccount: Type.Optional(
    Type.Object({
      bank: Type.String({ minLength: 1 }),
      number: Type.String({ minLength: 1 }),
      holderName: Type.String({ minLength: 1 }),
      holderPhoneNumber: Type.Optional(Type.String()),
    }),
  ),
  /** For crypto refunds alone (Triple-A). */
  refundEmail: Type.Optional(Type.String({ maxLength: 320 })),
  /** Says how a promotion's discount is shared out; a payment without one comes to the same either way. */
  promotionDiscountRetainOption: Type.Optional(Type.Union([Type.Literal('RETAIN'), Type.Literal('RELEASE')])),
  skipWebhook: Type.Optional(Type.Boolean()),
})

const confirmBody = Type.Object({
  storeId: Type.Optional(Type.String()),
  paymentToken: Type.String({ minLength: 1 }),
  txId: Type.Optional(Type.String()),
  currency: Type.Optional(Type.String()),
  totalAmount: Type.Optional(amount),
  taxFreeAmount: Type.Optional(amountOrZero),
  isTest: Type.Optional(Type.Boolean()),
  skipWebhook: Type.Optional(Type.Boolean()),
})

const resendBody = Type.Object({
  storeId: Type.Optional(Type.String()),
  webhookId: Type.Optional(Type.String()),
})

const inStore = Type.Object({ storeId: Type.Optional(Type.String({ description: 'Of a sub-store.' })) })

const forms = [
  ['GET', '/payments', { body: listBody }],
  ['GET', '/payments/:paymentId', { query: inStore }],
  ['GET', '/payments/:paymentId/transactions', { query: inStore }],
  ['POST', '/payments/:paymentId/pre-register', { body: preRegisterBody }],
  ['POST', '/payments/:paymentId/confirm', { body: confirmBody }],
  ['POST', '/payments/:paymentId/cancel', { body: cancelBody }],
  ['POST', '/payments/:paymentId/resend-webhook', { body: resendBody }],
] as const

/** What payments show and do of webhooks; the webhook capability gives it. */
export interface PaymentWebhooks {
  /** SQL of `payment.webhooks[]` as JSON text for a statement that has the store and the payment. */
  readonly json: (storeIdSql: string, paymentIdSql: string) => string
  readonly resend: (request: {
    readonly storeId: string
    readonly paymentId: string
    readonly webhookId?: string
  }) => Promise<object>
}

/** The REST V2 routes of payments. Parse, call, answer; decisions live in the use cases. */
export function registerPaymentRoutes(
  router: V2Router,
  deps: PaymentDependencies & AuthenticateDependencies,
  webhooks: PaymentWebhooks,
): void {
  for (const [method, path, form] of forms) router.describe(method, path, form)
  registerGetPayment(router, deps, webhooks.json)
  registerResendWebhook(router, deps, webhooks.resend)
  registerConfirm(router, deps)
  registerExportRoutes(router, deps)
  registerPaidRoutes(router, deps)
  registerDeliveryRoutes(router, deps)

  router.route('GET', '/payments', async (request, caller) => {
    const input = readListInput(request.body, queryText(request, 'requestBody'), deps.clock.now())
    if (input.merchantId !== undefined && input.merchantId !== caller.merchantId)
      throw refuseCommon('FORBIDDEN', 'filter.merchantId')
    const storeIds =
      input.storeId === undefined
        ? await accessibleStores(deps, caller)
        : [await resolveStore(deps, caller, input.storeId, { includeDeleted: true })]
    const { items, totalCount } = await listPayments(deps.database, { ...input.filter, storeIds }, input.page)
    return `{"items":[${items.join(',')}],"page":${JSON.stringify({ number: input.page.number, size: input.page.size, totalCount })}}`
  })

  router.route('GET', '/payments/:paymentId/transactions', async (request, caller) => {
    const { storeId, paymentId } = await paymentAddress(deps, request, caller, queryText(request, 'storeId'))
    const [loaded, attempts] = await Promise.all([
      loadPayment(deps.database, storeId, paymentId),
      listAttempts(deps.database, storeId, paymentId),
    ])
    if (loaded === undefined) throw refusePayment('PAYMENT_NOT_FOUND', paymentId)
    return { items: attempts.map((attempt) => transactionView(loaded.head, attempt, loaded.cancellations)) }
  })

  router.route('POST', '/payments/:paymentId/pre-register', async (request, caller) => {
    const body = readBody(preRegisterBody, request.body ?? {})
    if (body.currency !== undefined && !isCurrency(body.currency))
      throw refuseCommon('INVALID_REQUEST', `currency: ${body.currency.slice(0, 20)}`)
    if (body.totalAmount !== undefined && (body.taxFreeAmount ?? 0) > body.totalAmount)
      throw refuseCommon('INVALID_REQUEST', 'taxFreeAmount: more than totalAmount')
    const { storeId, paymentId } = {
      paymentId: newPaymentIdOf(request),
      storeId: await resolveStore(deps, caller, body.storeId, { includeDeleted: true }),
    }
    const outcome = await preRegisterPayment(deps, {
      storeId,
      paymentId,
      ...(body.totalAmount === undefined ? {} : { totalMinor: body.totalAmount }),
      ...(body.taxFreeAmount === undefined ? {} : { taxFreeMinor: body.taxFreeAmount }),
      ...(body.currency === undefined ? {} : { currency: body.currency }),
    })
    if (outcome.kind === 'refused') throw refusePayment(outcome.type, paymentId)
    return {}
  })

  router.route('POST', '/payments/:paymentId/cancel', async (request, caller) => {
    const body = readBody(cancelBody, request.body ?? {})
    const { storeId, paymentId } = await paymentAddress(deps, request, caller, body.storeId)
    const outcome = await cancelPayment(deps, {
      storeId,
      paymentId,
      reason: body.reason,
      ...(body.amount === undefined ? {} : { amountMinor: body.amount }),
      ...(body.taxFreeAmount === undefined ? {} : { taxFreeMinor: body.taxFreeAmount }),
      ...(body.vatAmount === undefined ? {} : { vatMinor: body.vatAmount }),
      ...(body.currentCancellableAmount === undefined
        ? {}
        : { currentCancellableMinor: body.currentCancellableAmount }),
      ...(body.promotionDiscountRetainOption === undefined
        ? {}
        : { promotionOption: body.promotionDiscountRetainOption }),
      ...(body.requester === undefined ? {} : { requester: body.requester }),
      ...(body.refundAccount === undefined ? {} : { refundAccount: body.refundAccount }),
      skipWebhook: body.skipWebhook ?? false,
      trigger: 'API',
    })
    return cancelAnswer(outcome)
  })
}

function registerResendWebhook(
  router: V2Router,
  deps: PaymentDependencies & AuthenticateDependencies,
  resend: PaymentWebhooks['resend'],
): void {
  router.route('POST', '/payments/:paymentId/resend-webhook', async (request, caller) => {
    const body = readBody(resendBody, request.body ?? {})
    const { storeId, paymentId } = await paymentAddress(deps, request, caller, body.storeId)
    if ((await loadPayment(deps.database, storeId, paymentId)) === undefined)
      throw refusePayment('PAYMENT_NOT_FOUND', paymentId)
    return {
      webhook: await resend({
        storeId,
        paymentId,
        ...(body.webhookId === undefined ? {} : { webhookId: body.webhookId }),
      }),
    }
  })
}

function registerConfirm(router: V2Router, deps: PaymentDependencies & AuthenticateDependencies): void {
  router.route('POST', '/payments/:paymentId/confirm', async (request, caller) => {
    const body = readBody(confirmBody, request.body ?? {})
    const { storeId, paymentId } = await paymentAddress(deps, request, caller, body.storeId)
    const outcome = await confirmHeldPayment(deps, {
      storeId,
      paymentId,
      paymentToken: body.paymentToken,
      ...(body.txId === undefined ? {} : { txId: body.txId }),
      ...(body.currency === undefined ? {} : { currency: body.currency }),
      ...(body.totalAmount === undefined ? {} : { totalMinor: body.totalAmount }),
      ...(body.taxFreeAmount === undefined ? {} : { taxFreeMinor: body.taxFreeAmount }),
      ...(body.isTest === undefined ? {} : { isTest: body.isTest }),
      ...(body.skipWebhook === undefined ? {} : { skipWebhook: body.skipWebhook }),
    })
    switch (outcome.kind) {
      case 'confirmed':
        return { pgTxId: outcome.pgTxId, paidAt: outcome.at }
      case 'refused':
        throw refusePayment(outcome.type, outcome.detail)
      case 'declined':
        throw refusePayment('PG_PROVIDER', outcome.pgMessage, {
          pgCode: outcome.pgCode,
          pgMessage: outcome.pgMessage,
        })
      case 'unknown':
        throw refusePayment('PAYMENT_OUTCOME_UNKNOWN', paymentId)
    }
  })
}

/** Turns a cancel's outcome into the answer, or throws the refusal of its wire type. */
export function cancelAnswer(outcome: CancelOutcome): { cancellation: object } {
  switch (outcome.kind) {
    case 'accepted':
      return { cancellation: cancellationView(outcome.cancellation) }
    case 'refused':
      throw refusePayment(outcome.type, outcome.detail)
    case 'declined':
      throw refusePayment('PG_PROVIDER', `${outcome.pgCode} ${outcome.pgMessage}`.trim(), {
        pgCode: outcome.pgCode,
        pgMessage: outcome.pgMessage,
      })
  }
}

/**
 * `GET /payments/{paymentId}`: credential check, payment and webhooks in one statement, and the stored
 * JSON text is sent without parsing it.
 */
function registerGetPayment(
  router: V2Router,
  deps: PaymentDependencies & AuthenticateDependencies,
  webhooksJson: (storeId: string, paymentId: string) => string,
): void {
  const readHot = sql(
    'payment-get',
    `select ${callerColumns}, p.view, (${webhooksJson('p.store_id', 'p.payment_id')})::text as webhooks
     from ${callerTables} left join payment p on p.store_id = $1 and p.payment_id = $3
     where ${callerKey('$1', '$2')}`,
  )
  const readOther = sql(
    'payment-get-other-store',
    `select p.view, (${webhooksJson('p.store_id', 'p.payment_id')})::text as webhooks from payment p where p.store_id = $1 and p.payment_id = $2`,
  )
  type Row = { view: string | null; webhooks: string | null }

  router.app.get('/payments/:paymentId', async (request, reply) => {
    const key = await readCredential(deps, request.headers.authorization)
    if (key === undefined) throw refuseCommon('UNAUTHORIZED')
    const paymentId = paymentIdOf(request)
    const [row] = await deps.database.query<CallerRow & Row>(readHot, [
      key.storeId,
      key.secretDigest,
      paymentId,
    ])
    const caller = row === undefined ? undefined : callerFromRow(row, deps.clock.now())
    if (row === undefined || caller === undefined) throw refuseCommon('UNAUTHORIZED')
    noteSecretUse(deps.secretUse, row)

    const storeId = queryText(request, 'storeId')
    const found =
      storeId === undefined || storeId === caller.homeStoreId
        ? row
        : (
            await deps.database.query<Row>(readOther, [
              await resolveStore(deps, caller, storeId, { includeDeleted: true }),
              paymentId,
            ])
          )[0]
    if (found === undefined || found.view === null) throw refusePayment('PAYMENT_NOT_FOUND', paymentId)
    void reply.header('content-type', 'application/json; charset=utf-8')
    return withWebhooks(found.view, found.webhooks)
  })
}

function withWebhooks(view: string, webhooks: string | null): string {
  return webhooks === null ? view : `${view.slice(0, -1)},"webhooks":${webhooks}}`
}

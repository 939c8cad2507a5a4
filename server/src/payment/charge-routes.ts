import { readPromotion } from '../promotion/promotion-store.ts'
import type { FastifyRequest } from 'fastify'
import { Type, type Static } from 'typebox'
import type { BillingKeyDependencies } from '../billing-key/billing-key-dependencies.ts'
import { refuseBillingKey } from '../billing-key/billing-key-errors.ts'
import { pgRefusal } from '../billing-key/v2-routes.ts'
import type { AuthenticateDependencies } from '../credential/authenticate.ts'
import { readBody } from '../credential/request-body.ts'
import { resolveStore } from '../credential/store-access.ts'
import type { V2Router } from '../credential/v2-router.ts'
import { hour } from '../foundation/clock.ts'
import { refuseCommon } from '../foundation/refusal.ts'
import { cardCredentialInput, toCardCredential } from '../v2-input/card-input.ts'
import { present } from '../foundation/present.ts'
import { oneOf, pathText, toInstant } from '../v2-input/request-parts.ts'
import { chargeBillingKey, type ChargeDependencies } from './charge-billing-key.ts'
import { billingChargeBody, billingOrderMembers, chargeMembers, toChargeOrder } from './charge-input.ts'
import type { ChargeOutcome } from './charge-payment.ts'
import { confirmIssueAndPay } from './issue-and-pay.ts'
import { payInstantly, type InstantOutcome } from './pay-instantly.ts'
import type { AttemptOrder, AttemptOrigin } from './payment.ts'
import { refusePayment, type PaymentRefusalType } from './payment-errors.ts'

const billingBody = Type.Object({
  ...billingChargeBody.properties,
  skipWebhook: Type.Optional(Type.Boolean()),
})

const virtualAccountBody = Type.Object({
  bank: Type.String({ minLength: 1 }),
  expiry: Type.Object({
    validHours: Type.Optional(Type.Integer({ minimum: 1, maximum: 24 * 365 })),
    dueDate: Type.Optional(Type.String()),
  }),
  option: Type.Object({ type: oneOf(['NORMAL', 'FIXED']) }),
  cashReceipt: Type.Optional(
    Type.Object({
      type: oneOf(['PERSONAL', 'CORPORATE', 'NO_RECEIPT']),
      customerIdentityNumber: Type.String(),
    }),
  ),
  remitteeName: Type.Optional(Type.String()),
})

const instantBody = Type.Object({
  ...chargeMembers,
  channelGroupId: Type.Optional(Type.String()),
  method: Type.Object({
    card: Type.Optional(
      Type.Object({
        credential: cardCredentialInput,
        installmentMonth: Type.Optional(Type.Integer({ minimum: 0, maximum: 60 })),
        useFreeInstallmentPlan: Type.Optional(Type.Boolean()),
        useFreeInterestFromMerchant: Type.Optional(Type.Boolean()),
        useCardPoint: Type.Optional(Type.Boolean()),
      }),
    ),
    virtualAccount: Type.Optional(virtualAccountBody),
  }),
  isCulturalExpense: Type.Optional(Type.Boolean()),
  isEscrow: Type.Optional(Type.Boolean()),
  skipWebhook: Type.Optional(Type.Boolean()),
})

const confirmIssueAndPayBody = Type.Object({
  storeId: Type.Optional(Type.String()),
  billingIssueToken: Type.String({ minLength: 1 }),
  paymentId: Type.Optional(Type.String()),
  currency: Type.Optional(Type.String()),
  totalAmount: Type.Optional(Type.Integer()),
  taxFreeAmount: Type.Optional(Type.Integer()),
  isTest: Type.Optional(Type.Boolean()),
  skipWebhook: Type.Optional(Type.Boolean()),
})

/**
 * REST V2: payment with a billing key, payment by card number or account over the API, and the confirmation of a key
 * that was asked for together with its first payment.
 */
export function registerChargeRoutes(
  router: V2Router,
  deps: ChargeDependencies & AuthenticateDependencies & { readonly billingKeys: BillingKeyDependencies },
): void {
  router.describe('POST', '/payments/:paymentId/billing-key', { body: billingBody })
  router.describe('POST', '/payments/:paymentId/instant', { body: instantBody })
  router.describe('POST', '/billing-keys/confirm-issue-and-pay', { body: confirmIssueAndPayBody })
  router.route('POST', '/payments/:paymentId/billing-key', async (request, caller) => {
    const body = readBody(billingBody, request.body ?? {})
    const { payMethod: _payMethod, ...order } = toChargeOrder(body, {
      payMethod: 'CARD',
      ...billingOrderMembers(body),
    })
    const storeId = await resolveStore(deps, caller, body.storeId)
    await refusePromotion(deps, storeId, body.promotionId)
    const outcome = await chargeBillingKey(deps, {
      merchantId: caller.merchantId,
      storeId,
      paymentId: paymentIdOf(request),
      billingKey: body.billingKey,
      ...(body.channelKey === undefined ? {} : { channelKey: body.channelKey }),
      order,
      origin: apiOrigin(request),
      skipWebhook: body.skipWebhook ?? false,
    })
    return { payment: answerOf(outcome) }
  })

  router.route('POST', '/payments/:paymentId/instant', async (request, caller) => {
    const body = readBody(instantBody, request.body ?? {})
    if ((body.channelKey === undefined) === (body.channelGroupId === undefined))
      throw refuseCommon('INVALID_REQUEST', 'channelKey, channelGroupId: exactly one')
    const { card, virtualAccount } = body.method
    if ((card === undefined) === (virtualAccount === undefined))
      throw refuseCommon('INVALID_REQUEST', 'method.card, method.virtualAccount: exactly one')
    const credential = card && toCardCredential(card.credential, 'method.card.credential')
    const order = toChargeOrder(body, {
      payMethod: card === undefined ? 'VIRTUAL_ACCOUNT' : 'CARD',
      isCulturalExpense: body.isCulturalExpense ?? false,
      isEscrow: body.isEscrow ?? false,
      ...(card === undefined ? {} : billingOrderMembers(card)),
      ...(virtualAccount === undefined
        ? {}
        : { virtualAccount: toAccount(virtualAccount, deps.clock.now()) }),
    })
    const storeId = await resolveStore(deps, caller, body.storeId)
    await refusePromotion(deps, storeId, body.promotionId)
    const outcome = await payInstantly(deps, {
      merchantId: caller.merchantId,
      storeId,
      paymentId: paymentIdOf(request),
      ...(body.channelKey === undefined ? {} : { channelKey: body.channelKey }),
      ...(body.channelGroupId === undefined ? {} : { channelGroupId: body.channelGroupId }),
      ...(credential === undefined ? {} : { card: credential }),
      order,
      origin: apiOrigin(request),
      skipWebhook: body.skipWebhook ?? false,
    })
    return { payment: answerOf(outcome) }
  })

  router.route('POST', '/billing-keys/confirm-issue-and-pay', async (request, caller) => {
    const body = readBody(confirmIssueAndPayBody, request.body ?? {})
    const storeId = await resolveStore(deps, caller, body.storeId)
    const outcome = await confirmIssueAndPay(deps.billingKeys, {
      storeId,
      billingIssueToken: body.billingIssueToken,
      skipWebhook: body.skipWebhook ?? false,
      ...present('paymentId', body.paymentId),
      ...present('currency', body.currency),
      ...present('totalMinor', body.totalAmount),
      ...present('taxFreeMinor', body.taxFreeAmount),
      ...present('isTest', body.isTest),
    })
    switch (outcome.kind) {
      case 'issued':
        return { billingKey: outcome.billingKey, paymentId: outcome.paymentId }
      case 'refused':
        throw refuseBillingKey(outcome.type, outcome.detail)
      case 'declined':
        throw pgRefusal(outcome)
      case 'unknown':
        throw refuseBillingKey('PAYMENT_OUTCOME_UNKNOWN')
    }
  })
}

/**
 * A promotion is for one card company, and neither a billing key nor a card number says whose the card is before the PG
 * has answered. So a discount is never promised here.
 */
async function refusePromotion(
  deps: ChargeDependencies,
  storeId: string,
  promotionId: string | undefined,
): Promise<void> {
  if (promotionId === undefined) return
  const promotion = await readPromotion(deps.database, storeId, promotionId)
  if (promotion === undefined) throw refuseCommon('INVALID_REQUEST', 'promotionId')
  throw refusePayment('PROMOTION_PAY_METHOD_DOES_NOT_MATCH', promotionId)
}

function toAccount(
  input: Static<typeof virtualAccountBody>,
  now: Date,
): NonNullable<AttemptOrder['virtualAccount']> {
  const { validHours, dueDate } = input.expiry
  if ((validHours === undefined) === (dueDate === undefined))
    throw refuseCommon('INVALID_REQUEST', 'method.virtualAccount.expiry: validHours or dueDate')
  const expiresAt =
    dueDate === undefined
      ? new Date(now.getTime() + (validHours ?? 0) * hour)
      : toInstant(dueDate, 'method.virtualAccount.expiry.dueDate')
  if (expiresAt <= now)
    throw refuseCommon('INVALID_REQUEST', 'method.virtualAccount.expiry.dueDate: in the future')
  return {
    bank: input.bank,
    expiresAt: expiresAt.toISOString(),
    accountType: input.option.type,
    ...(input.remitteeName === undefined ? {} : { remitteeName: input.remitteeName }),
    ...(input.cashReceipt === undefined
      ? {}
      : {
          cashReceiptType: input.cashReceipt.type,
          customerIdentifier: input.cashReceipt.customerIdentityNumber,
        }),
  }
}

type Refused =
  | Extract<InstantOutcome, { kind: 'refused' }>
  | { readonly kind: 'refused'; readonly type: PaymentRefusalType; readonly detail?: string }

/** REST V2 `InstantPaymentSummary` and `BillingKeyPaymentSummary`, or the refusal of the wire. */
function answerOf(outcome: ChargeOutcome | Refused): { pgTxId: string; paidAt: string } {
  switch (outcome.kind) {
    case 'taken':
      return { pgTxId: outcome.pgTxId, paidAt: outcome.at }
    case 'declined':
      throw refusePayment('PG_PROVIDER', `${outcome.pgCode} ${outcome.pgMessage}`.trim(), {
        pgCode: outcome.pgCode,
        pgMessage: outcome.pgMessage,
      })
    case 'unknown':
      throw refusePayment('PAYMENT_OUTCOME_UNKNOWN')
    case 'refused':
      throw refusePayment(outcome.type, 'detail' in outcome ? outcome.detail : undefined)
  }
}

/** Where a call of the API came from. */
export function apiOrigin(request: FastifyRequest): AttemptOrigin {
  const userAgent = request.headers['user-agent']
  return {
    platformType: 'API',
    ipAddress: request.ip,
    ...(userAgent === undefined ? {} : { userAgent: userAgent.slice(0, 500) }),
  }
}

/** Any text of 1–200 characters without control characters. */
export function paymentIdOf(request: FastifyRequest): string {
  const paymentId = pathText(request, 'paymentId')
  const isBad = Array.from(paymentId).some((character) => character < ' ' || character === '\u007f')
  if (paymentId.trim() === '' || paymentId.length > 200 || isBad)
    throw refuseCommon('INVALID_REQUEST', 'paymentId: 1–200 characters')
  return paymentId
}

import type {
  ApproveAnswer,
  BeginAnswer,
  BillingOrder,
  ChargeCall,
  GatewayContext,
  IncomingRequest,
  IssueAnswer,
  IssueByCardCall,
  IssueCall,
  Issued,
  JsonObject,
  KeyInCall,
  Order,
  ReturnReading,
  ReturnUrls,
} from '../port.ts'
import { firstCharacters } from '../wire/characters.ts'
import { child, field, isRecord, present, text } from '../wire/reading.ts'
import type { WireRecord } from '../wire/reading.ts'
import { redactedJson } from '../wire/redaction.ts'
import { fromIso } from '../wire/seoul-time.ts'
import { callToss, callTossRecord } from './api.ts'
import type { TossAnswer } from './api.ts'
import { readCard, toApproval } from './approval.ts'
import { bankOf } from './codes.ts'
import { tossHosts } from './environment.ts'

/** 2–50 of these; a buyer without a fitting id gets the registration's own name (SDK v2 reference, `customerKey`). */
const customerKeyPattern = /^[A-Za-z0-9\-_=.@]{2,50}$/

/** The buyer's name at the PG: a billing key works only together with it. */
function customerKeyOf(order: BillingOrder): string {
  const { customerId } = order.customer
  return customerId !== undefined && customerKeyPattern.test(customerId) ? customerId : order.pgIssueId
}

/** Computes what the page gives to `requestBillingAuth` of SDK v2; nothing is sent to the PG yet. */
export function beginIssue(context: GatewayContext, order: BillingOrder, urls: ReturnUrls): BeginAnswer {
  const clientKey = context.credentials['clientKey'] ?? ''
  if (clientKey === '')
    return { kind: 'declined', pgCode: '', pgMessage: '채널에 토스페이먼츠 클라이언트 키가 없습니다.' }
  const customerKey = customerKeyOf(order)
  return {
    kind: 'begun',
    handOff: {
      kind: 'tosspayments-sdk',
      call: 'requestBillingAuth',
      scriptUrl: tossHosts(context.environment).script,
      clientKey,
      customerKey,
      request: {
        method: order.method === 'TRANSFER' ? 'TRANSFER' : 'CARD',
        successUrl: urls.returnUrl,
        failUrl: urls.returnUrl,
        ...present({ customerName: order.customer.fullName, customerEmail: order.customer.email }),
      },
    },
    memory: { customerKey },
  }
}

/** `successUrl?customerKey=…&authKey=…`; failure as for payments, with `code` and `message`. */
export function readIssueReturn(
  memory: JsonObject,
  { query }: Pick<IncomingRequest, 'query'>,
): ReturnReading {
  const code = text(query, 'code')
  if (code !== undefined)
    return {
      kind: 'failed',
      pgCode: code,
      pgMessage: text(query, 'message') ?? '',
      closedByBuyer: code === 'PAY_PROCESS_CANCELED' || code === 'USER_CANCEL',
    }
  const authKey = text(query, 'authKey')
  if (authKey === undefined || authKey.length > 300) return { kind: 'unreadable', reason: 'no authKey' }
  if (text(query, 'customerKey') !== memory['customerKey'])
    return { kind: 'unreadable', reason: 'the return names another customer' }
  return { kind: 'authenticated', proof: { authKey } }
}

/** `POST /v1/billing/authorizations/issue`; the idempotency key replays the first answer. */
export async function issueBillingKey(context: GatewayContext, call: IssueCall): Promise<IssueAnswer> {
  return issue(context, call.order, call.idempotencyKey, '/v1/billing/authorizations/issue', {
    authKey: call.proof['authKey'] ?? '',
  })
}

/** `POST /v1/billing/authorizations/card` (needs a contract of its own). */
export async function issueBillingKeyByCard(
  context: GatewayContext,
  { order, card, idempotencyKey }: IssueByCardCall,
): Promise<IssueAnswer> {
  return issue(context, order, idempotencyKey, '/v1/billing/authorizations/card', {
    ...cardBody(card),
    ...present({ customerName: order.customer.fullName, customerEmail: order.customer.email }),
  })
}

async function issue(
  context: GatewayContext,
  order: BillingOrder,
  idempotencyKey: string,
  path: string,
  more: object,
): Promise<IssueAnswer> {
  const customerKey = customerKeyOf(order)
  const body = { customerKey, ...more }
  const answer = await callTossRecord(context, { method: 'POST', path, body, idempotencyKey })
  switch (answer.kind) {
    case 'silent':
      return answer
    case 'refused':
      return declined(answer)
    case 'record':
      return readBilling(answer.fields, answer.raw, customerKey, context.now)
  }
}

/** The `Billing` object. A key for another customer is none of ours. */
function readBilling(fields: WireRecord, raw: string, customerKey: string, now: Date): IssueAnswer {
  const billingKey = text(fields, 'billingKey')
  if (billingKey === undefined) return { kind: 'silent', reason: 'the answer names no billing key' }
  if (text(fields, 'customerKey') !== customerKey)
    return { kind: 'silent', reason: 'the billing key is of another customer' }
  return {
    kind: 'issued',
    right: { billingKey, customerKey },
    instrument: instrumentOf(fields),
    at: fromIso(text(fields, 'authenticatedAt')) ?? now,
    raw: redactedJson(raw, {
      cardNumbers: ['number', 'cardNumber', 'accountNumber', 'bankAccountNumber'],
      secrets: ['billingKey'],
    }),
    ...present({ pgMerchantId: text(fields, 'mId') }),
  }
}

/**
 * A card, or the account of an automatic transfer: the PG's sample reads it as `transfers` and as `transfer`. Of what stands
 * inside only a payment's `bankCode` is known; whatever else comes is not read, and account numbers are not kept.
 */
function instrumentOf(fields: WireRecord): Issued['instrument'] {
  const several = field(fields, 'transfers')
  const first: unknown = Array.isArray(several) ? several[0] : undefined
  const transfer = isRecord(first) ? first : child(fields, 'transfer')
  if (transfer === undefined) return { type: 'CARD', card: readCard(child(fields, 'card')) }
  return { type: 'TRANSFER', ...present({ bank: bankOf(text(transfer, 'bankCode')) }) }
}

/** `POST /v1/billing/{billingKey}`; the idempotency key replays the first answer for 15 days. */
export async function chargeBillingKey(
  context: GatewayContext,
  { order, right, idempotencyKey }: ChargeCall,
): Promise<ApproveAnswer> {
  const { billingKey, customerKey } = right
  if (typeof billingKey !== 'string' || typeof customerKey !== 'string')
    return { kind: 'declined', pgCode: '', pgMessage: 'The billing key is incomplete.' }
  const answer = await callToss(context, {
    method: 'POST',
    path: `/v1/billing/${encodeURIComponent(billingKey)}`,
    body: { customerKey, ...orderBody(order) },
    idempotencyKey,
  })
  return readTaken(context, order, answer)
}

/** `POST /v1/payments/key-in` (needs a contract of its own). */
export async function payByCard(
  context: GatewayContext,
  { order, card, idempotencyKey }: KeyInCall,
): Promise<ApproveAnswer> {
  const answer = await callToss(context, {
    method: 'POST',
    path: '/v1/payments/key-in',
    body: { ...orderBody(order), ...cardBody(card) },
    idempotencyKey,
  })
  return readTaken(context, order, answer)
}

function readTaken(context: GatewayContext, order: Order, answer: TossAnswer): ApproveAnswer {
  switch (answer.kind) {
    case 'silent':
      return answer
    case 'payment':
      return answer.payment.status === 'DONE'
        ? toApproval(answer.payment, 'PAID', order, context.now)
        : { kind: 'silent', reason: `charged, but the payment is ${answer.payment.status}` }
    case 'refused':
      // An earlier try of this very order went through; the books tell how it stands.
      return answer.code === 'DUPLICATED_ORDER_ID' || answer.code === 'ALREADY_PROCESSED_PAYMENT'
        ? { kind: 'silent', reason: `the order was charged before (${answer.code})` }
        : declined(answer)
  }
}

function declined({ code, message, raw }: Extract<TossAnswer, { kind: 'refused' }>) {
  return { kind: 'declined' as const, pgCode: code, pgMessage: message, raw }
}

function orderBody(order: Order): object {
  return {
    amount: order.amount.minor,
    orderId: order.pgOrderId,
    orderName: firstCharacters(order.orderName, 100),
    ...(order.taxFreeMinor > 0 ? { taxFreeAmount: order.taxFreeMinor } : {}),
    ...present({
      cardInstallmentPlan: order.card?.installmentMonth,
      customerName: order.customer.fullName,
      customerEmail: order.customer.email,
    }),
  }
}

function cardBody(card: IssueByCardCall['card']): object {
  return {
    cardNumber: card.number,
    cardExpirationYear: card.expiryYear,
    cardExpirationMonth: card.expiryMonth,
    customerIdentityNumber: card.birthOrBusinessRegistrationNumber ?? '',
    ...present({ cardPassword: card.passwordTwoDigits }),
  }
}

import type {
  ApproveAnswer,
  BeginAnswer,
  BillingOrder,
  ChargeCall,
  DeleteBillingKeyAnswer,
  DeleteBillingKeyCall,
  GatewayContext,
  IncomingRequest,
  IssueAnswer,
  IssueCall,
  JsonObject,
  ReturnReading,
  ReturnUrls,
} from '../port.ts'
import { firstCharacters } from '../wire/characters.ts'
import { present, text } from '../wire/reading.ts'
import { accessToken, callPaypal } from './api.ts'
import { objectIn, paypalBypass } from './bypass.ts'
import { agreementOrderBody, agreementSource } from './order-body.ts'
import { readOrder, readTaken } from './order-reading.ts'
import { orderPath } from './pay.ts'
import { sendRiskContext } from './risk-context.ts'

/**
 * Reference transactions (RT) over billing agreements. PayPal's published API description leaves these calls out; they
 * are read off PayPal's own shop plugin, and PayPal must have enabled them for the account.
 */
export async function beginIssue(
  context: GatewayContext,
  order: BillingOrder,
  urls: ReturnUrls,
): Promise<BeginAnswer> {
  const token = await accessToken(context)
  if (token.kind === 'refused') return { kind: 'declined', pgCode: token.pgCode, pgMessage: token.reason }
  const address = objectIn(paypalBypass(order.bypass), 'shipping_address')
  const answer = await callPaypal(context, {
    method: 'POST',
    path: '/v1/billing-agreements/agreement-tokens',
    body: {
      description: firstCharacters(order.issueName ?? order.issueId ?? order.pgIssueId, 127),
      payer: { payment_method: 'PAYPAL' },
      plan: {
        type: 'MERCHANT_INITIATED_BILLING',
        merchant_preferences: {
          return_url: urls.returnUrl,
          cancel_url: urls.closeUrl,
          accepted_pymt_type: 'INSTANT',
          skip_shipping_address: address === undefined,
        },
      },
      ...present({ shipping_address: address }),
    },
    requestId: `agreement-token-${order.pgIssueId}`,
  })
  if (answer.kind !== 'answered') return answer
  const tokenId = text(answer.fields, 'token_id')
  return tokenId === undefined
    ? { kind: 'silent', reason: 'the answer names no agreement token' }
    : { kind: 'begun', handOff: { kind: 'in-page', token: tokenId }, memory: { tokenId } }
}

/** `onApprove({billingToken})` of the button, or PayPal's redirect `?ba_token=…`. */
export function readIssueReturn(
  memory: JsonObject,
  { query }: Pick<IncomingRequest, 'query'>,
): ReturnReading {
  const tokenId = query['ba_token']
  if (tokenId === undefined) return { kind: 'unreadable', reason: 'no ba_token' }
  if (tokenId !== memory['tokenId']) return { kind: 'unreadable', reason: 'the token is another agreement' }
  return { kind: 'authenticated', proof: { tokenId } }
}

/** `POST /v1/billing-agreements/agreements`: the approved token becomes the right to charge. */
export async function issueBillingKey(context: GatewayContext, call: IssueCall): Promise<IssueAnswer> {
  const answer = await callPaypal(context, {
    method: 'POST',
    path: '/v1/billing-agreements/agreements',
    body: { token_id: call.proof['tokenId'] ?? '' },
    requestId: `agreement-${call.idempotencyKey}`,
  })
  if (answer.kind !== 'answered') return answer
  const agreementId = text(answer.fields, 'id')
  if (agreementId === undefined || text(answer.fields, 'state') !== 'ACTIVE')
    return { kind: 'silent', reason: 'the answer names no active agreement' }
  return {
    kind: 'issued',
    right: { agreementId },
    instrument: { type: 'PAYPAL' },
    at: context.now,
    raw: answer.raw,
  }
}

/**
 * An order paid by the agreement: taken at once when PayPal answers COMPLETED, else by a capture with the same source.
 * Both calls carry ids of this charge, and the invoice id keeps PayPal from taking it twice after it forgot them.
 */
export async function chargeBillingKey(
  context: GatewayContext,
  { order, right, idempotencyKey }: ChargeCall,
): Promise<ApproveAnswer> {
  const { agreementId } = right
  if (typeof agreementId !== 'string')
    return { kind: 'declined', pgCode: '', pgMessage: 'The billing key is incomplete.' }
  // PortOne has shops give their payment id to PayPal's risk script, so the same id must come with the charge.
  const metadataId = order.paymentId
  await sendRiskContext(context, order, metadataId)
  const created = await callPaypal(context, {
    method: 'POST',
    path: '/v2/checkout/orders',
    body: agreementOrderBody(context, order, agreementId),
    requestId: idempotencyKey,
    metadataId,
  })
  if (created.kind !== 'answered') return orCharged(created)
  const first = readOrder(created.fields, created.raw)
  if (first === undefined) return { kind: 'silent', reason: 'the answer names no order' }
  if (first.capture !== undefined)
    return readTaken(first.capture, { ...first, orderId: first.id, now: context.now })
  const captured = await callPaypal(context, {
    method: 'POST',
    path: `${orderPath(first.id)}/capture`,
    body: { payment_source: agreementSource(agreementId) },
    requestId: `${idempotencyKey}-capture`,
    metadataId,
  })
  if (captured.kind !== 'answered') return orCharged(captured)
  const taken = readOrder(captured.fields, captured.raw)
  return taken?.id === first.id
    ? readTaken(taken.capture, { ...taken, orderId: first.id, now: context.now })
    : { kind: 'silent', reason: 'the answer is about another order' }
}

/** An earlier try of this very charge went through, and PayPal no longer replays it: nobody knows, so nothing is repeated. */
function orCharged<Answer extends ApproveAnswer>(
  answer: Answer,
): Answer | { kind: 'silent'; reason: string } {
  return answer.kind === 'declined' &&
    (answer.pgCode === 'DUPLICATE_INVOICE_ID' || answer.pgCode === 'ORDER_ALREADY_CAPTURED')
    ? { kind: 'silent', reason: `the order was charged before (${answer.pgCode})` }
    : answer
}

/** `POST /v1/billing-agreements/agreements/{id}/cancel`. */
export async function deleteBillingKey(
  context: GatewayContext,
  { right, reason }: DeleteBillingKeyCall,
): Promise<DeleteBillingKeyAnswer> {
  const { agreementId } = right
  if (typeof agreementId !== 'string') return { kind: 'deleted' }
  const answer = await callPaypal(context, {
    method: 'POST',
    path: `/v1/billing-agreements/agreements/${encodeURIComponent(agreementId)}/cancel`,
    body: { note: firstCharacters(reason ?? 'cancelled by the merchant', 128) },
  })
  if (answer.kind === 'silent') return answer
  const isGone =
    answer.kind === 'answered' ||
    ['AGREEMENT_ALREADY_CANCELLED', 'BILLING_AGREEMENT_NOT_FOUND', 'RESOURCE_NOT_FOUND'].includes(
      answer.pgCode,
    )
  return isGone ? { kind: 'deleted' } : answer
}

import { json } from '../desk/answer.ts'
import type { WireAnswer } from '../desk/answer.ts'
import { recordOf, textOf } from '../desk/read-json.ts'
import type { JsonRecord } from '../desk/read-json.ts'
import type { PaypalBooks } from './books.ts'
import { randomId } from './identifiers.ts'
import { invalid, notFound, unprocessable } from './refusals.ts'

/** `POST /v1/billing-agreements/agreement-tokens`. */
export function makeAgreementToken(
  books: PaypalBooks,
  mid: string,
  body: JsonRecord,
  checkoutUrl: string,
): WireAnswer {
  const plan = recordOf(body['plan'])
  const preferences = recordOf(plan['merchant_preferences'])
  const returnUrl = textOf(preferences['return_url'])
  const cancelUrl = textOf(preferences['cancel_url'])
  if (plan['type'] !== 'MERCHANT_INITIATED_BILLING' || returnUrl === undefined || cancelUrl === undefined)
    return invalid('MISSING_REQUIRED_PARAMETER', 'plan: type and merchant_preferences.')
  const tokenId = `BA-${randomId(17)}`
  books.agreements.put({
    tokenId,
    mid,
    state: 'OPEN',
    description: textOf(body['description']) ?? '',
    returnUrl,
    cancelUrl,
  })
  return json(201, {
    token_id: tokenId,
    links: [{ rel: 'approval_url', method: 'POST', href: `${checkoutUrl}?token=${tokenId}` }],
  })
}

/** `POST /v1/billing-agreements/agreements`; the same token makes the same agreement. */
export function makeAgreement(books: PaypalBooks, mid: string, body: JsonRecord): WireAnswer {
  const token = books.agreements.get(textOf(body['token_id']) ?? '')
  if (token?.mid !== mid) return notFound()
  if (token.state === 'OPEN')
    return unprocessable('PAYER_ACTION_REQUIRED', 'The payer has not approved the agreement.')
  if (token.state === 'CANCELLED')
    return unprocessable('AGREEMENT_ALREADY_CANCELLED', 'The requested agreement is already canceled.')
  const agreementId = token.agreementId ?? `B-${randomId(17)}`
  books.agreements.put({ ...token, agreementId, state: 'ACTIVE' })
  return json(201, {
    id: agreementId,
    state: 'ACTIVE',
    description: token.description,
    payer: { payer_info: { payer_id: 'BUYERSIMULATE', email: 'buyer@example.com' } },
    plan: { type: 'MERCHANT_INITIATED_BILLING' },
  })
}

export function viewAgreement(books: PaypalBooks, mid: string, agreementId: string): WireAnswer {
  const found = find(books, mid, agreementId)
  return found === undefined ? notFound() : json(200, { id: agreementId, state: found.state })
}

export function cancelAgreement(books: PaypalBooks, mid: string, agreementId: string): WireAnswer {
  const found = find(books, mid, agreementId)
  if (found === undefined) return notFound()
  if (found.state === 'CANCELLED')
    return unprocessable('AGREEMENT_ALREADY_CANCELLED', 'The requested agreement is already canceled.')
  books.agreements.put({ ...found, state: 'CANCELLED' })
  return { status: 204, contentType: 'application/json', body: new Uint8Array() }
}

export function activeAgreement(
  books: PaypalBooks,
  mid: string,
  agreementId: string,
): 'active' | 'cancelled' | 'unknown' {
  const found = find(books, mid, agreementId)
  if (found === undefined) return 'unknown'
  return found.state === 'ACTIVE' ? 'active' : 'cancelled'
}

function find(books: PaypalBooks, mid: string, agreementId: string) {
  return books.agreements.all().find((each) => each.agreementId === agreementId && each.mid === mid)
}

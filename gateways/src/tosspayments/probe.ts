import type { GatewayContext, ProbeAnswer } from '../port.ts'
import { callToss } from './api.ts'

/** Codes of a key that the PG does not know, or that is of another kind (error code table). */
const refusedKeys = new Set([
  'UNAUTHORIZED_KEY',
  'INVALID_API_KEY',
  'INCORRECT_BASIC_AUTH_FORMAT',
  'FORBIDDEN_REQUEST',
])
const unknownPayment = new Set(['NOT_FOUND_PAYMENT', 'NOT_FOUND'])

/**
 * Reads an order that cannot exist. The PG checks the secret key before it looks; merchant id and client key are no
 * part of the request, so it proves neither.
 */
export async function probe(context: GatewayContext): Promise<ProbeAnswer> {
  const checked = ['secretKey']
  const orderId = `naru-probe-${context.randomText()}`
  const answer = await callToss(context, {
    method: 'GET',
    path: `/v1/payments/orders/${encodeURIComponent(orderId)}`,
  })
  switch (answer.kind) {
    case 'silent':
      return answer
    case 'payment':
      return { kind: 'unclear', checked, pgCode: '', pgMessage: '' }
    case 'refused': {
      const { code, message } = answer
      const kind = unknownPayment.has(code) ? 'accepted' : refusedKeys.has(code) ? 'refused' : 'unclear'
      return { kind, checked, pgCode: code, pgMessage: message }
    }
  }
}

import type { ApproveAnswer, GatewayContext, Order, Purse, PurseAnswer } from '../port.ts'
import { present, wholeNumber } from '../wire/reading.ts'
import { callTestPg } from './api.ts'
import { take } from './pay.ts'

/** A barcode for the till of a convenience store; `barcode` is one that the shop made. */
export async function issueStoreBarcode(
  context: GatewayContext,
  call: { readonly order: Order; readonly barcode?: string; readonly idempotencyKey: string },
): Promise<ApproveAnswer> {
  return take(context, call.order, call.idempotencyKey, '/v1/payments/store-barcode', {
    ...present({
      barcode: call.barcode,
      expiresAt: call.order.virtualAccount?.expiresAt?.toISOString(),
    }),
  })
}

export async function readPurse(context: GatewayContext, purse: Purse): Promise<PurseAnswer> {
  const answer = await callTestPg(context, { method: 'POST', path: '/v1/points/balance', body: purse })
  if (answer.kind !== 'answered') return answer
  const minor = wholeNumber(answer.fields, 'points')
  return minor === undefined
    ? { kind: 'silent', reason: 'the answer names no points' }
    : { kind: 'balance', minor }
}

export async function payFromPurse(
  context: GatewayContext,
  call: { readonly order: Order; readonly purse: Purse; readonly idempotencyKey: string },
): Promise<ApproveAnswer> {
  return take(context, call.order, call.idempotencyKey, '/v1/payments/points', { purse: call.purse })
}

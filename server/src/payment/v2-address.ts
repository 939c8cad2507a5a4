import type { FastifyRequest } from 'fastify'
import type { ApiCaller } from '../credential/api-caller.ts'
import { resolveStore } from '../credential/store-access.ts'
import type { Database } from '../foundation/database.ts'
import { refuseCommon } from '../foundation/refusal.ts'
import { refusePayment } from './payment-errors.ts'

/** Which payment a request is about: the store it may name, and the id of its path. */
export async function paymentAddress(
  deps: { readonly database: Database },
  request: FastifyRequest,
  caller: ApiCaller,
  storeId: string | undefined,
): Promise<{ storeId: string; paymentId: string }> {
  return {
    storeId: await resolveStore(deps, caller, storeId, { includeDeleted: true }),
    paymentId: paymentIdOf(request),
  }
}

/** Any text of 1–200 characters; PostgreSQL cannot hold U+0000, so such an id names nothing. */
export function paymentIdOf(request: FastifyRequest): string {
  const paymentId = pathParameter(request, 'paymentId')
  if (!mayName(paymentId)) throw refusePayment('PAYMENT_NOT_FOUND')
  return paymentId
}

/** The id that a new payment is to have; one that cannot be kept is refused as input. */
export function newPaymentIdOf(request: FastifyRequest): string {
  const paymentId = pathParameter(request, 'paymentId')
  if (!mayName(paymentId)) throw refuseCommon('INVALID_REQUEST', 'paymentId: 1–200 characters, no U+0000')
  return paymentId
}

function mayName(paymentId: string): boolean {
  return paymentId !== '' && paymentId.length <= 200 && !paymentId.includes('\u0000')
}

/** A decoded segment of the path; empty when the route has none of that name. */
export function pathParameter({ params }: FastifyRequest, name: string): string {
  return typeof params === 'object' && params !== null && name in params
    ? String(Reflect.get(params, name))
    : ''
}

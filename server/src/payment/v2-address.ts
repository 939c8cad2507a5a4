import type { FastifyRequest } from 'fastify'
import type { ApiCaller } from '../credential/api-caller.ts'
import { resolveStore } from '../credential/store-access.ts'
import type { Database } from '../foundation/database.ts'
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
  if (paymentId.includes('\u0000') || paymentId.length > 200) throw refusePayment('PAYMENT_NOT_FOUND')
  return paymentId
}

/** A decoded segment of the path; empty when the route has none of that name. */
export function pathParameter({ params }: FastifyRequest, name: string): string {
  return typeof params === 'object' && params !== null && name in params
    ? String(Reflect.get(params, name))
    : ''
}

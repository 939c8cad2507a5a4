import type { BillingKeyDependencies } from '../billing-key/billing-key-dependencies.ts'
import {
  deleteBillingKey,
  type DeleteOutcome,
  type DeleteRequest,
} from '../billing-key/delete-billing-key.ts'
import type { V1Input } from '../credential/v1-input.ts'
import type { V1Router } from '../credential/v1-router.ts'
import { refuseCommon } from '../foundation/refusal.ts'
import { readV1Buyer } from '../payment/v1-order-input.ts'
import { refuseByPg } from '../payment/v1-errors.ts'
import { pagedV1, readV1Page } from '../payment/v1-routes.ts'
import { revokeSchedules } from '../schedule/revoke-schedules.ts'
import { present } from '../foundation/present.ts'
import { findCustomer, findCustomers } from './customer-store.ts'
import { checkCustomerUid, issueCustomer, readV1CardNumber } from './issue-customer.ts'
import { pagePaymentsOfCustomer } from './list-customer-payments.ts'
import { refuseCustomer, refuseSubscribe, refuseUseCase } from './subscribe-errors.ts'
import { v1CustomerView } from './v1-customer-view.ts'

const idsMax = 100

/** `/subscribe/customers` of REST V1: billing keys (빌링키) by the merchant's own names. */
export function registerV1CustomerRoutes(router: V1Router, deps: BillingKeyDependencies): void {
  router.route('GET', '/subscribe/customers', async ({ caller, input }) => {
    const asked = [...new Set(input.list('customer_uid'))]
    if (asked.length === 0) throw refuseCommon('INVALID_REQUEST', 'customer_uid[]: one at least')
    if (asked.length > idsMax) throw refuseCommon('INVALID_REQUEST', `customer_uid[]: ${idsMax} at most`)
    const found = await findCustomers(deps.database, caller.storeId, asked)
    if (found.length === 0) throw refuseCustomer(asked.join(', '), 404)
    return { response: found.map(v1CustomerView), status: found.length === asked.length ? 200 : 207 }
  })

  router.route('GET', '/subscribe/customers/{customer_uid}', async ({ caller, params }) => {
    const customerUid = params['customer_uid'] ?? ''
    const customer = await findCustomer(deps.database, caller.storeId, known(customerUid))
    if (customer === undefined) throw refuseCustomer(customerUid, 404)
    return { response: v1CustomerView(customer) }
  })

  router.route('POST', '/subscribe/customers/{customer_uid}', async ({ caller, params, input }) => {
    const customerUid = checkCustomerUid(params['customer_uid'] ?? '')
    const card = readV1CardNumber(input)
    if (card === undefined) throw refuseCommon('INVALID_REQUEST', 'card_number: is required')
    const customer = readV1Buyer(input, 'customer')
    return {
      response: v1CustomerView(await issueCustomer(deps, { caller, customerUid, card, customer, input })),
    }
  })

  router.route('DELETE', '/subscribe/customers/{customer_uid}', async ({ caller, params, input }) => {
    const { storeId } = caller
    const customerUid = params['customer_uid'] ?? ''
    const customer = await findCustomer(deps.database, storeId, known(customerUid))
    if (customer === undefined) throw refuseCustomer(customerUid, 404)
    const outcome = await deleteWithSchedules(deps, {
      storeId,
      billingKey: customer.key.billingKey,
      skipWebhook: false,
      ...present('reason', input.text('reason')?.slice(0, 256)),
      ...present('requester', requesterOf(input)),
    })
    switch (outcome.kind) {
      case 'deleted':
        return { response: v1CustomerView(customer) }
      case 'declined':
        throw refuseByPg(outcome)
      case 'refused':
        if (outcome.type === 'PAYMENT_SCHEDULE_ALREADY_EXISTS') throw refuseSubscribe('CUSTOMER_IN_USE')
        if (outcome.type === 'BILLING_KEY_NOT_FOUND') throw refuseCustomer(customerUid, 404)
        throw refuseUseCase(outcome.type)
    }
  })

  router.route('GET', '/subscribe/customers/{customer_uid}/payments', async ({ caller, params, input }) => {
    const customerUid = params['customer_uid'] ?? ''
    const { page, size } = readV1Page(input)
    const found = await pagePaymentsOfCustomer(deps.database, {
      storeId: caller.storeId,
      customerUid: known(customerUid),
      page,
      size,
    })
    if (
      found.total === 0 &&
      (await findCustomer(deps.database, caller.storeId, known(customerUid))) === undefined
    )
      throw refuseCustomer(customerUid, 404)
    return pagedV1(deps, found, { page, size })
  })
}

/** What PostgreSQL cannot hold, or nobody could have given, names nothing. */
function known(customerUid: string): string {
  return customerUid.length > 200 || customerUid.includes('\u0000') ? '' : customerUid
}

function requesterOf(input: V1Input): DeleteRequest['requester'] {
  const requester = input.object('extra').text('requester')
  if (requester === 'customer') return 'CUSTOMER'
  return requester === 'admin' ? 'ADMIN' : undefined
}

const triesMax = 3

/** In V1 whoever deletes a key means its waiting charges too: they are revoked first, so that none fails later. */
export async function deleteWithSchedules(
  deps: BillingKeyDependencies,
  request: DeleteRequest,
): Promise<DeleteOutcome> {
  for (let tries = 1; ; tries += 1) {
    const outcome = await deleteBillingKey(deps, request)
    const isHeld = outcome.kind === 'refused' && outcome.type === 'PAYMENT_SCHEDULE_ALREADY_EXISTS'
    if (!isHeld || tries >= triesMax) return outcome
    await revokeSchedules(deps, { storeId: request.storeId, billingKey: request.billingKey })
  }
}

import type { OrderState, StoreReceipt } from '@naru/gateways'
import type { V1Input } from '../credential/v1-input.ts'
import type { V1Router } from '../credential/v1-router.ts'
import { Refusal, refuseCommon } from '../foundation/refusal.ts'
import { present } from '../foundation/present.ts'
import { vatOf } from './payment-amount.ts'
import type { PaymentDependencies } from './payment-dependencies.ts'
import { loadAttempt, type LoadedPayment } from './payment-store.ts'
import { deliveryReport, orderState, storeReceipts, type DeliveryReport } from './pg-services.ts'
import { servePaid, type PaidService, type ServeOutcome } from './serve-paid.ts'
import { refuseByPg, refuseV1, refuseV1As, v1Refusals } from './v1-errors.ts'
import { readV1Amount } from './v1-order-input.ts'
import { knownId, loadOne } from './v1-routes.ts'

/** What one PG each wants to be told of a paid order: partners' lines, PAYCO's order state, Paymentwall's delivery. */
export function registerV1ServiceRoutes(router: V1Router, deps: PaymentDependencies): void {
  router.route('POST', '/partners/receipts/{imp_uid}', async ({ caller, params, input }) => {
    const loaded = await loadOne(deps, caller.storeId, params['imp_uid'] ?? '')
    if (!isShown(loaded)) throw refuseV1('PARTNERS_NOT_PAID')
    const stores = readStores(input, loaded.head.currency)
    const outcome = await serve(deps, loaded, storeReceipts(stores))
    switch (outcome.kind) {
      case 'done':
        return { response: { receipt_url: outcome.receiptUrl ?? null } }
      case 'refused':
        throw refuseV1('PARTNERS_NOT_PAID')
      case 'declined':
        throw outcome.isUnsupported === true ? refuseV1('PARTNERS_NOT_OFFERED') : refuseByPg(outcome, 400)
    }
  })

  router.route('POST', '/payco/orders/status/{imp_uid}', async ({ caller, params, input }) => {
    const status = input.requiredText('status')
    const state = orderStates[status]
    if (state === undefined)
      throw refuseCommon('INVALID_REQUEST', `status: ${Object.keys(orderStates).join(', ')}`)
    const loaded = await loadForService(deps, caller.storeId, params['imp_uid'] ?? '')
    const outcome = await serve(deps, loaded, orderState(state))
    switch (outcome.kind) {
      case 'done':
        return { response: { status } }
      case 'refused':
        throw refuseV1As(outcome.type, outcome.detail)
      case 'declined':
        throw outcome.isUnsupported === true ? refuseV1('SERVICE_NOT_OFFERED') : refuseByPg(outcome)
    }
  })

  router.route('POST', '/paymentwall/delivery', async ({ caller, input }) => {
    const impUid = input.requiredText('imp_uid')
    const merchantUid = input.requiredText('merchant_uid')
    const report = readReport(input)
    const loaded = await loadForService(deps, caller.storeId, impUid)
    if (loaded.head.paymentId !== merchantUid) throw refuseV1('ORDER_NOT_FOUND')
    const outcome = await serve(deps, loaded, deliveryReport(report))
    switch (outcome.kind) {
      case 'done':
        return { response: { success: 1 } }
      case 'refused':
        throw refuseV1As(outcome.type, outcome.detail)
      case 'declined':
        throw outcome.isUnsupported === true ? refuseV1('SERVICE_NOT_OFFERED') : refuseDelivery(outcome)
    }
  })
}

/** Where no money moves V1 answers HTTP 200 with a code, also for a payment that is not there. */
async function loadForService(
  deps: PaymentDependencies,
  storeId: string,
  impUid: string,
): Promise<LoadedPayment> {
  const loaded = await loadAttempt(deps.database, storeId, knownId(impUid))
  if (loaded === undefined || !isShown(loaded)) throw refuseV1('ORDER_NOT_FOUND')
  return loaded
}

function isShown({ head, attempt }: LoadedPayment): boolean {
  return head.transactionId === attempt.transactionId
}

function serve(
  deps: PaymentDependencies,
  { head: { storeId, paymentId } }: LoadedPayment,
  service: PaidService,
): Promise<ServeOutcome> {
  return servePaid(deps, { storeId, paymentId }, service)
}

const orderStates: Readonly<Record<string, OrderState>> = {
  DELIVERY_START: 'DELIVERY_STARTED',
  PURCHASE_DECISION: 'PURCHASE_DECIDED',
  CANCELED: 'CANCELLED',
}

const storesMax = 100

function readStores(input: V1Input, currency: string): readonly StoreReceipt[] {
  const items = input.items('data')
  if (items.length === 0 || items.length > storesMax)
    throw refuseCommon('INVALID_REQUEST', `data[]: 1–${storesMax}`)
  return items.map((item, index) => {
    const at = (name: string): string => `data[${index}].${name}`
    const number = (item.text('business_registration_number') ?? '').replaceAll(/[\s-]/g, '')
    if (!/^\d{10}$/.test(number))
      throw refuseCommon('INVALID_REQUEST', `${at('business_registration_number')}: 10 digits`)
    const name = item.text('company_name')?.trim() ?? ''
    if (name === '' || name.length > 100)
      throw refuseCommon('INVALID_REQUEST', `${at('company_name')}: 1–100`)
    const amountMinor = readV1Amount(item, 'amount', currency) ?? 0
    if (amountMinor < 1) throw refuseCommon('INVALID_REQUEST', `${at('amount')}: above 0`)
    const taxFreeMinor = readV1Amount(item, 'tax_free', currency) ?? 0
    if (taxFreeMinor > amountMinor) throw refuseCommon('INVALID_REQUEST', `${at('tax_free')}: above amount`)
    const vatMinor = readV1Amount(item, 'vat_amount', currency) ?? vatOf(amountMinor, taxFreeMinor)
    if (taxFreeMinor + vatMinor > amountMinor)
      throw refuseCommon('INVALID_REQUEST', `${at('tax_free + vat_amount')}: above amount`)
    return { businessRegistrationNumber: number, name, amountMinor, taxFreeMinor, vatMinor }
  })
}

const deliveryStates: Readonly<Record<string, DeliveryReport['status']>> = {
  order_placed: 'ORDER_PLACED',
  order_shipped: 'ORDER_SHIPPED',
  delivering: 'DELIVERING',
  delivered: 'DELIVERED',
}

/** Of physical goods the PG wants the parcel and the whole address. */
const ofPhysical = [
  'carrier_tracking_id',
  'carrier_type',
  'shipping_address_country',
  'shipping_address_city',
  'shipping_address_zip',
  'shipping_address_state',
  'shipping_address_street',
  'shipping_address_phone',
  'shipping_address_firstname',
  'shipping_address_lastname',
]

function readReport(input: V1Input): DeliveryReport {
  const type = input.requiredText('type')
  if (type !== 'physical' && type !== 'digital')
    throw refuseCommon('INVALID_REQUEST', 'type: physical, digital')
  const status = deliveryStates[input.requiredText('status')]
  if (status === undefined)
    throw refuseCommon('INVALID_REQUEST', `status: ${Object.keys(deliveryStates).join(', ')}`)
  const refundable = input.requiredText('refundable')
  if (refundable !== 'yes' && refundable !== 'no')
    throw refuseCommon('INVALID_REQUEST', 'refundable: yes, no')
  if (type === 'physical') for (const name of ofPhysical) input.requiredText(name)
  const text = (name: string): string | undefined => input.text(name)?.slice(0, 300)
  const place = (name: string): string | undefined => text(`shipping_address_${name}`)
  return {
    type: type === 'physical' ? 'PHYSICAL' : 'DIGITAL',
    status,
    estimatedDeliveryAt: requiredInstant(input, 'estimated_delivery_datetime'),
    estimatedUpdateAt: requiredInstant(input, 'estimated_update_datetime'),
    isRefundable: refundable === 'yes',
    ...present('trackingNumber', text('carrier_tracking_id')),
    ...present('carrier', text('carrier_type')),
    ...present('reason', text('reason')),
    ...present('details', text('details')),
    recipient: {
      email: input.requiredText('shipping_address_email').slice(0, 320),
      ...present('country', place('country')),
      ...present('city', place('city')),
      ...present('zipcode', place('zip')),
      ...present('state', place('state')),
      ...present('street', place('street')),
      ...present('phoneNumber', place('phone')),
      ...present('firstName', place('firstname')),
      ...present('lastName', place('lastname')),
    },
  }
}

function requiredInstant(input: V1Input, name: string): Date {
  const at = input.instant(name)
  if (at === undefined) throw refuseCommon('INVALID_REQUEST', `${name}: is required`)
  return at
}

/** Paymentwall's refusal: its code, its error and its notices stand in `response`. */
function refuseDelivery({
  pgCode,
  pgMessage,
}: {
  readonly pgCode: string
  readonly pgMessage: string
}): Refusal {
  const [error = '', ...notices] = pgMessage.split('\n')
  const words = error === '' ? {} : { ko: error, en: error }
  const code = Number(pgCode)
  return new Refusal('PG_REFUSED', { ...v1Refusals.PG_REFUSED, ...words }, undefined, {
    response: { error_code: pgCode !== '' && Number.isSafeInteger(code) ? code : -1, error, notices },
  })
}

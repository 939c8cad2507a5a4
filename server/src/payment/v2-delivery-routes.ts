import { Type, type Static } from 'typebox'
import type { AuthenticateDependencies } from '../credential/authenticate.ts'
import { readBody } from '../credential/request-body.ts'
import { accessibleStores } from '../credential/store-access.ts'
import type { V2Router } from '../credential/v2-router.ts'
import { refuseCommon } from '../foundation/refusal.ts'
import { present } from '../foundation/present.ts'
import { oneOf, toInstant } from '../v2-input/request-parts.ts'
import type { PaymentDependencies } from './payment-dependencies.ts'
import { refusePayment } from './payment-errors.ts'
import { loadAttempt, type LoadedPayment } from './payment-store.ts'
import { deliveryReport, type DeliveryReport } from './pg-services.ts'
import { servePaid } from './serve-paid.ts'

const text = (maxLength: number) => Type.Optional(Type.String({ maxLength }))
const body = Type.Object({
  transactionId: Type.String({ minLength: 1, maxLength: 200 }),
  deliveryType: oneOf(['DIGITAL', 'PHYSICAL']),
  deliveryStatus: oneOf(['ORDER_PLACED', 'ORDER_SHIPPED', 'DELIVERED']),
  estimatedDeliveryDatetime: Type.String(),
  estimatedUpdateDatetime: Type.String(),
  reason: text(300),
  refundable: Type.Boolean(),
  details: Type.String({ maxLength: 1_000 }),
  shippingAddressEmail: Type.String({ minLength: 3, maxLength: 320 }),
  carrierTrackingId: text(100),
  carrierType: text(100),
  shippingAddressCountry: text(10),
  shippingAddressCity: text(100),
  shippingAddressZip: text(20),
  shippingAddressState: text(100),
  shippingAddressStreet: text(300),
  shippingAddressPhone: text(30),
  shippingAddressFirstname: text(100),
  shippingAddressLastname: text(100),
  attachments: Type.Optional(Type.Array(Type.String(), { maxItems: 20 })),
})
type Body = Static<typeof body>

/** Of physical goods the PG wants the parcel and the whole address. */
const ofPhysical = [
  'carrierTrackingId',
  'carrierType',
  'shippingAddressCountry',
  'shippingAddressCity',
  'shippingAddressZip',
  'shippingAddressState',
  'shippingAddressStreet',
  'shippingAddressPhone',
  'shippingAddressFirstname',
  'shippingAddressLastname',
] as const satisfies readonly (keyof Body)[]

/**
 * REST V2 `POST /paymentwall/delivery/confirm`: tells the PG how far the goods are. The operation declares one refusal
 * besides those of every call, so what the PG will not take is an invalid request, in the PG's words.
 */
export function registerDeliveryRoutes(
  router: V2Router,
  deps: PaymentDependencies & AuthenticateDependencies,
): void {
  router.route(
    'POST',
    '/paymentwall/delivery/confirm',
    async (request, caller) => {
      const input = readBody(body, request.body ?? {})
      const report = reportOf(input)
      const loaded = await find(deps, await accessibleStores(deps, caller), input.transactionId)
      if (loaded === undefined) throw refusePayment('PAYMENT_NOT_FOUND', input.transactionId)
      const { storeId, paymentId } = loaded.head
      const outcome = await servePaid(deps, { storeId, paymentId }, deliveryReport(report))
      switch (outcome.kind) {
        case 'done':
          return {}
        case 'refused':
          throw refuseCommon('INVALID_REQUEST', `transactionId: ${outcome.detail}`)
        case 'declined':
          throw refuseCommon('INVALID_REQUEST', `${outcome.pgCode} ${outcome.pgMessage}`.trim())
      }
    },
    { body, answer: Type.Object({}) },
  )
}

/** The attempt that its payment shows: only of that one is there anything to deliver. */
async function find(
  deps: PaymentDependencies,
  storeIds: readonly string[],
  transactionId: string,
): Promise<LoadedPayment | undefined> {
  for (const storeId of storeIds) {
    const loaded = await loadAttempt(deps.database, storeId, transactionId)
    if (loaded?.head.transactionId === transactionId) return loaded
  }
  return undefined
}

function reportOf(input: Body): DeliveryReport {
  const missing = input.deliveryType === 'PHYSICAL' ? ofPhysical.find((name) => !input[name]) : undefined
  if (missing !== undefined) throw refuseCommon('INVALID_REQUEST', `${missing}: required for PHYSICAL`)
  if (!input.shippingAddressEmail.includes('@')) throw refuseCommon('INVALID_REQUEST', 'shippingAddressEmail')
  return {
    type: input.deliveryType,
    status: input.deliveryStatus,
    estimatedDeliveryAt: toInstant(input.estimatedDeliveryDatetime, 'estimatedDeliveryDatetime'),
    estimatedUpdateAt: toInstant(input.estimatedUpdateDatetime, 'estimatedUpdateDatetime'),
    isRefundable: input.refundable,
    details: input.details,
    ...present('reason', input.reason),
    ...present('trackingNumber', input.carrierTrackingId),
    ...present('carrier', input.carrierType),
    recipient: {
      email: input.shippingAddressEmail,
      ...present('country', input.shippingAddressCountry),
      ...present('city', input.shippingAddressCity),
      ...present('zipcode', input.shippingAddressZip),
      ...present('state', input.shippingAddressState),
      ...present('street', input.shippingAddressStreet),
      ...present('phoneNumber', input.shippingAddressPhone),
      ...present('firstName', input.shippingAddressFirstname),
      ...present('lastName', input.shippingAddressLastname),
    },
  }
}

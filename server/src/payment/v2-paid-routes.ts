import type { StoreReceipt } from '@naru/gateways'
import { Type, type Static } from 'typebox'
import type { AuthenticateDependencies } from '../credential/authenticate.ts'
import { readBody } from '../credential/request-body.ts'
import type { V2Router } from '../credential/v2-router.ts'
import { refuseCommon } from '../foundation/refusal.ts'
import { readInstant, readOptionalInstant } from '../v2-input/instant.ts'
import { queryText } from '../v2-input/request-parts.ts'
import { banksAnswer } from './banks.ts'
import { closeVirtualAccount, type CloseOutcome } from './close-virtual-account.ts'
import { escrowDelivery, notEscrow } from './escrow-delivery.ts'
import { isCurrency } from './currency.ts'
import { isLogisticsCompany, logisticsCompanies } from './logistics-company.ts'
import type { PaymentDependencies } from './payment-dependencies.ts'
import { vatOf } from './payment-amount.ts'
import { refusePayment } from './payment-errors.ts'
import { storeReceipts } from './pg-services.ts'
import { servePaid, type PaidService, type ServeOutcome } from './serve-paid.ts'
import { stopCancellation, type StopOutcome } from './stop-cancellation.ts'
import { paymentAddress, pathParameter } from './v2-address.ts'

const text = (maxLength: number) => Type.String({ maxLength })
const optionalText = (maxLength: number) => Type.Optional(text(maxLength))
const storeBody = Type.Object({ storeId: Type.Optional(Type.String()) })

const address = Type.Object({
  addressLine1: text(300),
  addressLine2: text(300),
  city: optionalText(100),
  province: optionalText(100),
  country: optionalText(10),
})
const person = { name: optionalText(50), phoneNumber: optionalText(30), zipcode: optionalText(20) }

const logisticsBody = Type.Object({
  storeId: Type.Optional(Type.String()),
  sender: Type.Optional(
    Type.Object({ ...person, relationship: optionalText(50), address: Type.Optional(address) }),
  ),
  receiver: Type.Optional(Type.Object({ ...person, address: Type.Optional(address) })),
  logistics: Type.Object({
    company: Type.Unsafe<string>({ type: 'string', enum: Object.keys(logisticsCompanies) }),
    invoiceNumber: Type.String({ minLength: 1, maxLength: 50 }),
    sentAt: Type.String({ format: 'date-time' }),
    receivedAt: Type.Optional(Type.String({ format: 'date-time' })),
    address: Type.Optional(address),
  }),
  sendEmail: Type.Optional(Type.Boolean()),
})

const completeBody = Type.Object({
  storeId: Type.Optional(Type.String()),
  fromStore: Type.Optional(Type.Boolean({ description: 'Confirmed by the shop, not by the buyer.' })),
})

const amount = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })
const storeReceiptBody = Type.Object({
  storeId: Type.Optional(Type.String()),
  items: Type.Array(
    Type.Object({
      storeBusinessRegistrationNumber: Type.String({ minLength: 1, maxLength: 20 }),
      storeName: Type.String({ minLength: 1, maxLength: 100 }),
      totalAmount: amount,
      taxFreeAmount: Type.Optional(amount),
      vatAmount: Type.Optional(amount),
      supplyAmount: Type.Optional(amount),
      currency: Type.String(),
    }),
    { minItems: 1, maxItems: 100 },
  ),
})

const answers = {
  done: Type.Object({}),
  slip: Type.Object({ receiptUrl: Type.Optional(Type.String()) }),
  closed: Type.Object({ closedAt: Type.String({ format: 'date-time' }) }),
  stopped: Type.Object({ stoppedAt: Type.String({ format: 'date-time' }) }),
  completed: Type.Object({ completedAt: Type.String({ format: 'date-time' }) }),
}

/** What REST V2 does to a payment after it was paid or an account was issued. */
export function registerPaidRoutes(
  router: V2Router,
  deps: PaymentDependencies & AuthenticateDependencies,
): void {
  router.app.get('/banks', () => banksAnswer)
  router.describe('GET', '/banks', {})
  registerEscrowRoutes(router, deps)

  router.route(
    'POST',
    '/payments/:paymentId/virtual-account/close',
    async (request, caller) => {
      const where = await paymentAddress(deps, request, caller, queryText(request, 'storeId'))
      return { closedAt: decided(await closeVirtualAccount(deps, where)) }
    },
    { query: storeBody, answer: answers.closed },
  )

  router.route(
    'POST',
    '/payments/:paymentId/cancellations/:cancellationId/stop',
    async (request, caller) => {
      const { storeId } = readBody(storeBody, request.body ?? {})
      const where = await paymentAddress(deps, request, caller, storeId)
      const cancellationId = pathParameter(request, 'cancellationId')
      return { stoppedAt: decided(await stopCancellation(deps, { ...where, cancellationId })) }
    },
    { body: storeBody, answer: answers.stopped },
  )

  router.route(
    'POST',
    '/payments/:paymentId/capture',
    async (request, caller) => {
      const { storeId } = readBody(storeBody, request.body ?? {})
      const where = await paymentAddress(deps, request, caller, storeId)
      decided(await servePaid(deps, where, captureService))
      return {}
    },
    { body: storeBody, answer: answers.done },
  )

  router.route(
    'POST',
    '/payments/:paymentId/register-store-receipt',
    async (request, caller) => {
      const body = readBody(storeReceiptBody, request.body ?? {})
      for (const [index, item] of body.items.entries()) {
        if (!isCurrency(item.currency)) throw refuseCommon('INVALID_REQUEST', `items[${index}].currency`)
        if ((item.taxFreeAmount ?? 0) + (item.vatAmount ?? 0) + (item.supplyAmount ?? 0) > item.totalAmount)
          throw refuseCommon('INVALID_REQUEST', `items[${index}]: parts above totalAmount`)
      }
      const where = await paymentAddress(deps, request, caller, body.storeId)
      const outcome = await servePaid(deps, where, storeReceipts(body.items.map(toStoreReceipt)))
      decided(outcome)
      return outcome.kind === 'done' && outcome.receiptUrl !== undefined
        ? { receiptUrl: outcome.receiptUrl }
        : {}
    },
    { body: storeReceiptBody, answer: answers.slip },
  )
}

const captureService: PaidService = {
  nameKo: '수동 매입',
  call: (gateway, context, paid) => gateway.capture?.(context, paid),
  event: 'CAPTURED',
}

function toStoreReceipt(item: Static<typeof storeReceiptBody>['items'][number]): StoreReceipt {
  const { totalAmount, taxFreeAmount = 0 } = item
  return {
    businessRegistrationNumber: item.storeBusinessRegistrationNumber.replaceAll(/\D/g, ''),
    name: item.storeName,
    amountMinor: totalAmount,
    taxFreeMinor: taxFreeAmount,
    vatMinor: item.vatAmount ?? vatOf(totalAmount, taxFreeAmount),
  }
}

function registerEscrowRoutes(router: V2Router, deps: PaymentDependencies & AuthenticateDependencies): void {
  for (const method of ['POST', 'PATCH'] as const) {
    const answeredAs = method === 'POST' ? 'appliedAt' : 'modifiedAt'
    router.route(
      method,
      '/payments/:paymentId/escrow/logistics',
      async (request, caller) => {
        const body = readBody(logisticsBody, request.body ?? {})
        const service = deliveryOf(body, method === 'POST')
        const where = await paymentAddress(deps, request, caller, body.storeId)
        const at = decided(await servePaid(deps, where, service))
        const { invoiceNumber, sentAt } = body.logistics
        return { invoiceNumber, sentAt: new Date(sentAt).toISOString(), [answeredAs]: at }
      },
      {
        body: logisticsBody,
        answer: Type.Object({
          invoiceNumber: Type.String(),
          sentAt: Type.String({ format: 'date-time' }),
          [answeredAs]: Type.String({ format: 'date-time' }),
        }),
      },
    )
  }

  router.route(
    'POST',
    '/payments/:paymentId/escrow/complete',
    async (request, caller) => {
      const { storeId, fromStore } = readBody(completeBody, request.body ?? {})
      const where = await paymentAddress(deps, request, caller, storeId)
      const at = decided(
        await servePaid(deps, where, {
          nameKo: '에스크로 구매 확정',
          call: (gateway, context, paid, { attempt }) =>
            attempt.data.order.isEscrow
              ? gateway.completeEscrow?.(context, { ...paid, fromStore: fromStore ?? false })
              : notEscrow(),
          event: 'ESCROW_CONFIRMED',
          escrow: (_at, before) => ({
            ...(before ?? { company: 'ETC', invoiceNumber: '' }),
            status: 'CONFIRMED',
          }),
        }),
      )
      return { completedAt: at }
    },
    { body: completeBody, answer: answers.completed },
  )
}

function deliveryOf(body: Static<typeof logisticsBody>, isFirst: boolean): PaidService {
  const { logistics, sender = {}, receiver = {} } = body
  const { company } = logistics
  if (!isLogisticsCompany(company)) throw refuseCommon('INVALID_REQUEST', 'logistics.company')
  const sentAt = readInstant(logistics.sentAt, 'logistics.sentAt')
  readOptionalInstant(logistics.receivedAt, 'logistics.receivedAt')
  return escrowDelivery(
    {
      company,
      invoiceNumber: logistics.invoiceNumber,
      sentAt,
      registrarName: sender.name ?? '',
      sender: postal(sender),
      receiver: postal({ ...receiver, address: receiver.address ?? logistics.address }),
      ...(body.sendEmail === undefined ? {} : { sendEmail: body.sendEmail }),
    },
    isFirst,
  )
}

function postal({
  name,
  phoneNumber,
  zipcode,
  address: lines,
}: {
  readonly name?: string | undefined
  readonly phoneNumber?: string | undefined
  readonly zipcode?: string | undefined
  readonly address?: Static<typeof address> | undefined
}) {
  return {
    ...(name === undefined ? {} : { name }),
    ...(phoneNumber === undefined ? {} : { phoneNumber }),
    ...(zipcode === undefined ? {} : { zipcode }),
    ...(lines === undefined ? {} : { address: `${lines.addressLine1} ${lines.addressLine2}`.trim() }),
  }
}

/** When it happened, as text; anything else becomes its refusal. */
function decided(outcome: CloseOutcome | StopOutcome | ServeOutcome): string {
  switch (outcome.kind) {
    case 'closed':
    case 'stopped':
    case 'done':
      return outcome.at.toISOString()
    case 'refused':
      throw refusePayment(outcome.type, outcome.detail)
    case 'declined':
      throw refusePayment('PG_PROVIDER', `${outcome.pgCode} ${outcome.pgMessage}`.trim(), {
        pgCode: outcome.pgCode,
        pgMessage: outcome.pgMessage,
      })
  }
}

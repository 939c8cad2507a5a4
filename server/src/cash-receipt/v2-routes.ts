import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { ApiCaller } from '../credential/api-caller.ts'
import type { AuthenticateDependencies } from '../credential/authenticate.ts'
import { readBody } from '../credential/request-body.ts'
import { accessibleStores, resolveStore } from '../credential/store-access.ts'
import type { V2Router } from '../credential/v2-router.ts'
import { refuseCommon } from '../foundation/refusal.ts'
import { isCurrency } from '../payment/currency.ts'
import { vatOf } from '../payment/payment-amount.ts'
import { readOptionalInstant } from '../v2-input/instant.ts'
import { oneOf, queryOrBody, queryText } from '../v2-input/request-parts.ts'
import { automaticReceipt } from './automatic-receipt.ts'
import { cancelCashReceipt } from './cancel-cash-receipt.ts'
import { refuseCashReceipt, refusePg } from './cash-receipt-errors.ts'
import { readReceipt } from './cash-receipt-store.ts'
import { issueCashReceipt, type CashReceiptDependencies } from './issue-cash-receipt.ts'
import { listBody, listReceipts, readListInput } from './list-cash-receipts.ts'
import { automaticView, receiptView } from './v2-view.ts'

const minor = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })
const text = (maxLength: number) => Type.Optional(Type.String({ maxLength }))

const issueBody = Type.Object({
  storeId: Type.Optional(Type.String()),
  paymentId: Type.String({ minLength: 1, maxLength: 200 }),
  channelKey: Type.String(),
  type: oneOf(['PERSONAL', 'CORPORATE']),
  orderName: Type.String({ minLength: 1, maxLength: 200 }),
  currency: Type.String(),
  amount: Type.Object({
    total: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
    taxFree: Type.Optional(minor),
    vat: Type.Optional(minor),
  }),
  productType: Type.Optional(oneOf(['PHYSICAL', 'DIGITAL'])),
  customer: Type.Object({
    identityNumber: Type.String({ description: 'Phone, card or business number; never stored.' }),
    identityNumberType: Type.Optional(oneOf(['PHONE', 'CARD', 'BUSINESS'])),
    name: text(100),
    email: text(320),
    phoneNumber: text(30),
  }),
  paidAt: Type.Optional(Type.String({ format: 'date-time' })),
  businessRegistrationNumber: text(20),
  paymentMethod: Type.Optional(oneOf(['TRANSFER', 'VIRTUAL_ACCOUNT'])),
})
const inStore = Type.Object({ storeId: Type.Optional(Type.String()) })

/** The REST V2 routes of cash receipts. */
export function registerCashReceiptRoutes(
  router: V2Router,
  deps: CashReceiptDependencies & AuthenticateDependencies,
): void {
  router.route(
    'POST',
    '/cash-receipts',
    async (request, caller) => {
      const body = readBody(issueBody, request.body ?? {})
      const call = callOf(body)
      const storeId = await resolveStore(deps, caller, body.storeId)
      const { paymentId, channelKey } = body
      const outcome = await issueCashReceipt(deps, {
        storeId,
        merchantId: caller.merchantId,
        paymentId,
        channelKey,
        call,
      })
      switch (outcome.kind) {
        case 'issued': {
          const { issueNumber, url, pgReceiptId } = outcome.receipt
          return {
            cashReceipt: { issueNumber: issueNumber ?? '', url: url ?? '', pgReceiptId: pgReceiptId ?? '' },
          }
        }
        case 'refused':
          throw refuseCashReceipt(outcome.type, paymentId)
        case 'declined':
          throw refusePg(outcome.pgCode, outcome.pgMessage)
      }
    },
    { body: issueBody },
  )

  router.route(
    'GET',
    '/cash-receipts',
    async (request, caller) => {
      const input = readListInput(queryOrBody(request))
      const wanted = input.filter?.storeId
      const storeIds =
        wanted === undefined
          ? await accessibleStores(deps, caller)
          : [await resolveStore(deps, caller, wanted, { includeDeleted: true })]
      const { items, page } = await listReceipts(deps.database, storeIds, input, deps.clock.now())
      return { items: items.map(receiptView).filter((view) => view !== undefined), page }
    },
    { body: listBody },
  )

  router.route(
    'GET',
    '/payments/:paymentId/cash-receipt',
    async (request, caller) => {
      const where = await addressOf(deps, request, caller)
      const receipt = await readReceipt(deps.database, where.storeId, where.paymentId)
      const view = receipt && receiptView(receipt)
      if (view !== undefined) return view
      const automatic = await automaticReceipt(deps.database, where.storeId, where.paymentId)
      if (automatic === undefined) throw refuseCashReceipt('CASH_RECEIPT_NOT_FOUND', where.paymentId)
      return automaticView(where, automatic)
    },
    { query: inStore },
  )

  router.route(
    'POST',
    '/payments/:paymentId/cash-receipt/cancel',
    async (request, caller) => {
      const where = await addressOf(deps, request, caller)
      const outcome = await cancelCashReceipt(deps, where)
      switch (outcome.kind) {
        case 'cancelled':
          return { cancelledAmount: outcome.receipt.amountMinor, cancelledAt: outcome.at.toISOString() }
        case 'refused':
          throw refuseCashReceipt(outcome.type, where.paymentId)
        case 'declined':
          throw refusePg(outcome.pgCode, outcome.pgMessage)
      }
    },
    { query: inStore },
  )
}

/** What the PG is told; refuses amounts that do not add up and numbers that are none. */
function callOf(body: ReturnType<typeof readBody<typeof issueBody>>) {
  const { amount, customer, currency } = body
  if (!isCurrency(currency)) throw refuseCommon('INVALID_REQUEST', 'currency')
  const taxFreeMinor = amount.taxFree ?? 0
  if (taxFreeMinor > amount.total) throw refuseCommon('INVALID_REQUEST', 'amount.taxFree: more than total')
  const vatMinor = amount.vat ?? vatOf(amount.total, taxFreeMinor)
  if (taxFreeMinor + vatMinor > amount.total)
    throw refuseCommon('INVALID_REQUEST', 'amount.vat: taxFree + vat more than total')
  const identityNumber = customer.identityNumber.replaceAll(/[\s-]/g, '')
  if (!/^\d{6,30}$/.test(identityNumber))
    throw refuseCommon('INVALID_REQUEST', 'customer.identityNumber: 6–30 digits')
  readOptionalInstant(body.paidAt, 'paidAt')
  return {
    type: body.type,
    orderName: body.orderName,
    identityNumber,
    amount: { minor: amount.total, currency },
    supplyMinor: amount.total - taxFreeMinor - vatMinor,
    taxFreeMinor,
    vatMinor,
    customer: {
      ...(customer.name === undefined ? {} : { fullName: customer.name }),
      ...(customer.email === undefined ? {} : { email: customer.email }),
      ...(customer.phoneNumber === undefined ? {} : { phoneNumber: customer.phoneNumber }),
    },
  }
}

async function addressOf(
  deps: CashReceiptDependencies,
  request: FastifyRequest,
  caller: ApiCaller,
): Promise<{ storeId: string; paymentId: string }> {
  const { params } = request
  const paymentId =
    typeof params === 'object' && params !== null && 'paymentId' in params ? String(params.paymentId) : ''
  if (paymentId.includes('\u0000') || paymentId.length > 200)
    throw refuseCashReceipt('CASH_RECEIPT_NOT_FOUND')
  const storeId = await resolveStore(deps, caller, queryText(request, 'storeId'), { includeDeleted: true })
  return { storeId, paymentId }
}

import type { OpenedChannel } from '../channel/open-channel.ts'
import type { V1Input } from '../credential/v1-input.ts'
import type { V1Call, V1Router } from '../credential/v1-router.ts'
import { Refusal, refusals, refuseCommon, type RefusalCatalogue } from '../foundation/refusal.ts'
import { toMajor } from '../payment/major-amount.ts'
import { vatOf } from '../payment/payment-amount.ts'
import type { LoadedPayment } from '../payment/payment-store.ts'
import { refuseByPg } from '../payment/v1-errors.ts'
import { readV1Amount } from '../payment/v1-order-input.ts'
import { knownId, loadOne } from '../payment/v1-routes.ts'
import { present } from '../foundation/present.ts'
import { automaticReceipt } from './automatic-receipt.ts'
import { cancelCashReceipt } from './cancel-cash-receipt.ts'
import { readReceipt } from './cash-receipt-store.ts'
import type { CashReceipt } from './cash-receipt.ts'
import { issueCashReceipt, type CashReceiptDependencies } from './issue-cash-receipt.ts'

const v1ReceiptRefusals = {
  RECEIPT_NOT_PAID: {
    httpStatus: 400,
    ko: '결제가 완료된 계좌이체·가상계좌 결제건만 현금영수증을 발급할 수 있습니다.',
    en: 'Only paid transfers and deposits get a cash receipt.',
    cure: 'Wait until the payment is paid.',
  },
  RECEIPT_ALREADY_ISSUED: {
    httpStatus: 400,
    ko: '이미 현금영수증이 발급된 결제건입니다.',
    en: 'A cash receipt was issued already.',
    cure: 'Revoke it before you issue another one.',
  },
  RECEIPT_NOT_ISSUED: {
    httpStatus: 400,
    ko: '발급된 현금영수증이 존재하지 않습니다.',
    en: 'There is no cash receipt to revoke.',
    cure: 'Read it with GET first.',
  },
  RECEIPT_NOT_FOUND: {
    httpStatus: 404,
    ko: '현금영수증을 발급 한 내역이 존재하지 않습니다.',
    en: '현금영수증을 발급 한 내역이 존재하지 않습니다.',
    cure: 'Issue one with POST.',
  },
  RECEIPT_CHANNEL_NOT_FOUND: {
    httpStatus: 400,
    ko: 'channel_key에 해당하는 채널이 없습니다.',
    en: 'There is no such channel.',
    cure: 'Copy channel_key from GET /users/pg.',
  },
  RECEIPT_NOT_SUPPORTED: {
    httpStatus: 501,
    ko: '이 PG사는 현금영수증 발급 API를 제공하지 않습니다.',
    en: 'This PG issues no cash receipts by API.',
    cure: 'Issue it in the PG’s own pages.',
  },
} as const satisfies RefusalCatalogue

const refuse = refusals(v1ReceiptRefusals)

/** `/receipts` of REST V1: cash receipts (현금영수증) of payments, and of cash sales outside. */
export function registerV1ReceiptRoutes(router: V1Router, deps: CashReceiptDependencies): void {
  router.route('GET', '/receipts/{imp_uid}', async ({ caller, params }) => {
    const loaded = await loadOne(deps, caller.storeId, params['imp_uid'] ?? '')
    const { storeId, paymentId } = loaded.head
    const found = await receiptOf(deps, storeId, paymentId)
    if (found === undefined) throw notFound('해당 아임포트 고유 번호', loaded.attempt.transactionId)
    return { response: { imp_uid: loaded.attempt.transactionId, ...found } }
  })

  router.route('POST', '/receipts/{imp_uid}', async ({ caller, params, input }) => {
    const loaded = await loadOne(deps, caller.storeId, params['imp_uid'] ?? '')
    const { head, attempt } = loaded
    if (!isCashPaid(loaded)) throw refuse('RECEIPT_NOT_PAID')
    const channel = await openFor(deps, head.storeId, attempt.data.channel.key, 'issueCashReceipt')
    const balance = head.paidMinor - head.cancelledMinor
    const receipt = await issue(deps, caller, input, {
      paymentId: head.paymentId,
      channelKey: channel.channelKey,
      orderName: head.orderName,
      currency: head.currency,
      amountMinor: balance,
      buyer: attempt.data.order.customer,
    })
    return { response: { imp_uid: attempt.transactionId, ...view(receipt) } }
  })

  router.route('DELETE', '/receipts/{imp_uid}', async ({ caller, params }) => {
    const { head, attempt } = await loadOne(deps, caller.storeId, params['imp_uid'] ?? '')
    const receipt = await revoke(deps, head)
    return { response: { imp_uid: attempt.transactionId, ...view(receipt) } }
  })

  router.route('GET', '/receipts/external/{merchant_uid}', async ({ caller, params }) => {
    const merchantUid = knownId(params['merchant_uid'] ?? '')
    const found = await receiptOf(deps, caller.storeId, merchantUid)
    if (found === undefined) throw notFound('해당 주문 번호', merchantUid)
    return { response: { ...found, merchant_uid: merchantUid } }
  })

  router.route('POST', '/receipts/external/{merchant_uid}', async ({ caller, params, input }) => {
    const paymentId = knownId(params['merchant_uid'] ?? '')
    if (paymentId.trim() === '') throw refuseCommon('INVALID_REQUEST', 'merchant_uid')
    const amountMinor = readV1Amount(input, 'amount', 'KRW') ?? 0
    if (amountMinor < 1) throw refuseCommon('INVALID_REQUEST', 'amount: above 0')
    const orderName = input.requiredText('name').slice(0, 200)
    const { channelKey } = await openFor(
      deps,
      caller.storeId,
      input.requiredText('channel_key'),
      'issueCashReceipt',
    )
    const receipt = await issue(deps, caller, input, {
      paymentId,
      channelKey,
      orderName,
      currency: 'KRW',
      amountMinor,
      buyer: {},
    })
    return { response: { ...view(receipt), merchant_uid: paymentId } }
  })

  router.route('DELETE', '/receipts/external/{merchant_uid}', async ({ caller, params }) => {
    const paymentId = knownId(params['merchant_uid'] ?? '')
    if ((await receiptOf(deps, caller.storeId, paymentId)) === undefined)
      throw notFound('해당 주문 번호', paymentId)
    const receipt = await revoke(deps, { storeId: caller.storeId, paymentId })
    return { response: { ...view(receipt), merchant_uid: paymentId } }
  })
}

/** V1 gives receipts for transfers and deposits, while something of them remains paid. */
function isCashPaid({ head, attempt }: LoadedPayment): boolean {
  const type = attempt.data.outcome?.method.type
  const isCash = type === 'TRANSFER' || type === 'VIRTUAL_ACCOUNT'
  const isPaid = head.status === 'PAID' || head.status === 'PARTIAL_CANCELLED'
  return isCash && isPaid && head.transactionId === attempt.transactionId
}

async function openFor(
  deps: CashReceiptDependencies,
  storeId: string,
  channelKey: string,
  operation: 'issueCashReceipt' | 'cancelCashReceipt',
): Promise<OpenedChannel> {
  const channel = await deps.openLivingChannel(storeId, channelKey)
  if (channel === undefined) throw refuse('RECEIPT_CHANNEL_NOT_FOUND')
  if (channel.isUnspeakable || channel.gateway[operation] === undefined)
    throw refuse('RECEIPT_NOT_SUPPORTED', channel.moduleCode)
  return channel
}

async function issue(
  deps: CashReceiptDependencies,
  caller: V1Call['caller'],
  input: V1Input,
  sale: {
    readonly paymentId: string
    readonly channelKey: string
    readonly orderName: string
    readonly currency: string
    readonly amountMinor: number
    readonly buyer: { readonly name?: string; readonly email?: string; readonly phoneNumber?: string }
  },
): Promise<CashReceipt> {
  const { amountMinor, currency, buyer } = sale
  const identityNumber = input.requiredText('identifier').replaceAll(/[\s-]/g, '')
  if (!/^\d{6,30}$/.test(identityNumber)) throw refuseCommon('INVALID_REQUEST', 'identifier: 6–30 digits')
  const taxFreeMinor = readV1Amount(input, 'tax_free', currency) ?? 0
  const vatMinor =
    readV1Amount(input, 'vat_amount', currency) ??
    readV1Amount(input, 'vat', currency) ??
    vatOf(amountMinor, Math.min(taxFreeMinor, amountMinor))
  if (taxFreeMinor + vatMinor > amountMinor)
    throw refuseCommon('INVALID_REQUEST', 'tax_free + vat_amount: more than the amount')
  const outcome = await issueCashReceipt(deps, {
    ...caller,
    paymentId: sale.paymentId,
    channelKey: sale.channelKey,
    call: {
      type: input.text('type') === 'company' ? 'CORPORATE' : 'PERSONAL',
      orderName: sale.orderName,
      identityNumber,
      amount: { minor: amountMinor, currency },
      supplyMinor: amountMinor - taxFreeMinor - vatMinor,
      taxFreeMinor,
      vatMinor,
      customer: {
        ...present('fullName', input.text('buyer_name')?.slice(0, 100) ?? buyer.name),
        ...present('email', input.text('buyer_email')?.slice(0, 320) ?? buyer.email),
        ...present('phoneNumber', input.text('buyer_tel')?.slice(0, 30) ?? buyer.phoneNumber),
      },
    },
  })
  switch (outcome.kind) {
    case 'issued':
      return outcome.receipt
    case 'declined':
      throw refuseByPg(outcome, 500)
    case 'refused':
      throw refuse(
        outcome.type === 'CHANNEL_NOT_FOUND' ? 'RECEIPT_CHANNEL_NOT_FOUND' : 'RECEIPT_ALREADY_ISSUED',
      )
  }
}

async function revoke(
  deps: CashReceiptDependencies,
  address: { readonly storeId: string; readonly paymentId: string },
): Promise<CashReceipt> {
  const outcome = await cancelCashReceipt(deps, address)
  switch (outcome.kind) {
    case 'cancelled':
      return outcome.receipt
    case 'declined':
      throw refuseByPg(outcome, 500)
    case 'refused':
      throw refuse('RECEIPT_NOT_ISSUED')
  }
}

/** The sentence names what was asked for, as the real one does. */
function notFound(kind: string, id: string): Refusal {
  const entry = v1ReceiptRefusals.RECEIPT_NOT_FOUND
  const words = `${kind}(${id})로 ${entry.ko}`
  return new Refusal('RECEIPT_NOT_FOUND', { ...entry, ko: words, en: words })
}

/** Issued by itself, or together with the payment; undefined when none ever was. */
async function receiptOf(
  deps: CashReceiptDependencies,
  storeId: string,
  paymentId: string,
): Promise<object | undefined> {
  const receipt = await readReceipt(deps.database, storeId, paymentId)
  if (receipt?.status === 'ISSUED' || receipt?.status === 'CANCELLED') return view(receipt)
  const automatic = await automaticReceipt(deps.database, storeId, paymentId)
  if (automatic === undefined) return undefined
  return {
    amount: toMajor(automatic.amountMinor, automatic.currency),
    applied_at: unix(new Date(automatic.issuedAt)),
    apply_num: automatic.issueNumber,
    cancelled_at: automatic.cancelledAt === null ? 0 : unix(new Date(automatic.cancelledAt)),
    receipt_tid: null,
    receipt_url: automatic.url,
    type: automatic.type === 'CORPORATE' ? 'company' : 'person',
    vat: toMajor(automatic.vatMinor, automatic.currency),
  }
}

function view(receipt: CashReceipt): object {
  return {
    amount: toMajor(receipt.amountMinor, receipt.currency),
    applied_at: unix(receipt.issuedAt),
    apply_num: receipt.issueNumber,
    cancelled_at: unix(receipt.cancelledAt),
    receipt_tid: receipt.pgReceiptId,
    receipt_url: receipt.url,
    type: receipt.type === 'CORPORATE' ? 'company' : 'person',
    vat: toMajor(receipt.vatMinor, receipt.currency),
  }
}

function unix(at: Date | null): number {
  return at === null ? 0 : Math.floor(at.getTime() / 1_000)
}

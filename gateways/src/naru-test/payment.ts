import type {
  Approved,
  ApproveAnswer,
  CardFacts,
  InquireAnswer,
  Order,
  PaidMethod,
  PayMethod,
  Silent,
} from '../port.ts'
import { child, field, isRecord, present, text, wholeNumber } from '../wire/reading.ts'
import type { WireRecord } from '../wire/reading.ts'
import { maskedCardNumber, redactedJson } from '../wire/redaction.ts'
import { fromIso } from '../wire/seoul-time.ts'

/** What an answer that carries a payment means for a call that wanted money. */
export function readTaken(fields: WireRecord, raw: string, order: Order, now: Date): ApproveAnswer {
  switch (text(fields, 'status')) {
    case 'PAID':
      return toApproval(fields, raw, 'PAID', order.payMethod, now)
    case 'WAITING_FOR_DEPOSIT':
      return toApproval(fields, raw, 'VIRTUAL_ACCOUNT_ISSUED', order.payMethod, now)
    case 'PENDING':
      return { kind: 'pending', raw, ...present({ pgTxId: text(fields, 'paymentKey') }) }
    case 'FAILED':
    case 'EXPIRED': {
      const failure = child(fields, 'failure') ?? {}
      return {
        kind: 'declined',
        pgCode: text(failure, 'code') ?? '',
        pgMessage: text(failure, 'message') ?? '',
        raw,
      }
    }
    default:
      return { kind: 'silent', reason: `the payment is ${text(fields, 'status') ?? 'unreadable'}` }
  }
}

/** What the books say of an order. */
export function readBooks(fields: WireRecord, raw: string, order: Order, now: Date): InquireAnswer {
  const status = text(fields, 'status')
  const failure = child(fields, 'failure') ?? {}
  switch (status) {
    case 'PAID':
    case 'PARTIAL_CANCELED':
    case 'CANCELED':
    case 'WAITING_FOR_DEPOSIT': {
      const wasPaid = field(fields, 'approvedAt') !== undefined
      const state = wasPaid ? 'PAID' : 'VIRTUAL_ACCOUNT_ISSUED'
      const approval = toApproval(fields, raw, state, order.payMethod, now)
      if (approval.kind === 'silent') return approval
      const cancels = readCancels(fields, now)
      const cancelledMinor = cancels.reduce((sum, each) => sum + each.amountMinor, 0)
      return { kind: 'approved', approval, cancelledMinor, cancels }
    }
    case 'FAILED':
    case 'EXPIRED':
    case 'READY':
    case 'PENDING':
      return {
        kind: 'not-approved',
        final: status === 'FAILED' || status === 'EXPIRED',
        pgCode: text(failure, 'code') ?? status,
        pgMessage: text(failure, 'message') ?? '',
      }
    default:
      return { kind: 'silent', reason: 'the inquiry is unreadable' }
  }
}

export function readCancels(
  fields: WireRecord,
  now: Date,
): readonly {
  readonly pgCancellationId: string
  readonly reference: string
  readonly amountMinor: number
  readonly at: Date
}[] {
  const cancels = field(fields, 'cancels')
  if (!Array.isArray(cancels)) return []
  return cancels.filter(isRecord).map((each) => ({
    pgCancellationId: text(each, 'cancelId') ?? '',
    reference: text(each, 'reference') ?? '',
    amountMinor: wholeNumber(each, 'amount') ?? 0,
    at: fromIso(text(each, 'at')) ?? now,
  }))
}

/** Card facts as the test PG masks them. */
export function readCard(card: WireRecord | undefined): CardFacts {
  if (card === undefined) return {}
  const number = text(card, 'number')
  const brand = brands.find((known) => known === text(card, 'brand'))
  const type = types.find((known) => known === text(card, 'type'))
  return present({
    number: number && maskedCardNumber(number),
    bin: text(card, 'bin'),
    issuerCode: text(card, 'issuer'),
    acquirerCode: text(card, 'acquirer'),
    name: text(card, 'name'),
    brand,
    type,
    ownerType: 'PERSONAL' as const,
    approvalNumber: text(card, 'approvalNumber'),
    installmentMonth: wholeNumber(card, 'installmentMonths'),
    isInterestFree: false,
  })
}

const brands = ['LOCAL', 'MASTER', 'UNIONPAY', 'VISA', 'JCB', 'AMEX', 'DINERS'] as const
const types = ['CREDIT', 'DEBIT', 'GIFT'] as const

/** What may be stored of an answer: card numbers masked, rights to charge left out. */
export function storable(raw: string): string {
  return redactedJson(raw, { cardNumbers: ['number', 'cardNumber'], secrets: ['secret', 'billingKey'] })
}

function toApproval(
  fields: WireRecord,
  raw: string,
  state: Approved['state'],
  asked: PayMethod,
  now: Date,
): Approved | Silent {
  const pgTxId = text(fields, 'paymentKey')
  const pgOrderId = text(fields, 'orderId')
  const amount = wholeNumber(fields, 'amount')
  const currency = text(fields, 'currency')
  const method = readMethod(fields, asked)
  if (
    pgTxId === undefined ||
    pgOrderId === undefined ||
    amount === undefined ||
    currency === undefined ||
    method === undefined
  )
    return { kind: 'silent', reason: 'the answer lacks key, order, amount or method' }
  const secret = text(fields, 'secret')
  return {
    kind: 'approved',
    state,
    pgTxId,
    pgOrderId,
    amount: { minor: amount, currency },
    method,
    at: fromIso(text(fields, 'approvedAt') ?? text(fields, 'requestedAt')) ?? now,
    raw: storable(raw),
    ...(secret === undefined ? {} : { memory: { depositSecret: secret } }),
    ...present({ pgMerchantId: text(fields, 'mid'), receiptUrl: text(fields, 'receiptUrl') }),
  }
}

function readMethod(fields: WireRecord, asked: PayMethod): PaidMethod | undefined {
  const card = child(fields, 'card')
  switch (text(fields, 'method') ?? asked) {
    case 'CARD':
      return { type: 'CARD', card: readCard(card) }
    case 'EASY_PAY':
      return {
        type: 'EASY_PAY',
        ...present({ provider: text(fields, 'easyPayProvider'), card: card && readCard(card) }),
      }
    case 'TRANSFER':
      return { type: 'TRANSFER', ...present({ bank: text(fields, 'bank') }) }
    case 'MOBILE':
      return { type: 'MOBILE', ...present({ phoneNumber: text(fields, 'phoneNumber') }) }
    case 'GIFT_CERTIFICATE':
      return {
        type: 'GIFT_CERTIFICATE',
        approvalNumber: text(fields, 'approvalNumber') ?? '',
        ...present({ giftCertificateType: text(fields, 'giftCertificateType') }),
      }
    case 'VIRTUAL_ACCOUNT': {
      const account = child(fields, 'virtualAccount')
      const accountNumber = account && text(account, 'accountNumber')
      if (account === undefined || accountNumber === undefined) return undefined
      return {
        type: 'VIRTUAL_ACCOUNT',
        virtualAccount: {
          accountNumber,
          accountType: text(account, 'accountType') === 'FIXED' ? 'FIXED' : 'NORMAL',
          ...present({
            bank: text(account, 'bank'),
            remitteeName: text(account, 'remitteeName'),
            issuedAt: fromIso(text(fields, 'requestedAt')),
            expiredAt: fromIso(text(account, 'expiresAt')),
          }),
        },
      }
    }
    default:
      return undefined
  }
}

import { child, field, isRecord, jsonRecord, text, utf8, wholeNumber } from '../wire/reading.ts'
import type { WireRecord } from '../wire/reading.ts'
import { redactedJson } from '../wire/redaction.ts'
import { fromIso } from '../wire/seoul-time.ts'

/** `status` of the PG's `Payment` object (core API reference 2022-11-16). */
const statuses = [
  'READY',
  'IN_PROGRESS',
  'WAITING_FOR_DEPOSIT',
  'DONE',
  'CANCELED',
  'PARTIAL_CANCELED',
  'ABORTED',
  'EXPIRED',
] as const
export type TossStatus = (typeof statuses)[number]

export interface TossCancel {
  readonly transactionKey?: string
  readonly amountMinor: number
  readonly easyPayDiscountMinor?: number
  readonly at?: Date
}

/** The PG's `Payment` object as far as money is concerned; `fields` keeps the rest for the method's facts. */
export interface TossPayment {
  readonly paymentKey: string
  readonly orderId: string
  readonly mid: string | undefined
  readonly status: TossStatus
  readonly currency: string
  readonly totalMinor: number
  readonly balanceMinor: number
  readonly requestedAt: Date | undefined
  readonly approvedAt: Date | undefined
  readonly lastTransactionKey: string | undefined
  readonly secret: string | undefined
  readonly cancels: readonly TossCancel[]
  readonly failure: { readonly code: string; readonly message: string }
  readonly fields: WireRecord
  /** The answer as text, without the deposit secret. */
  readonly raw: string
}

/** Reads a `Payment`; undefined when anything that money depends on is missing or of the wrong kind. */
export function readPayment(body: Uint8Array): TossPayment | undefined {
  const fields = jsonRecord(body)
  return fields === undefined ? undefined : toPayment(fields, utf8(body))
}

export function toPayment(fields: WireRecord, json: string): TossPayment | undefined {
  const status = statuses.find((known) => known === field(fields, 'status'))
  const paymentKey = text(fields, 'paymentKey')
  const orderId = text(fields, 'orderId')
  const currency = text(fields, 'currency')
  const totalMinor = amount(fields, 'totalAmount', currency)
  const cancels = readCancels(field(fields, 'cancels'), currency)
  if (status === undefined || paymentKey === undefined || orderId === undefined) return undefined
  if (currency === undefined || totalMinor === undefined || cancels === undefined) return undefined
  const failure = child(fields, 'failure')
  return {
    paymentKey,
    orderId,
    mid: text(fields, 'mId'),
    status,
    currency,
    totalMinor,
    balanceMinor: amount(fields, 'balanceAmount', currency) ?? totalMinor - sum(cancels),
    requestedAt: fromIso(text(fields, 'requestedAt')),
    approvedAt: fromIso(text(fields, 'approvedAt')),
    lastTransactionKey: text(fields, 'lastTransactionKey'),
    secret: text(fields, 'secret'),
    cancels,
    failure: {
      code: (failure && text(failure, 'code')) ?? '',
      message: (failure && text(failure, 'message')) ?? '',
    },
    fields,
    raw: redactedJson(json, { cardNumbers: ['number', 'cardNumber'], secrets: ['secret', 'billingKey'] }),
  }
}

/** What was given back so far. */
export function cancelledMinor(payment: TossPayment): number {
  return sum(payment.cancels)
}

function readCancels(value: unknown, currency: string | undefined): readonly TossCancel[] | undefined {
  if (value === null || value === undefined) return []
  if (!Array.isArray(value)) return undefined
  const cancels: TossCancel[] = []
  for (const entry of value as readonly unknown[]) {
    if (!isRecord(entry)) return undefined
    const amountMinor = amount(entry, 'cancelAmount', currency)
    if (amountMinor === undefined) return undefined
    const transactionKey = text(entry, 'transactionKey')
    const easyPayDiscountMinor = amount(entry, 'easyPayDiscountAmount', currency)
    const at = fromIso(text(entry, 'canceledAt'))
    cancels.push({
      amountMinor,
      ...(transactionKey === undefined ? {} : { transactionKey }),
      ...(easyPayDiscountMinor === undefined ? {} : { easyPayDiscountMinor }),
      ...(at === undefined ? {} : { at }),
    })
  }
  return cancels
}

/** The wire carries major units (`1.5` for USD); won has no smaller unit, so a fraction there is unreadable. */
function amount(fields: WireRecord, key: string, currency: string | undefined): number | undefined {
  if (currency === 'KRW') return wholeNumber(fields, key)
  const value = field(fields, key)
  if (typeof value !== 'number' || value < 0) return undefined
  const minor = Math.round(value * 100)
  return Number.isSafeInteger(minor) && minor / 100 === value ? minor : undefined
}

function sum(cancels: readonly TossCancel[]): number {
  return cancels.reduce((total, each) => total + each.amountMinor, 0)
}

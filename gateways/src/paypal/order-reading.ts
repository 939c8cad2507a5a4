import type { Approved, Declined, InquireAnswer, Pending, Silent } from '../port.ts'
import { child, present, text } from '../wire/reading.ts'
import type { WireRecord } from '../wire/reading.ts'
import { recordsIn } from './api.ts'
import { minorOf } from './amount.ts'

/** A capture as PayPal's answers show it, alone or inside its order. */
export interface Capture {
  readonly id: string
  readonly status: string
  readonly reason: string | undefined
  readonly customId: string | undefined
  readonly currency: string
  readonly amountMinor: number
  readonly at: Date | undefined
  readonly orderId: string | undefined
}

export interface Refund {
  readonly id: string
  readonly status: string
  readonly reason: string | undefined
  readonly customId: string | undefined
  readonly amountMinor: number | undefined
  readonly at: Date | undefined
}

export interface PaypalOrder {
  readonly id: string
  readonly status: string
  readonly customId: string | undefined
  readonly payeeId: string | undefined
  readonly capture: Capture | undefined
  readonly refunds: readonly Refund[]
  readonly raw: string
}

export function readOrder(fields: WireRecord, raw: string): PaypalOrder | undefined {
  const id = text(fields, 'id')
  const status = text(fields, 'status')
  if (id === undefined || status === undefined) return undefined
  const [unit = {}] = recordsIn(fields, 'purchase_units')
  const payments = child(unit, 'payments')
  const [capture] = recordsIn(payments, 'captures')
  const payee = child(unit, 'payee')
  return {
    id,
    status,
    customId: text(unit, 'custom_id'),
    payeeId: payee && text(payee, 'merchant_id'),
    capture: capture && readCapture(capture),
    refunds: recordsIn(payments, 'refunds').flatMap((refund) => readRefund(refund) ?? []),
    raw,
  }
}

export function readCapture(fields: WireRecord): Capture | undefined {
  const amount = child(fields, 'amount') ?? {}
  const id = text(fields, 'id')
  const status = text(fields, 'status')
  const currency = text(amount, 'currency_code') ?? ''
  const amountMinor = minorOf(text(amount, 'value'), currency)
  if (id === undefined || status === undefined || amountMinor === undefined) return undefined
  const related = child(child(fields, 'supplementary_data') ?? {}, 'related_ids')
  return {
    id,
    status,
    reason: text(child(fields, 'status_details') ?? {}, 'reason'),
    customId: text(fields, 'custom_id'),
    currency,
    amountMinor,
    at: instant(text(fields, 'create_time')),
    orderId: related && text(related, 'order_id'),
  }
}

export function readRefund(fields: WireRecord): Refund | undefined {
  const id = text(fields, 'id')
  const status = text(fields, 'status')
  if (id === undefined || status === undefined) return undefined
  const amount = child(fields, 'amount') ?? {}
  return {
    id,
    status,
    reason: text(child(fields, 'status_details') ?? {}, 'reason'),
    customId: text(fields, 'custom_id'),
    amountMinor: minorOf(text(amount, 'value'), text(amount, 'currency_code') ?? ''),
    at: instant(text(fields, 'update_time')) ?? instant(text(fields, 'create_time')),
  }
}

/** What a capture means for the payment (Payments v2, `capture_status`). */
export function readTaken(
  capture: Capture | undefined,
  known: {
    readonly customId?: string | undefined
    readonly payeeId?: string | undefined
    readonly orderId?: string | undefined
    readonly raw: string
    readonly now: Date
  },
): Approved | Declined | Pending | Silent {
  if (capture === undefined) return { kind: 'silent', reason: 'the answer names no capture' }
  switch (capture.status) {
    case 'COMPLETED':
    case 'PARTIALLY_REFUNDED':
    case 'REFUNDED': {
      const orderId = known.orderId ?? capture.orderId
      return {
        kind: 'approved',
        state: 'PAID',
        pgTxId: capture.id,
        pgOrderId: capture.customId ?? known.customId ?? '',
        amount: { minor: capture.amountMinor, currency: capture.currency },
        method: { type: 'EASY_PAY', provider: 'PAYPAL' },
        at: capture.at ?? known.now,
        raw: known.raw,
        ...present({ pgMerchantId: known.payeeId }),
        ...(orderId === undefined ? {} : { memory: { orderId } }),
      }
    }
    case 'PENDING':
      return { kind: 'pending', pgTxId: capture.id, raw: known.raw }
    case 'DECLINED':
    case 'FAILED':
      return { kind: 'declined', ...failureOf(capture), raw: known.raw }
    default:
      return { kind: 'silent', reason: `the capture is ${capture.status}` }
  }
}

/** The same for an inquiry, with what was given back since. */
export function readBooks(order: PaypalOrder, now: Date): InquireAnswer {
  const taken = readTaken(order.capture, { ...order, orderId: order.id, now })
  switch (taken.kind) {
    case 'approved': {
      const done = order.refunds.filter(({ status }) => status === 'COMPLETED')
      return {
        kind: 'approved',
        approval: taken,
        cancelledMinor: done.reduce((sum, { amountMinor }) => sum + (amountMinor ?? 0), 0),
        cancels: done.map(({ id, amountMinor = 0, at = now }) => ({ pgCancellationId: id, amountMinor, at })),
      }
    }
    case 'declined':
      return { kind: 'not-approved', final: true, pgCode: taken.pgCode, pgMessage: taken.pgMessage }
    case 'pending':
      return notYet(order.capture?.reason ?? 'PENDING')
    case 'silent':
      if (order.capture !== undefined) return taken
      return order.status === 'VOIDED'
        ? { kind: 'not-approved', final: true, pgCode: 'VOIDED', pgMessage: 'The order was voided.' }
        : notYet(order.status)
  }
}

/** Nothing is taken, and it still may be: the order waits for the buyer, or PayPal for its review. */
export function notYet(pgCode: string): Extract<InquireAnswer, { kind: 'not-approved' }> {
  return { kind: 'not-approved', final: false, pgCode, pgMessage: '' }
}

export function failureOf(one: { readonly status: string; readonly reason: string | undefined }) {
  const pgCode = one.reason ?? one.status
  return { pgCode, pgMessage: pgCode }
}

function instant(value: string | undefined): Date | undefined {
  const at = new Date(value ?? '')
  return Number.isNaN(at.getTime()) ? undefined : at
}

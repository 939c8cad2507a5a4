import type { GatewayContext, SettlementLine, SettlementsAnswer, SettlementsCall } from '../port.ts'
import { child, present, text, wholeNumber } from '../wire/reading.ts'
import type { WireRecord } from '../wire/reading.ts'
import { fromIso, seoulLocal } from '../wire/seoul-time.ts'
import { minorOf } from './amount.ts'
import { callPaypal, recordsIn } from './api.ts'

/** The most that PayPal gives per page (transaction search). */
const pageSize = 500

/**
 * `GET /v1/reporting/transactions` of one Seoul day (transaction search; the app needs that right). PayPal lists a
 * transaction up to three hours after it happened. What is neither a payment nor its return (payouts, conversions,
 * holds) belongs to the balance and to no payment of a shop.
 */
export async function settlements(
  context: GatewayContext,
  { day, cursor }: SettlementsCall,
): Promise<SettlementsAnswer> {
  const start = new Date(`${day}T00:00:00+09:00`)
  const query = new URLSearchParams({
    start_date: start.toISOString(),
    end_date: new Date(start.getTime() + 86_399_000).toISOString(),
    // Only what reached the balance; the rest is decided on another day.
    transaction_status: 'S',
    fields: 'transaction_info',
    page_size: String(pageSize),
    page: cursor ?? '1',
  })
  const answer = await callPaypal(context, {
    method: 'GET',
    path: `/v1/reporting/transactions?${query.toString()}`,
  })
  if (answer.kind === 'silent') return answer
  if (answer.kind === 'declined')
    return { kind: 'declined', pgCode: answer.pgCode, pgMessage: answer.pgMessage }
  return readTransactions(answer.fields)
}

/** Pure, so that it can be tried with any answer. */
export function readTransactions(fields: WireRecord): SettlementsAnswer {
  const page = wholeNumber(fields, 'page')
  const pages = wholeNumber(fields, 'total_pages')
  if (page === undefined || pages === undefined) return { kind: 'silent', reason: 'the answer is no page' }
  const lines: SettlementLine[] = []
  for (const detail of recordsIn(fields, 'transaction_details')) {
    const info = child(detail, 'transaction_info') ?? {}
    const kind = kindOf(text(info, 'transaction_event_code') ?? '')
    if (kind === undefined) continue
    const line = readLine(info, kind)
    // Half a day is no day: what we cannot read must not look as if it were missing at the PG.
    if (line === undefined) return { kind: 'silent', reason: 'a transaction is unreadable' }
    lines.push(line)
  }
  return { kind: 'page', lines, ...(page < pages ? { next: String(page + 1) } : {}) }
}

/** Event codes: T00.. payments, T11.. reversals and refunds, T12.. chargebacks and other adjustments. */
function kindOf(code: string): SettlementLine['kind'] | undefined {
  if (/^T00\d\d$/.test(code)) return 'APPROVAL'
  return /^T1(?:10[67]|20[12])$/.test(code) ? 'CANCEL' : undefined
}

function readLine(info: WireRecord, kind: SettlementLine['kind']): SettlementLine | undefined {
  const lineId = text(info, 'transaction_id')
  // A refund names the payment that it gives back.
  const pgTxId = kind === 'CANCEL' ? text(info, 'paypal_reference_id') : lineId
  const at = fromIso(text(info, 'transaction_initiation_date')?.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'))
  const amount = child(info, 'transaction_amount') ?? {}
  const currency = text(amount, 'currency_code') ?? ''
  const amountMinor = unsigned(amount, currency)
  const feeMinor = unsigned(child(info, 'fee_amount') ?? { value: '0' }, currency)
  if (lineId === undefined || pgTxId === undefined || at === undefined) return undefined
  if (amountMinor === undefined || feeMinor === undefined) return undefined
  return {
    lineId,
    kind,
    pgTxId,
    method: 'EASY_PAY',
    currency,
    amountMinor,
    feeMinor,
    transactionDay: seoulLocal(at).slice(0, 10),
    ...present({
      pgOrderId: text(info, 'custom_field'),
      pgCancellationId: kind === 'CANCEL' ? lineId : undefined,
    }),
  }
}

/** Fees and refunds are negative there. */
function unsigned(money: WireRecord, currency: string): number | undefined {
  return minorOf(text(money, 'value')?.replace(/^-/, ''), currency)
}

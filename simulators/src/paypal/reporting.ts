import { json } from '../desk/answer.ts'
import type { WireAnswer } from '../desk/answer.ts'
import { recordOf, textOf } from '../desk/read-json.ts'
import { seoulDay, settledOn } from '../desk/settlements.ts'
import type { SettledMovement } from '../desk/settlements.ts'
import { bookOf } from './books.ts'
import type { PaypalBooks } from './books.ts'
import { valueOf } from './money.ts'

const dayMs = 86_400_000

/**
 * `GET /v1/reporting/transactions` (transaction search): at most 31 days, pages from 1, at most 500 a page. Payments are
 * positive, fees and refunds negative, and a refund gives its part of the fee back. No VAT lies on PayPal's fees.
 */
export function listTransactions(books: PaypalBooks, mid: string, query: unknown): WireAnswer {
  const asked = recordOf(query)
  const start = new Date(textOf(asked['start_date']) ?? '')
  const end = new Date(textOf(asked['end_date']) ?? '')
  const page = Number(textOf(asked['page']) ?? '1')
  const size = Number(textOf(asked['page_size']) ?? '100')
  const span = end.getTime() - start.getTime()
  if (!(span >= 0 && span <= 31 * dayMs)) return invalid('Date range is greater than 31 days or invalid.')
  if (!Number.isInteger(page) || page < 1 || !Number.isInteger(size) || size < 1 || size > 500)
    return invalid('page, page_size')
  const ledger = books.orders.all().map(bookOf)
  const days = new Set<string>()
  for (let at = start.getTime(); at <= end.getTime() + dayMs; at += dayMs) days.add(seoulDay(new Date(at)))
  const all = [...days]
    .flatMap((day) => settledOn(ledger, books.surroundings.settlements, mid, day))
    .filter(({ at }) => at >= start && at <= end)
  return json(200, {
    transaction_details: all
      .slice((page - 1) * size, page * size)
      .map((movement) => ({ transaction_info: infoOf(movement) })),
    account_number: mid,
    start_date: zoned(start),
    end_date: zoned(end),
    last_refreshed_datetime: zoned(books.now()),
    page,
    total_items: all.length,
    total_pages: Math.ceil(all.length / size),
  })
}

function infoOf({ book, kind, lineId, amountMinor, feeMinor, at }: SettledMovement) {
  const { currency } = book
  const money = (minor: number, isNegative: boolean) => ({
    currency_code: currency,
    value: `${isNegative ? '-' : ''}${valueOf(minor, currency)}`,
  })
  const isRefund = kind === 'CANCEL'
  return {
    transaction_id: isRefund ? lineId : book.pgTxId,
    ...(isRefund ? { paypal_reference_id: book.pgTxId, paypal_reference_id_type: 'TXN' } : {}),
    transaction_event_code: isRefund ? 'T1107' : 'T0006',
    transaction_initiation_date: zoned(at),
    transaction_updated_date: zoned(at),
    transaction_amount: money(amountMinor, isRefund),
    fee_amount: money(feeMinor, !isRefund),
    transaction_status: 'S',
    custom_field: book.orderId,
  }
}

/** `2026-01-05T00:00:00+0000`, as these answers write times. */
function zoned(at: Date): string {
  return `${at.toISOString().slice(0, 19)}+0000`
}

function invalid(message: string): WireAnswer {
  return json(400, { name: 'INVALID_REQUEST', message, debug_id: 'simulator' })
}

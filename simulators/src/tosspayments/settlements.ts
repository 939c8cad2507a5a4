import { json } from '../desk/answer.ts'
import type { WireAnswer } from '../desk/answer.ts'
import { wireAmount } from '../desk/money.ts'
import type { OrderBook } from '../desk/ledger.ts'
import { recordOf, textOf } from '../desk/read-json.ts'
import { offsetTime } from '../desk/seoul-time.ts'
import { settledOn } from '../desk/settlements.ts'
import type { SettledMovement } from '../desk/settlements.ts'
import type { TossBooks } from './books.ts'
import { refuse } from './refusals.ts'

const sizeMax = 5_000
const daysMax = 31
const dayForm = /^\d{4}-\d{2}-\d{2}$/

/**
 * `GET /v1/settlements?startDate&endDate&dateType=soldDate|paidOutDate&page&size` (core API, settlements): an array, page
 * numbers from 1, at most 5,000 a page; a cancel's figures are negative.
 */
export function readSettlements(
  books: TossBooks,
  ledger: readonly OrderBook[],
  mid: string,
  query: unknown,
): WireAnswer {
  const asked = recordOf(query)
  const start = textOf(asked['startDate']) ?? ''
  const end = textOf(asked['endDate']) ?? ''
  const page = Number(textOf(asked['page']) ?? '1')
  const size = Number(textOf(asked['size']) ?? '100')
  const days = (Date.parse(end) - Date.parse(start)) / 86_400_000
  const isWhole = Number.isInteger(page) && Number.isInteger(size)
  if (!dayForm.test(start) || !dayForm.test(end) || !(days >= 0 && days <= daysMax))
    return refuse('INVALID_REQUEST')
  if (!isWhole || page < 1 || size < 1 || size > sizeMax) return refuse('INVALID_REQUEST')
  const byPayout = asked['dateType'] === 'paidOutDate'
  // A payout follows within a week of the sale.
  const from = byPayout ? Date.parse(start) - 7 * 86_400_000 : Date.parse(start)
  const all: SettledMovement[] = []
  for (let at = from; at <= Date.parse(end); at += 86_400_000) {
    const day = new Date(at).toISOString().slice(0, 10)
    all.push(...settledOn(ledger, books.surroundings.settlements, mid, day))
  }
  const chosen = byPayout
    ? all.filter(({ settlementDay }) => settlementDay >= start && settlementDay <= end)
    : all
  return json(
    200,
    chosen.slice((page - 1) * size, page * size).map((movement) => view(books, movement)),
  )
}

/** The `Settlement` object. */
function view(books: TossBooks, movement: SettledMovement) {
  const { book, kind } = movement
  const payment = books.payments.get(book.pgTxId)
  const sign = kind === 'CANCEL' ? -1 : 1
  const money = (minor: number) => sign * wireAmount(minor, book.currency)
  const feeMinor = movement.feeMinor + movement.feeVatMinor
  const time = offsetTime(movement.at)
  return {
    mId: book.mid,
    paymentKey: book.pgTxId,
    transactionKey: movement.lineId,
    orderId: book.orderId,
    currency: book.currency,
    method: methodNames[book.payMethod] ?? '카드',
    amount: money(movement.amountMinor),
    interestFee: 0,
    fees: [{ type: 'BASE', fee: money(feeMinor) }],
    fee: money(feeMinor),
    supplyAmount: money(movement.feeMinor),
    vat: money(movement.feeVatMinor),
    payOutAmount: money(movement.amountMinor - feeMinor),
    approvedAt: time,
    soldDate: movement.transactionDay,
    paidOutDate: movement.settlementDay,
    card:
      payment?.card === undefined
        ? null
        : {
            amount: money(movement.amountMinor),
            installmentPlanMonths: payment.card.installmentMonths,
            approveNo: payment.card.approveNo,
          },
    cancel:
      kind === 'CANCEL'
        ? {
            transactionKey: movement.lineId,
            cancelAmount: wireAmount(movement.amountMinor, book.currency),
            canceledAt: time,
          }
        : null,
  }
}

const methodNames: Readonly<Record<string, string>> = {
  CARD: '카드',
  EASY_PAY: '간편결제',
  TRANSFER: '계좌이체',
  VIRTUAL_ACCOUNT: '가상계좌',
  MOBILE: '휴대폰',
  GIFT_CERTIFICATE: '문화상품권',
}

import type { Approved, CardFacts, Order, Silent } from '../port.ts'
import { present, text, wholeNumber } from '../wire/reading.ts'
import type { WireRecord } from '../wire/reading.ts'
import { maskedCardNumber } from '../wire/redaction.ts'
import { fromSeoulDigits } from '../wire/seoul-time.ts'
import { cardName } from './codes.ts'

/** What an approval's `detail`, or its row in the history, tells. Silent when it names no payment, order or amount. */
export function toApproval(
  detail: WireRecord,
  raw: string,
  order: Pick<Order, 'amount'>,
  now: Date,
): Approved | Silent {
  const paymentId = text(detail, 'paymentId')
  const merchantPayKey = text(detail, 'merchantPayKey')
  const totalMinor = wholeNumber(detail, 'totalPayAmount')
  if (paymentId === undefined || merchantPayKey === undefined || totalMinor === undefined)
    return { kind: 'silent', reason: 'approved, but the answer names no payment, order or amount' }
  const isCard = text(detail, 'primaryPayMeans') === 'CARD'
  return {
    kind: 'approved',
    state: 'PAID',
    pgTxId: paymentId,
    pgOrderId: merchantPayKey,
    // Naver Pay takes won alone and names no currency.
    amount: { minor: totalMinor, currency: order.amount.currency },
    method: { type: 'EASY_PAY', provider: 'NAVERPAY', ...(isCard ? { card: readCard(detail) } : {}) },
    at: instant(text(detail, 'admissionYmdt')) ?? now,
    raw,
  }
}

export function readCard(detail: WireRecord): CardFacts {
  const number = text(detail, 'cardNo') ?? text(detail, 'primaryPayMeansNo')
  const code = text(detail, 'cardCorpCode') ?? text(detail, 'primaryPayMeansCorpCd')
  return present({
    number: number && maskedCardNumber(number),
    bin: number === undefined ? undefined : /^(\d{8}|\d{6})/.exec(number.replaceAll('-', ''))?.[0],
    issuerCode: code,
    name: cardName(code),
    approvalNumber: text(detail, 'cardAuthNo'),
    installmentMonth: wholeNumber(detail, 'cardInstCount'),
    pointUsed: (wholeNumber(detail, 'usedCardPoint') ?? 0) > 0 ? true : undefined,
  })
}

/** `yyyyMMddHHmmss` in Seoul. */
export function instant(stamp: string | undefined): Date | undefined {
  return stamp === undefined ? undefined : fromSeoulDigits(stamp.slice(0, 8), stamp.slice(8, 14))
}

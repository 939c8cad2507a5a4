import type { Approved, CardFacts, Order, PaidMethod, Silent } from '../port.ts'
import { child, present, text, wholeNumber } from '../wire/reading.ts'
import type { WireRecord } from '../wire/reading.ts'
import { fromIso } from '../wire/seoul-time.ts'

/** What `/approve`, `/subscription` or `/order` tells of a payment. Silent when it names no tid, order or amount. */
export function toApproval(
  fields: WireRecord,
  raw: string,
  order: Pick<Order, 'amount'>,
  now: Date,
): Approved | Silent {
  const tid = text(fields, 'tid')
  const partnerOrderId = text(fields, 'partner_order_id')
  const amount = child(fields, 'amount') ?? {}
  const totalMinor = wholeNumber(amount, 'total')
  if (tid === undefined || partnerOrderId === undefined || totalMinor === undefined)
    return { kind: 'silent', reason: 'approved, but the answer names no tid, order or amount' }
  return {
    kind: 'approved',
    state: 'PAID',
    pgTxId: tid,
    pgOrderId: partnerOrderId,
    ...present({ pgMerchantId: text(fields, 'cid') }),
    // KakaoPay takes won alone and names no currency.
    amount: { minor: totalMinor, currency: order.amount.currency },
    method: toMethod(fields, wholeNumber(amount, 'discount') ?? 0),
    at: fromIso(text(fields, 'approved_at')) ?? now,
    raw,
  }
}

/** A wallet's card, or its own money, which carries no card. */
function toMethod(fields: WireRecord, discountMinor: number): PaidMethod {
  const card = readCard(fields)
  return {
    type: 'EASY_PAY',
    provider: 'KAKAOPAY',
    ...(card === undefined ? {} : { card }),
    ...(discountMinor > 0 ? { discountMinor } : {}),
  }
}

/** `card_info` of an approval, `selected_card_info` of an inquiry; undefined when the buyer paid with money. */
export function readCard(fields: WireRecord): CardFacts | undefined {
  if (text(fields, 'payment_method_type') !== 'CARD') return undefined
  const info = child(fields, 'card_info')
  const selected = child(fields, 'selected_card_info') ?? {}
  const card = info ?? selected
  const free = text(card, 'interest_free_install')
  return present({
    bin: text(card, 'bin') ?? text(card, 'card_bin'),
    issuerCode: text(card, 'kakaopay_issuer_corp_code'),
    acquirerCode: text(card, 'kakaopay_purchase_corp_code'),
    name: text(card, 'kakaopay_issuer_corp') ?? text(card, 'card_corp_name'),
    type: cardTypes[text(card, 'card_type') ?? ''],
    approvalNumber: text(card, 'approved_id'),
    installmentMonth: wholeNumber(card, 'install_month'),
    isInterestFree: free === undefined ? undefined : free === 'Y',
  })
}

const cardTypes: Readonly<Record<string, NonNullable<CardFacts['type']>>> = {
  신용: 'CREDIT',
  체크: 'DEBIT',
  기프트: 'GIFT',
}

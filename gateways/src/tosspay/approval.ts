import type { Approved, CardFacts, Declined, GatewayContext, Order, PaidMethod, Silent } from '../port.ts'
import { child, field, flag, present, text, toWholeNumber, wholeNumber } from '../wire/reading.ts'
import type { WireRecord } from '../wire/reading.ts'
import { maskedCardNumber } from '../wire/redaction.ts'
import { fromIso } from '../wire/seoul-time.ts'
import { cardName } from './codes.ts'

/** What an execution, a charge or the status tells of a payment. Silent when it names no payment, order or amount. */
export function toApproval(
  context: Pick<GatewayContext, 'mode' | 'environment' | 'now'>,
  fields: WireRecord,
  raw: string,
  order: Pick<Order, 'amount'>,
): Approved | Declined | Silent {
  const otherWorld = refuseOtherWorld(context, text(fields, 'mode'))
  if (otherWorld !== undefined) return otherWorld
  const payToken = text(fields, 'payToken')
  const orderNo = text(fields, 'orderNo')
  const totalMinor = wholeNumber(fields, 'amount')
  if (payToken === undefined || orderNo === undefined || totalMinor === undefined)
    return { kind: 'silent', reason: 'approved, but the answer names no payment, order or amount' }
  return {
    kind: 'approved',
    state: 'PAID',
    pgTxId: payToken,
    pgOrderId: orderNo,
    // Toss Pay takes won alone and names no currency. A discount of Toss is Toss' own: the shop is paid the whole.
    amount: { minor: totalMinor, currency: order.amount.currency },
    method: paidMethod(fields),
    at: instant(text(fields, 'approvalTime') ?? text(fields, 'paidTs')) ?? context.now,
    raw,
    ...present({ receiptUrl: webAddress(text(fields, 'salesCheckLinkUrl')) }),
  }
}

/** `mode` says whose key it was. The simulator moves no money for either. */
function refuseOtherWorld(
  { mode, environment }: Pick<GatewayContext, 'mode' | 'environment'>,
  answered: string | undefined,
): Declined | Silent | undefined {
  if (environment.kind === 'simulator' || answered === undefined || answered === mode) return undefined
  return mode === 'LIVE'
    ? { kind: 'declined', pgCode: '', pgMessage: '토스페이가 테스트 결제로 답했습니다. 출금되지 않았습니다.' }
    : { kind: 'silent', reason: 'Toss Pay took real money through a test channel' }
}

function paidMethod(fields: WireRecord): PaidMethod {
  const discountMinor = wholeNumber(fields, 'discountedAmount') ?? wholeNumber(fields, 'discountAmountV2')
  return {
    type: 'EASY_PAY',
    provider: 'TOSSPAY',
    ...(text(fields, 'payMethod') === 'CARD' ? { card: readCard(fields) } : {}),
    ...(discountMinor === undefined || discountMinor === 0 ? {} : { discountMinor }),
  }
}

const cardTypes: Readonly<Record<string, NonNullable<CardFacts['type']>>> = {
  CREDIT: 'CREDIT',
  CHECK: 'DEBIT',
  PREPAYMENT: 'GIFT',
}

/** Beside the payment, or in an object of its own in the status. */
export function readCard(answer: WireRecord): CardFacts {
  const fields = { ...answer, ...child(answer, 'card') }
  const number = text(fields, 'cardNumber')
  const code = text(fields, 'cardCompanyCode')
  return present({
    number: number && maskedCardNumber(number),
    bin: text(fields, 'cardBinNumber'),
    acquirerCode: code,
    name: cardName(code) ?? text(fields, 'cardCompanyName'),
    type: cardTypes[text(fields, 'cardMethodType') ?? ''],
    ownerType: ownerOf(text(fields, 'cardUserType')),
    approvalNumber: text(fields, 'cardAuthorizationNo'),
    installmentMonth: wholeNumber(fields, 'spreadOut'),
    isInterestFree: flag(fields, 'noInterest'),
  })
}

function ownerOf(user: string | undefined): CardFacts['ownerType'] {
  if (user === undefined) return undefined
  return user.startsWith('CORP') ? 'CORPORATE' : 'PERSONAL'
}

/** `yyyy-MM-dd HH:mm:ss` in Seoul. */
export function instant(stamp: string | undefined): Date | undefined {
  return fromIso(stamp?.replace(' ', 'T'))
}

/** An amount without its sign: what is given back is negative. */
export function magnitude(fields: WireRecord, key: string): number | undefined {
  const value = field(fields, key)
  return toWholeNumber(typeof value === 'number' ? Math.abs(value) : stripMinus(value))
}

function stripMinus(value: unknown): unknown {
  return typeof value === 'string' ? value.replace(/^-/, '') : value
}

function webAddress(url: string | undefined): string | undefined {
  return url !== undefined && /^https?:\/\//.test(url) ? url : undefined
}

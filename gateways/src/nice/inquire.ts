import type { GatewayContext, InquireAnswer, InquireCall, Order, PaidMethod, Silent } from '../port.ts'
import { rememberedAccount } from '../deposit-note.ts'
import { text } from '../wire/reading.ts'
import { callNice, mid } from './api.ts'
import { instant } from './approval.ts'
import { isOfWindow } from './begin.ts'
import { niceHosts } from './environment.ts'
import { tidsSince, trades } from './tid.ts'
import type { Trade } from './tid.ts'

export type StatusAnswer =
  | {
      readonly kind: 'status'
      readonly status: 'APPROVED' | 'CANCELLED' | 'NONE'
      readonly approvedAt: Date | undefined
      readonly raw: string
    }
  | Silent

type Status = Extract<StatusAnswer, { kind: 'status' }>

const statuses: Readonly<Record<string, 'APPROVED' | 'CANCELLED' | 'NONE'>> = {
  '0': 'APPROVED',
  '1': 'CANCELLED',
  '9': 'NONE',
}

/** `trans_status.jsp` (the path's spelling is the PG's): what a TID stands at. It tells neither order, amount nor method. */
export async function askStatus(context: GatewayContext, tid: string): Promise<StatusAnswer> {
  const answer = await callNice(context, {
    url: `${niceHosts(context.environment).webApi}/webapi/inquery/trans_status.jsp`,
    fields: { TID: tid },
    signed: (ediDate) => [tid, mid(context), ediDate],
    done: ['0000'],
  })
  if (answer.kind === 'silent') return answer
  // A refused inquiry says nothing of the trade.
  if (answer.kind === 'declined')
    return { kind: 'silent', reason: `the inquiry was refused (${answer.pgCode})` }
  const { fields, raw } = answer
  const status = statuses[text(fields, 'Status') ?? '']
  if (status === undefined || (text(fields, 'TID') ?? tid) !== tid)
    return { kind: 'silent', reason: 'the inquiry names no status, or another TID' }
  return { kind: 'status', status, approvedAt: instant(text(fields, 'AuthDate')), raw }
}

/**
 * What the PG's books say, as far as a status goes.
 *
 * A TID that the PG's signed answer gave us: cancelled whole, or nothing certain, since the books tell no part.
 * No TID after a window: nothing; the return's TID could be anybody's, and net cancel is the way.
 * No TID without a window: the number was made by us from our order number, so it can be asked about.
 */
export async function inquire(context: GatewayContext, call: InquireCall): Promise<InquireAnswer> {
  const { pgTxId, memory } = call
  if (pgTxId !== undefined) return inquireKnown(context, call, pgTxId)
  if (isOfWindow(memory))
    return { kind: 'silent', reason: 'NICE tells by TID alone, and the lost answer had it' }
  return inquireOwn(context, call)
}

async function inquireKnown(
  context: GatewayContext,
  { order, memory }: InquireCall,
  tid: string,
): Promise<InquireAnswer> {
  const books = await askStatus(context, tid)
  if (books.kind === 'silent') return books
  if (books.status === 'NONE')
    return { kind: 'not-approved', final: false, pgCode: '9', pgMessage: '승인 거래 없음' }
  if (books.status === 'APPROVED')
    return {
      kind: 'silent',
      reason: 'NICE tells that the trade stands, and no amount, part or deposit of it',
    }
  return told(context, order, methodOf(order, memory), tid, books, order.amount.minor)
}

/** A charge, a key-in payment or an account without a window: our own number of today, and of tomorrow's first minute. */
async function inquireOwn(
  context: GatewayContext,
  { order, attemptedAt }: InquireCall,
): Promise<InquireAnswer> {
  const numbers = tradesOf(order).flatMap((trade) =>
    tidsSince(mid(context), trade, order, attemptedAt ?? context.now),
  )
  for (const tid of numbers) {
    const books = await askStatus(context, tid)
    if (books.kind === 'silent') return books
    if (books.status === 'NONE') continue
    if (isEarlier(books, attemptedAt))
      return { kind: 'silent', reason: 'that number was used before this order was' }
    if (order.payMethod === 'VIRTUAL_ACCOUNT')
      return { kind: 'silent', reason: 'an account was issued, but its number was in the lost answer' }
    const cancelledMinor = books.status === 'CANCELLED' ? order.amount.minor : 0
    return told(context, order, methodOf(order, {}), tid, books, cancelledMinor)
  }
  return { kind: 'not-approved', final: false, pgCode: '9', pgMessage: '승인 거래 없음' }
}

const CLOCKS_APART_MS = 10 * 60_000

/** The trade is older than our call, so it can be only another order's. */
function isEarlier({ approvedAt }: Status, attemptedAt: Date | undefined): boolean {
  if (approvedAt === undefined || attemptedAt === undefined) return false
  return approvedAt.getTime() < attemptedAt.getTime() - CLOCKS_APART_MS
}

/** A card is charged by its key or by its number; the attempt does not say which. */
function tradesOf({ payMethod }: Order): readonly Trade[] {
  return payMethod === 'VIRTUAL_ACCOUNT' ? [trades.account] : [trades.charge, trades.keyIn]
}

function told(
  context: GatewayContext,
  order: Order,
  method: PaidMethod,
  tid: string,
  books: Status,
  cancelledMinor: number,
): InquireAnswer {
  return {
    kind: 'approved',
    approval: {
      kind: 'approved',
      // An account's status says "approved" from its issue on.
      state: method.type === 'VIRTUAL_ACCOUNT' ? 'VIRTUAL_ACCOUNT_ISSUED' : 'PAID',
      pgTxId: tid,
      pgOrderId: order.pgOrderId,
      // The books tell no amount. It is the one that our call named, and the PG takes no other.
      amount: order.amount,
      method,
      at: books.approvedAt ?? context.now,
      raw: books.raw,
    },
    cancelledMinor,
    cancels: [],
  }
}

function methodOf(order: Order, memory: InquireCall['memory']): PaidMethod {
  switch (order.payMethod) {
    case 'CARD':
      return { type: 'CARD', card: {} }
    case 'VIRTUAL_ACCOUNT':
      return {
        type: 'VIRTUAL_ACCOUNT',
        virtualAccount: rememberedAccount(memory) ?? { accountNumber: '' },
      }
    case 'GIFT_CERTIFICATE':
      return { type: 'GIFT_CERTIFICATE', approvalNumber: '' }
    case 'TRANSFER':
    case 'MOBILE':
    case 'EASY_PAY':
      return { type: order.payMethod }
    case 'CONVENIENCE_STORE':
      return { type: order.payMethod, convenienceStore: {} }
  }
}

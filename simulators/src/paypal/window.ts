import type { BuyerChoice, Navigation } from '../desk/simulator.ts'
import type { PaypalBooks } from './books.ts'
import { randomId } from './identifiers.ts'
import { fateOfPayment } from './magic.ts'

/** What the buyer sees behind a token: an order to pay, or an agreement to sign. */
export interface OpenWindow {
  readonly token: string
  readonly isAgreement: boolean
  readonly mid: string
  readonly orderId: string
  readonly orderName: string
  readonly amountMinor: number
  readonly currency: string
}

const OPEN_MS = 3 * 3_600_000

export function openWindow(books: PaypalBooks, token: string): OpenWindow | undefined {
  const order = books.order(token)
  if (order !== undefined) {
    const isOpen =
      order.status === 'PAYER_ACTION_REQUIRED' &&
      books.now().getTime() - Date.parse(order.createdAt) <= OPEN_MS
    const { mid, customId, orderName, amountMinor, currency } = order
    return isOpen
      ? { token, isAgreement: false, mid, orderId: customId, orderName, amountMinor, currency }
      : undefined
  }
  const agreement = books.agreements.get(token)
  if (agreement?.state !== 'OPEN') return undefined
  return {
    token,
    isAgreement: true,
    mid: agreement.mid,
    orderId: agreement.tokenId,
    orderName: agreement.description,
    amountMinor: 0,
    currency: 'USD',
  }
}

export interface Decided {
  /** Where PayPal's redirect goes; a button's popup tells its page the same instead. */
  readonly next: Navigation | null
  /** What `onApprove` gets; absent when the buyer did not approve. */
  readonly approved?: { readonly orderID: string; readonly payerID: string; readonly billingToken?: string }
}

/**
 * The buyer decides. PayPal's window never tells the shop of a refusal: it lets the buyer approve, and the capture fails
 * for want of funds. Undefined when the window is over or unknown.
 */
export function decide(books: PaypalBooks, token: string, choice: BuyerChoice): Decided | undefined {
  const window = openWindow(books, token)
  if (window === undefined) return undefined
  if (choice.decision === 'vanish') return { next: null }
  return window.isAgreement ? decideAgreement(books, token, choice) : decideOrder(books, token, choice)
}

function decideOrder(books: PaypalBooks, token: string, choice: BuyerChoice): Decided | undefined {
  const order = books.orders.get(token)
  if (order === undefined) return undefined
  if (choice.decision === 'close') return { next: back(order.cancelUrl, { token }) }
  const payerId = randomId(13)
  const isDeclined = choice.decision === 'decline' || fateOfPayment(order) === 'decline-window'
  books.orders.put({
    ...order,
    status: 'APPROVED',
    payerId,
    ...(isDeclined ? { declineCode: choice.declineCode ?? 'INSTRUMENT_DECLINED' } : {}),
  })
  return {
    next: back(order.returnUrl, { token, PayerID: payerId }),
    approved: { orderID: token, payerID: payerId },
  }
}

function decideAgreement(books: PaypalBooks, token: string, choice: BuyerChoice): Decided | undefined {
  const agreement = books.agreements.get(token)
  if (agreement === undefined) return undefined
  if (choice.decision !== 'approve') return { next: back(agreement.cancelUrl, { ba_token: token }) }
  books.agreements.put({ ...agreement, state: 'APPROVED' })
  return {
    next: back(agreement.returnUrl, { ba_token: token }),
    approved: { orderID: '', payerID: randomId(13), billingToken: token },
  }
}

function back(address: string, more: Readonly<Record<string, string>>): Navigation {
  const url = new URL(address)
  for (const [name, value] of Object.entries(more)) url.searchParams.set(name, value)
  return { method: 'GET', url: url.href }
}

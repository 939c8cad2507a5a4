import { fateOf, faultOf } from '../desk/magic.ts'
import { randomToken } from '../desk/random.ts'
import type { BuyerChoice, Navigation } from '../desk/simulator.ts'
import type { NaverBooks } from './books.ts'
import { cards } from './codes.ts'
import type { NaverOrder } from './order.ts'

/** Where the page sends the buyer: null when he never comes back, undefined when it is over. */
export function decide(
  books: NaverBooks,
  reserveId: string,
  choice: BuyerChoice,
): Navigation | null | undefined {
  const order = books.orders.get(reserveId)
  if (order === undefined || order.state !== 'OPENED') return undefined
  switch (choice.decision) {
    case 'vanish':
      return null
    case 'close':
      return failed(books, order, 'UserCancel', 'userCancel')
    case 'decline': {
      const code = choice.declineCode ?? 'OwnerAuthFail'
      return failed(books, order, code, choice.declineMessage ?? code)
    }
    case 'approve':
      return authenticated(books, order, choice)
  }
}

function leave(order: NaverOrder, query: Readonly<Record<string, string>>): Navigation {
  const url = new URL(order.returnUrl)
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  return { method: 'GET', url: url.href }
}

function failed(books: NaverBooks, order: NaverOrder, resultCode: string, resultMessage: string): Navigation {
  books.orders.put({ ...order, state: 'FAILED' })
  return leave(order, { resultCode, resultMessage, reserveId: order.reserveId })
}

function authenticated(books: NaverBooks, order: NaverOrder, choice: BuyerChoice): Navigation {
  const fate = fateOf({
    cardNumber: choice.cardNumber,
    orderName: order.productName,
    amountMinor: order.amountMinor,
  })
  if (fate === 'decline-window') return failed(books, order, 'OwnerAuthFail', 'OwnerAuthFail')
  const fault =
    fate === undefined || order.kind === 'RECURRENT' ? undefined : faultOf(fate, order.merchantPayKey)
  if (fault !== undefined) books.faults.add(fault)
  const digits = (choice.cardNumber ?? '').replaceAll(/\D/g, '')
  const number = digits.length >= 14 ? digits : '4330123412341234'
  const card = {
    code: choice.cardCompany ?? cards[0]?.code ?? 'C0',
    number: `${number.slice(0, 6)}******${number.slice(-4)}`,
    months: choice.installmentMonths ?? 0,
  }
  const withFate = fate === undefined ? {} : { fate }
  if (order.kind === 'RECURRENT') {
    const tempReceiptId = randomToken(15)
    books.orders.put({ ...order, state: 'AUTHENTICATED', tempReceiptId, card, ...withFate })
    return leave(order, { resultCode: 'Success', reserveId: order.reserveId, tempReceiptId })
  }
  const paymentId = books.newPaymentId()
  const bank = choice.bankCode === undefined ? {} : { bankCode: choice.bankCode }
  books.orders.put({ ...order, state: 'AUTHENTICATED', paymentId, card, ...bank, ...withFate })
  return leave(order, { resultCode: 'Success', paymentId })
}

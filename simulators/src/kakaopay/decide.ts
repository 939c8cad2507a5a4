import { fateOf, faultOf } from '../desk/magic.ts'
import { randomToken } from '../desk/random.ts'
import type { BuyerChoice, Navigation } from '../desk/simulator.ts'
import { comeBack } from '../window/wallet-window.ts'
import type { KakaoBooks } from './books.ts'
import { cards } from './codes.ts'
import { tidLifeMs } from './order.ts'
import type { KakaoOrder } from './order.ts'

/** Where the page sends the buyer: null when he never comes back, undefined when it is over. */
export function decide(
  books: KakaoBooks,
  windowToken: string,
  choice: BuyerChoice,
): Navigation | null | undefined {
  const order = books.ofWindow(windowToken)
  if (order === undefined || order.status !== 'READY') return undefined
  if (books.now().getTime() - Date.parse(order.createdAt) > tidLifeMs) return failed(books, order)
  switch (choice.decision) {
    case 'vanish':
      return null
    case 'close':
      books.orders.put({ ...order, status: 'QUIT_PAYMENT' })
      return comeBack(order.cancelUrl, {})
    case 'decline':
      return failed(books, order, choice.declineCode)
    case 'approve':
      return authenticated(books, order, choice)
  }
}

/** `fail_url` tells nothing; the order's status does. */
function failed(books: KakaoBooks, order: KakaoOrder, reason?: string): Navigation {
  const status = reason === 'FAIL_AUTH_PASSWORD' ? 'FAIL_AUTH_PASSWORD' : 'FAIL_PAYMENT'
  books.orders.put({ ...order, status })
  return comeBack(order.failUrl, {})
}

function authenticated(books: KakaoBooks, order: KakaoOrder, choice: BuyerChoice): Navigation {
  const { cardNumber } = choice
  const fate = fateOf({ cardNumber, orderName: order.itemName, amountMinor: order.totalMinor })
  if (fate === 'decline-window') return failed(books, order)
  // The fate of a registration comes with its charges.
  const fault = fate === undefined || order.totalMinor === 0 ? undefined : faultOf(fate, order.partnerOrderId)
  if (fault !== undefined) books.faults.add(fault)
  const pgToken = randomToken(15)
  const wantsMoney = choice.payMethod === 'MONEY' && order.methods.includes('MONEY')
  const method = wantsMoney ? 'MONEY' : (order.methods[0] ?? 'CARD')
  books.orders.put({
    ...order,
    status: 'AUTH_PASSWORD',
    pgToken,
    method,
    ...(method === 'CARD' ? { card: cardOf(order, choice) } : {}),
    ...(fate === undefined ? {} : { fate }),
  })
  return comeBack(order.approvalUrl, { pg_token: pgToken })
}

function cardOf(order: KakaoOrder, choice: BuyerChoice): NonNullable<KakaoOrder['card']> {
  const allowed = order.availableCards ?? cards.map(({ code }) => code)
  const digits = (choice.cardNumber ?? '').replaceAll(/\D/g, '')
  return {
    code: allowed.find((code) => code === choice.cardCompany) ?? allowed[0] ?? 'SHINHAN',
    bin: (digits.length >= 14 ? digits : '4330123412341234').slice(0, 6),
    months: order.installMonth ?? choice.installmentMonths ?? 0,
  }
}

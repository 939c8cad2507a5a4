import { faults } from '../desk/faults.ts'
import type { Fault } from '../desk/faults.ts'
import type { NoteAttempt } from '../desk/notes.ts'
import { DeskRefusal } from '../desk/simulator.ts'
import type { Deposit, HandOff, Simulator, Surroundings } from '../desk/simulator.ts'
import { bookOf, PaypalBooks } from './books.ts'
import { announceCapture, forge } from './messages.ts'
import { addNvpRoutes } from './nvp-routes.ts'
import { addRestRoutes } from './rest-routes.ts'
import { addWindowRoutes } from './window-routes.ts'
import { decide, openWindow } from './window.ts'

/** PayPal: Orders v2 behind its buttons, billing agreements, classic Express Checkout, signed webhooks and IPN. */
export function paypalSimulator(surroundings: Surroundings): Simulator {
  const books = new PaypalBooks(surroundings)
  return {
    id: 'paypal',
    nameKo: '페이팔',
    nameEn: 'PayPal',
    faults: books.faults,
    // No answer of the API is signed; webhooks are, and the desk forges those.
    possibleFaults: (Object.keys(faults) as Fault[]).filter((fault) => fault !== 'wrong-signature'),
    addRoutes: (app) => {
      addRestRoutes(app, books)
      addNvpRoutes(app, books)
      addWindowRoutes(app, books)
    },
    register: (registration) => books.register(registration),
    merchants: () => books.merchants.all(),
    buy: (handOff, choice) => {
      const token = tokenOf(handOff)
      const window = token === undefined ? undefined : openWindow(books, token)
      const decided = window && decide(books, window.token, choice)
      if (window === undefined || decided === undefined)
        throw new DeskRefusal(
          400,
          'WRONG_HAND_OFF',
          'PayPal takes a token of one of its open orders or agreements.',
          '페이팔의 열려 있는 주문이나 정기결제 동의가 아닙니다.',
        )
      return { orderId: window.orderId, next: decided.next }
    },
    book: (orderId) => {
      const order = books.ofCustomId(orderId)
      return order && bookOf(order)
    },
    ledger: () => books.orders.all().map(bookOf),
    deposit: (orderId, deposit) => settle(books, orderId, deposit),
    repeatNotes: () => {
      books.decideAllDue()
      return books.notes.repeatWaiting()
    },
    close: () => books.close(),
  }
}

function tokenOf(handOff: HandOff): string | undefined {
  if (handOff.kind === 'in-page') return handOff.token
  if (handOff.kind !== 'redirect' || !handOff.url.includes('/paypal/checkoutnow')) return undefined
  return new URL(handOff.url).searchParams.get('token') ?? undefined
}

/** A deposit stands for the funds of a pending payment: they arrive, and PayPal tells. */
async function settle(
  books: PaypalBooks,
  orderId: string,
  deposit: Deposit,
): Promise<readonly NoteAttempt[]> {
  const order = books.ofCustomId(orderId)
  if (order?.capture === undefined)
    throw new DeskRefusal(
      404,
      'NO_ACCOUNT',
      'This order has no payment under review.',
      '심사 중인 결제가 없는 주문입니다.',
    )
  if (deposit.tamper !== undefined) return forge(books, order, deposit.tamper)
  if (order.capture.status !== 'PENDING')
    throw new DeskRefusal(409, 'ACCOUNT_CLOSED', 'The payment is decided already.', '이미 결정된 결제입니다.')
  const decided = books.decideCapture(order, 'COMPLETED')
  const more = Array.from({ length: deposit.times - 1 }, () => announceCapture(books, decided))
  return (await Promise.all(more)).flat()
}

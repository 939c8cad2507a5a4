import { depositRefusals } from '../desk/deposit.ts'
import { faults } from '../desk/faults.ts'
import type { Fault } from '../desk/faults.ts'
import { balanceOf } from '../desk/ledger.ts'
import type { OrderBook } from '../desk/ledger.ts'
import { DeskRefusal } from '../desk/simulator.ts'
import type { Bought, BuyerChoice, HandOff, Simulator, Surroundings } from '../desk/simulator.ts'
import { addApiRoutes } from './api-routes.ts'
import { TosspayBooks } from './books.ts'
import { decideKey, decidePayment } from './decide.ts'
import { stateAt } from './order.ts'
import type { TosspayOrder } from './order.ts'
import { addWindowRoutes } from './window-routes.ts'

/** Toss Pay: payments created by JSON, its own page, execution, refunds by number, recurring keys, unsigned callbacks. */
export function tosspaySimulator(surroundings: Surroundings): Simulator {
  const books = new TosspayBooks(surroundings)
  return {
    id: 'tosspay',
    nameKo: '토스페이',
    nameEn: 'Toss Pay',
    faults: books.faults,
    // Nothing that this PG answers is signed.
    possibleFaults: (Object.keys(faults) as Fault[]).filter((fault) => fault !== 'wrong-signature'),
    addRoutes: (app) => {
      addWindowRoutes(app, books)
      addApiRoutes(app, books)
    },
    register: (registration) => books.register(registration),
    merchants: () => books.merchants.all(),
    buy: (handOff, choice) => buy(books, handOff, choice),
    book: (orderId) => {
      const order = books.ofOrder(orderId)
      return order && book(books, order)
    },
    ledger: () => books.all().map((order) => book(books, order)),
    deposit: () => Promise.reject(depositRefusals.noAccount()),
    repeatNotes: () => books.notes.repeatWaiting(),
    close: () => books.close(),
  }
}

const page = /^\/tosspay\/payfront\/(auth|billing)\/([\w-]+)$/

function buy(books: TosspayBooks, handOff: HandOff, choice: BuyerChoice): Bought {
  const path = handOff.kind === 'redirect' && URL.canParse(handOff.url) ? new URL(handOff.url).pathname : ''
  const [, kind, token = ''] = page.exec(path) ?? []
  const order = kind === 'auth' ? books.orders.get(token) : undefined
  if (order !== undefined)
    return { orderId: order.orderNo, next: decidePayment(books, token, choice) ?? null }
  const key = kind === 'billing' ? books.ofPage(token) : undefined
  if (key !== undefined) return { orderId: key.userId, next: decideKey(books, token, choice) ?? null }
  throw new DeskRefusal(
    400,
    'WRONG_HAND_OFF',
    'Toss Pay takes a redirect to the page that it named.',
    '토스페이의 결제창 정보가 아닙니다.',
  )
}

function book(books: TosspayBooks, order: TosspayOrder): OrderBook {
  return {
    orderId: order.orderNo,
    mid: order.mid,
    pgTxId: order.payToken,
    status: stateAt(order, books.now()),
    payMethod: 'EASY_PAY',
    orderName: order.productDesc,
    amountMinor: order.amountMinor,
    taxFreeMinor: order.taxFreeMinor,
    ...balanceOf(order.entries),
    currency: 'KRW',
    entries: order.entries,
  }
}

import { faults } from '../desk/faults.ts'
import type { Fault } from '../desk/faults.ts'
import { balanceOf } from '../desk/ledger.ts'
import type { OrderBook } from '../desk/ledger.ts'
import { DeskRefusal } from '../desk/simulator.ts'
import type { Bought, BuyerChoice, HandOff, Simulator, Surroundings } from '../desk/simulator.ts'
import { addApiRoutes } from './api-routes.ts'
import { NaverBooks } from './books.ts'
import { decide } from './decide.ts'
import { openWindow } from './open-window.ts'
import type { NaverOrder } from './order.ts'
import { addWindowRoutes } from './window-routes.ts'

/** Naver Pay, payment type: SDK page, approval by payment number, history, recurring payments. It sends no messages. */
export function naverpaySimulator(surroundings: Surroundings): Simulator {
  const books = new NaverBooks(surroundings)
  return {
    id: 'naverpay',
    nameKo: '네이버페이 결제형',
    nameEn: 'Naver Pay (payment type)',
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
      const order = books.ofKey(orderId)
      return order && book(order)
    },
    ledger: () =>
      books
        .all()
        .filter(({ kind }) => kind === 'PAY')
        .map(book),
    deposit: () => {
      throw new DeskRefusal(
        404,
        'NO_ACCOUNT',
        'Naver Pay has no virtual accounts.',
        '가상계좌가 없는 PG입니다.',
      )
    },
    repeatNotes: () => Promise.resolve([]),
    close: () => books.close(),
  }
}

function buy(books: NaverBooks, handOff: HandOff, choice: BuyerChoice): Bought {
  if (handOff.kind !== 'naverpay-sdk')
    throw new DeskRefusal(
      400,
      'WRONG_HAND_OFF',
      'Naver Pay takes naverpay-sdk.',
      '네이버페이의 결제창 정보가 아닙니다.',
    )
  const opened = openWindow(books, handOff.config, handOff.request)
  if (opened.kind === 'refused')
    return {
      orderId: opened.orderId,
      next: null,
      refused: { code: opened.code, message: opened.message },
    }
  const { order } = opened
  return { orderId: order.merchantPayKey, next: decide(books, order.reserveId, choice) ?? null }
}

function book(order: NaverOrder): OrderBook {
  return {
    orderId: order.merchantPayKey,
    mid: order.partnerId,
    pgTxId: order.paymentId,
    // The chain that the order was booked under, where one was sent.
    status: order.chainId === undefined ? order.state : `${order.state}@${order.chainId}`,
    payMethod: 'EASY_PAY',
    orderName: order.productName,
    amountMinor: order.amountMinor,
    ...balanceOf(order.entries),
    currency: 'KRW',
    entries: order.entries,
  }
}

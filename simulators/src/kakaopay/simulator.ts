import { faults } from '../desk/faults.ts'
import type { Fault } from '../desk/faults.ts'
import { balanceOf } from '../desk/ledger.ts'
import type { OrderBook } from '../desk/ledger.ts'
import { DeskRefusal } from '../desk/simulator.ts'
import type { Bought, BuyerChoice, HandOff, Simulator, Surroundings } from '../desk/simulator.ts'
import { addApiRoutes } from './api-routes.ts'
import { KakaoBooks } from './books.ts'
import { decide } from './decide.ts'
import { entriesOf } from './order.ts'
import type { KakaoOrder } from './order.ts'
import { addWindowRoutes, windowTokenOf } from './window-routes.ts'

/** KakaoPay's online payments: ready, the buyer's page, approve; SIDs for recurring charges. It sends no messages. */
export function kakaopaySimulator(surroundings: Surroundings): Simulator {
  const books = new KakaoBooks(surroundings)
  return {
    id: 'kakaopay',
    nameKo: '카카오페이',
    nameEn: 'KakaoPay',
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
      const order = books.ofPartnerOrder(orderId)
      return order && book(order)
    },
    ledger: () =>
      books
        .all()
        .filter(({ totalMinor }) => totalMinor > 0)
        .map(book),
    deposit: () => {
      throw new DeskRefusal(
        404,
        'NO_ACCOUNT',
        'KakaoPay has no virtual accounts.',
        '가상계좌가 없는 PG입니다.',
      )
    },
    repeatNotes: () => Promise.resolve([]),
    close: () => books.close(),
  }
}

function buy(books: KakaoBooks, handOff: HandOff, choice: BuyerChoice): Bought {
  const token = handOff.kind === 'redirect' ? windowTokenOf(handOff.url) : undefined
  if (token === undefined)
    throw new DeskRefusal(
      400,
      'WRONG_HAND_OFF',
      'KakaoPay takes a redirect to its page.',
      '카카오페이의 결제창 주소가 아닙니다.',
    )
  const order = books.ofWindow(token)
  if (order === undefined)
    throw new DeskRefusal(404, 'NO_WINDOW', 'There is no such window.', '그런 결제창이 없습니다.')
  return { orderId: order.partnerOrderId, next: decide(books, token, choice) ?? null }
}

function book(order: KakaoOrder): OrderBook {
  const entries = entriesOf(order)
  return {
    orderId: order.partnerOrderId,
    mid: order.cid,
    pgTxId: order.tid,
    status: order.status,
    payMethod: 'EASY_PAY',
    orderName: order.itemName,
    amountMinor: order.totalMinor,
    taxFreeMinor: order.taxFreeMinor,
    ...balanceOf(entries),
    currency: 'KRW',
    entries,
  }
}

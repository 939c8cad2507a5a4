import { uuidv7 } from 'uuidv7'
import { depositRefusals, tellDeposit } from '../desk/deposit.ts'
import { faults } from '../desk/faults.ts'
import type { Fault } from '../desk/faults.ts'
import { balanceOf } from '../desk/ledger.ts'
import type { OrderBook } from '../desk/ledger.ts'
import type { NoteAttempt } from '../desk/notes.ts'
import { DeskRefusal } from '../desk/simulator.ts'
import type { Bought, BuyerChoice, Deposit, HandOff, Simulator, Surroundings } from '../desk/simulator.ts'
import { addApiRoutes } from './api-routes.ts'
import { KiccBooks } from './books.ts'
import { decide } from './decide.ts'
import { forgeDeposit, noteDeposit } from './notices.ts'
import type { KiccMethod, KiccOrder } from './order.ts'
import { addWindowRoutes, tabsOf } from './window-routes.ts'

/** KICC EasyPay: registration by JSON, a hosted window, HMAC on cancels and answers, messages in JSON. */
export function kiccSimulator(surroundings: Surroundings): Simulator {
  const books = new KiccBooks(surroundings)
  return {
    id: 'kicc',
    nameKo: '이지페이(KICC)',
    nameEn: 'EasyPay (KICC)',
    faults: books.faults,
    possibleFaults: Object.keys(faults) as Fault[],
    addRoutes: (app) => {
      addWindowRoutes(app, books)
      addApiRoutes(app, books)
    },
    register: (registration) => books.register(registration),
    merchants: () => books.merchants.all(),
    buy: (handOff, choice) => buy(books, handOff, choice),
    book: (orderId) => {
      const order = books.ofOrder(orderId)
      return order && book(order)
    },
    ledger: () =>
      books
        .orders()
        .filter(({ kind }) => kind === 'PAY')
        .map(book),
    deposit: (orderId, deposit) => receive(books, orderId, deposit),
    repeatNotes: () => books.notes.repeatWaiting(),
    close: () => books.close(),
  }
}

function buy(books: KiccBooks, handOff: HandOff, choice: BuyerChoice): Bought {
  const path = handOff.kind === 'redirect' && URL.canParse(handOff.url) ? new URL(handOff.url).pathname : ''
  const order = books.sessions.get(/^\/kicc\/webpay\/([\w-]+)$/.exec(path)?.[1] ?? '')
  if (order === undefined)
    throw new DeskRefusal(
      400,
      'WRONG_HAND_OFF',
      'EasyPay takes a redirect to the page that it registered.',
      '이지페이의 결제창 정보가 아닙니다.',
    )
  const offered = tabsOf(order).map((tab) => tab.payMethod)
  const payMethod = choice.payMethod ?? offered[0]
  if (payMethod === undefined || !offered.includes(payMethod))
    throw new DeskRefusal(
      400,
      'METHOD_NOT_OFFERED',
      `The window offers ${offered.join(', ')}.`,
      '결제창에 없는 결제수단입니다.',
    )
  return {
    orderId: order.shopOrderNo,
    next: decide(books, order.sessionId, { ...choice, payMethod }) ?? null,
  }
}

async function receive(books: KiccBooks, orderId: string, deposit: Deposit): Promise<readonly NoteAttempt[]> {
  const order = books.ofOrder(orderId)
  if (order?.virtualAccount === undefined) throw depositRefusals.noAccount()
  if (deposit.tamper !== undefined) return forgeDeposit(books, order, deposit.tamper)
  if (order.state !== 'ISSUED' || Date.parse(order.virtualAccount.expiresAt) < books.now().getTime())
    throw depositRefusals.closed()
  const at = books.now().toISOString()
  const amountMinor = deposit.amountMinor ?? order.amountMinor
  const deposited = [...order.entries, { kind: 'deposit' as const, amountMinor, at, id: uuidv7() }]
  const paid = books.sessions.put({
    ...order,
    // A part leaves the account open for the rest.
    state: balanceOf(deposited).balanceMinor >= order.amountMinor ? 'APPROVED' : 'ISSUED',
    entries: deposited,
  })
  return tellDeposit(deposit, () => noteDeposit(books, paid, amountMinor))
}

function book(order: KiccOrder): OrderBook {
  return {
    orderId: order.shopOrderNo,
    mid: order.mallId,
    pgTxId: order.pgCno,
    status: order.state,
    payMethod: words[order.method],
    orderName: order.goodsName,
    amountMinor: order.amountMinor,
    ...balanceOf(order.entries),
    currency: 'KRW',
    ...(order.virtualAccount === undefined ? {} : { virtualAccount: order.virtualAccount }),
    entries: order.entries,
  }
}

const words: Readonly<Record<KiccMethod, string>> = {
  '11': 'CARD',
  '21': 'TRANSFER',
  '22': 'VIRTUAL_ACCOUNT',
  '31': 'MOBILE',
  '60': 'EASY_PAY',
}

import type { FastifyInstance } from 'fastify'
import { uuidv7 } from 'uuidv7'
import { depositRefusals, tellDeposit } from '../../desk/deposit.ts'
import { balanceOf } from '../../desk/ledger.ts'
import type { OrderBook } from '../../desk/ledger.ts'
import type { NoteAttempt } from '../../desk/notes.ts'
import { DeskRefusal } from '../../desk/simulator.ts'
import type { Bought, BuyerChoice, Deposit, HandOff, Simulator, Surroundings } from '../../desk/simulator.ts'
import { XpayBooks } from './books.ts'
import type { SharedDesk } from './books.ts'
import { decide } from './decide.ts'
import { addGatewayRoutes } from './gateway-routes.ts'
import { forgeDeposit, noteDeposit } from './notices.ts'
import { openWindow } from './open-window.ts'
import { payTypes } from './order.ts'
import type { XpayOrder } from './order.ts'
import { addPages } from './pages.ts'
import { addWindowRoutes, tabOf } from './window-routes.ts'

export type XpayHandOff = Extract<HandOff, { kind: 'xpay-crossplatform' }>

/** XPay, the PG's former module: a window of its own, one gateway, and notes that want `OK`. */
export interface Xpay extends Pick<Simulator, 'book' | 'ledger' | 'deposit' | 'repeatNotes' | 'close'> {
  addRoutes(app: FastifyInstance): void
  buy(handOff: XpayHandOff, choice: BuyerChoice): Bought
}

export function xpayOf(surroundings: Surroundings, desk: SharedDesk): Xpay {
  const books = new XpayBooks(surroundings, desk)
  return {
    addRoutes: (app) => {
      addWindowRoutes(app, books)
      addGatewayRoutes(app, books)
      addPages(app, books)
    },
    buy: (handOff, choice) => buy(books, handOff, choice),
    book: (orderId) => {
      const order = books.ofOid(orderId)
      return order && book(order)
    },
    ledger: () => books.orders().map(book),
    deposit: (orderId, deposit) => receive(books, orderId, deposit),
    repeatNotes: () => books.notes.repeatWaiting(),
    close: () => books.close(),
  }
}

function buy(books: XpayBooks, { fields }: XpayHandOff, choice: BuyerChoice): Bought {
  const opened = openWindow(books, fields)
  if (opened.kind === 'refused')
    return {
      orderId: opened.orderId,
      next: null,
      refused: { code: opened.code, message: opened.message },
    }
  const { order } = opened
  const offered = tabOf(order).payMethod
  if (choice.payMethod !== undefined && choice.payMethod !== offered)
    throw new DeskRefusal(
      400,
      'METHOD_NOT_OFFERED',
      `The window offers ${offered}.`,
      '결제창에 없는 결제수단입니다.',
    )
  return { orderId: order.oid, next: decide(books, order.sessionId, choice) ?? null }
}

async function receive(books: XpayBooks, orderId: string, deposit: Deposit): Promise<readonly NoteAttempt[]> {
  const order = books.ofOid(orderId)
  if (order?.virtualAccount === undefined) throw depositRefusals.noAccount()
  if (deposit.tamper !== undefined) return forgeDeposit(books, order, deposit.tamper)
  if (order.state !== 'ISSUED' || Date.parse(order.virtualAccount.expiresAt) < books.now().getTime())
    throw depositRefusals.closed()
  const amountMinor = deposit.amountMinor ?? order.amountMinor
  // One deposit of the ordered amount is all that the account takes.
  if (amountMinor !== order.amountMinor) throw depositRefusals.otherAmount()
  const at = books.now().toISOString()
  const paid = books.sessions.put({
    ...order,
    state: 'APPROVED',
    entries: [...order.entries, { kind: 'deposit', amountMinor, at, id: uuidv7() }],
  })
  return tellDeposit(deposit, () => noteDeposit(books, paid, amountMinor))
}

function book(order: XpayOrder): OrderBook {
  return {
    orderId: order.oid,
    mid: order.mid,
    pgTxId: order.tid ?? '',
    status: order.state,
    payMethod: payTypes[order.payType],
    orderName: order.productInfo,
    amountMinor: order.amountMinor,
    taxFreeMinor: order.taxFreeMinor,
    ...balanceOf(order.entries),
    currency: 'KRW',
    ...(order.virtualAccount === undefined ? {} : { virtualAccount: order.virtualAccount }),
    entries: order.entries,
  }
}

import { uuidv7 } from 'uuidv7'
import { depositRefusals, tellDeposit } from '../desk/deposit.ts'
import { faults } from '../desk/faults.ts'
import type { Fault } from '../desk/faults.ts'
import type { Fields } from '../desk/form.ts'
import { balanceOf } from '../desk/ledger.ts'
import type { OrderBook } from '../desk/ledger.ts'
import type { NoteAttempt } from '../desk/notes.ts'
import { DeskRefusal } from '../desk/simulator.ts'
import type { Bought, BuyerChoice, Deposit, HandOff, Simulator, Surroundings } from '../desk/simulator.ts'
import { addApiRoutes } from './api-routes.ts'
import { addBillingWindow, openRegistration, decideRegistration } from './billing-window.ts'
import { NiceBooks } from './books.ts'
import { field } from './caller.ts'
import { results } from './codes.ts'
import { decide, wayBack } from './decide.ts'
import { forgeDeposit, noteDeposit } from './notices.ts'
import { openWindow } from './open-window.ts'
import type { Opened } from './open-window.ts'
import type { NiceMethod, NiceOrder } from './order.ts'
import { addWindowRoutes, tabsOf } from './window-routes.ts'

/** NICE Payments' webapi: a form window, EUC-KR forms with SHA-256, net cancel by address, notes that want `OK`. */
export function niceSimulator(surroundings: Surroundings): Simulator {
  const books = new NiceBooks(surroundings)
  return {
    id: 'nice',
    nameKo: '나이스페이먼츠',
    nameEn: 'NICE Payments',
    faults: books.faults,
    possibleFaults: Object.keys(faults) as Fault[],
    addRoutes: (app) => {
      addWindowRoutes(app, books)
      addBillingWindow(app, books)
      addApiRoutes(app, books)
    },
    register: (registration) => books.register(registration),
    merchants: () => books.merchants.all(),
    buy: (handOff, choice) => buy(books, handOff, choice),
    book: (orderId) => {
      const order = books.ofMoid(orderId)
      return order && book(order)
    },
    ledger: () => books.orders().map(book),
    deposit: (orderId, deposit) => receive(books, orderId, deposit),
    repeatNotes: () => books.notes.repeatWaiting(),
    close: () => books.close(),
  }
}

function buy(books: NiceBooks, handOff: HandOff, choice: BuyerChoice): Bought {
  if (isForm(handOff, '/nice/naru/billing-window')) return register(books, handOff.fields, choice)
  const opened = open(books, handOff)
  if (opened.kind === 'refused')
    return {
      orderId: opened.orderId,
      next: null,
      refused: { code: opened.code, message: opened.message },
    }
  const { order } = opened
  const offered = tabsOf(order).map((tab) => tab.payMethod)
  const payMethod = choice.payMethod ?? offered[0]
  if (payMethod === undefined || !offered.includes(payMethod))
    throw new DeskRefusal(
      400,
      'METHOD_NOT_OFFERED',
      `The window offers ${offered.join(', ')}.`,
      '결제창에 없는 결제수단입니다.',
    )
  const end = decide(books, order.sessionId, { ...choice, payMethod })
  return { orderId: order.moid, next: end.kind === 'left' ? wayBack(order, end.fields) : null }
}

function register(books: NiceBooks, form: Fields, choice: BuyerChoice): Bought {
  const opened = openRegistration(books, form)
  const orderId = field(form, 'Moid')
  if (typeof opened === 'string')
    return { orderId, next: null, refused: { code: opened, message: results[opened] } }
  return { orderId, next: decideRegistration(books, opened.sessionId, choice) ?? null }
}

function isForm(handOff: HandOff, path: string): handOff is Extract<HandOff, { kind: 'form' }> {
  return handOff.kind === 'form' && URL.canParse(handOff.action) && new URL(handOff.action).pathname === path
}

function open(books: NiceBooks, handOff: HandOff): Opened {
  if (handOff.kind === 'nicepay-standard') return openWindow(books, handOff.fields, 'PC', handOff.returnUrl)
  if (!isForm(handOff, '/nice/v3/v3Payment.jsp'))
    throw new DeskRefusal(
      400,
      'WRONG_HAND_OFF',
      'NICE Payments takes the form of goPay, or a form to v3Payment.jsp.',
      '나이스페이먼츠의 결제창 정보가 아닙니다.',
    )
  return openWindow(books, handOff.fields, 'MOBILE', field(handOff.fields, 'ReturnURL'))
}

async function receive(books: NiceBooks, orderId: string, deposit: Deposit): Promise<readonly NoteAttempt[]> {
  const order = books.ofMoid(orderId)
  if (order?.virtualAccount === undefined) throw depositRefusals.noAccount()
  if (deposit.tamper !== undefined) return forgeDeposit(books, order, deposit.tamper)
  if (order.state !== 'ISSUED' || Date.parse(order.virtualAccount.expiresAt) < books.now().getTime())
    throw depositRefusals.closed()
  const amountMinor = deposit.amountMinor ?? order.amountMinor
  // The account takes the ordered amount alone.
  if (amountMinor !== order.amountMinor) throw depositRefusals.otherAmount()
  const at = books.now().toISOString()
  const paid = books.sessions.put({
    ...order,
    state: 'APPROVED',
    entries: [...order.entries, { kind: 'deposit', amountMinor, at, id: uuidv7() }],
  })
  return tellDeposit(deposit, () => noteDeposit(books, paid, amountMinor))
}

function book(order: NiceOrder): OrderBook {
  return {
    orderId: order.moid,
    mid: order.mid,
    pgTxId: order.tid,
    status: order.state,
    payMethod: order.wallet === undefined ? words[order.method] : 'EASY_PAY',
    orderName: order.goodsName,
    amountMinor: order.amountMinor,
    ...balanceOf(order.entries),
    taxFreeMinor: order.taxFreeMinor,
    currency: 'KRW',
    ...(order.virtualAccount === undefined ? {} : { virtualAccount: order.virtualAccount }),
    entries: order.entries,
  }
}

const words: Readonly<Record<NiceMethod, string>> = {
  CARD: 'CARD',
  BANK: 'TRANSFER',
  VBANK: 'VIRTUAL_ACCOUNT',
  CELLPHONE: 'MOBILE',
  GIFT_CULT: 'GIFT_CERTIFICATE',
}

import { depositRefusals, tellDeposit } from '../desk/deposit.ts'
import { faults } from '../desk/faults.ts'
import type { Fault } from '../desk/faults.ts'
import { balanceOf } from '../desk/ledger.ts'
import type { OrderBook } from '../desk/ledger.ts'
import type { MerchantRegistration } from '../desk/merchants.ts'
import type { NoteAttempt } from '../desk/notes.ts'
import { DeskRefusal } from '../desk/simulator.ts'
import type { BuyerChoice, Bought, Deposit, HandOff, Simulator, Surroundings } from '../desk/simulator.ts'
import { EximbayBooks } from './books.ts'
import { decide } from './decide.ts'
import { forgeStatus, noteStatus } from './notices.ts'
import { openClassic, openSdk } from './open-window.ts'
import type { Opened } from './open-window.ts'
import type { EximbayOrder } from './order.ts'
import { addApiRoutes, addWindowRoutes, tabsOf } from './routes.ts'

/** The PG's published test id; the others are made when a channel is saved. */
const knownAccounts: readonly MerchantRegistration[] = [
  {
    mid: '1849705C64',
    credentials: { secretKey: '289F40E6640124B2628640168C3C5464', apiKey: 'test_1849705C642C217E0B2D' },
  },
]

/** Eximbay: the classic form API 2.3 and Open API v1. Its window takes the money. */
export function eximbaySimulator(surroundings: Surroundings): Simulator {
  const books = new EximbayBooks(surroundings, knownAccounts)
  return {
    id: 'eximbay',
    nameKo: '엑심베이',
    nameEn: 'Eximbay',
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
      const order = books.ofRef(orderId)
      return order && book(order)
    },
    ledger: () => books.all().map(book),
    deposit: (orderId, deposit) => receive(books, orderId, deposit),
    repeatNotes: () => books.notes.repeatWaiting(),
    close: () => books.close(),
  }
}

function buy(books: EximbayBooks, handOff: HandOff, choice: BuyerChoice): Bought {
  const opened = openHandOff(books, handOff)
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
  return { orderId: order.ref, next: decide(books, order.sessionId, { ...choice, payMethod }) ?? null }
}

function openHandOff(books: EximbayBooks, handOff: HandOff): Opened {
  if (handOff.kind === 'eximbay-sdk') return openSdk(books, handOff.request)
  const isClassic =
    handOff.kind === 'form' &&
    URL.canParse(handOff.action) &&
    new URL(handOff.action).pathname === '/eximbay/Gateway/BasicProcessor.krp'
  if (isClassic) return openClassic(books, handOff.fields)
  throw new DeskRefusal(
    400,
    'WRONG_HAND_OFF',
    'Eximbay takes eximbay-sdk, or a form posted to BasicProcessor.krp.',
    '엑심베이의 결제창 정보가 아닙니다.',
  )
}

/** Cash for an order that the window only registered. */
async function receive(books: EximbayBooks, ref: string, deposit: Deposit): Promise<readonly NoteAttempt[]> {
  const order = books.ofRef(ref)
  if (order === undefined || order.transid === '')
    throw new DeskRefusal(
      404,
      'NO_ACCOUNT',
      'Nothing was registered for this order.',
      '입금을 기다리지 않는 주문입니다.',
    )
  if (deposit.tamper !== undefined) return forgeStatus(books, order, deposit.tamper)
  if (order.state !== 'REGISTERED')
    throw new DeskRefusal(409, 'ACCOUNT_CLOSED', 'The order takes no cash.', '입금할 수 없는 주문입니다.')
  if ((deposit.amountMinor ?? order.amountMinor) !== order.amountMinor) throw depositRefusals.otherAmount()
  const at = books.now().toISOString()
  const paid = books.orders.put({
    ...order,
    state: 'SALE',
    doneAt: at,
    entries: [{ kind: 'deposit', amountMinor: order.amountMinor, at, id: order.transid }],
  })
  return tellDeposit(deposit, () => noteStatus(books, paid))
}

function book(order: EximbayOrder): OrderBook {
  return {
    orderId: order.ref,
    mid: order.mid,
    pgTxId: order.transid,
    status: order.state,
    payMethod: order.cardNumber === '' ? 'EASY_PAY' : 'CARD',
    orderName: order.orderName,
    amountMinor: order.amountMinor,
    ...balanceOf(order.entries),
    currency: order.currency,
    entries: order.entries,
  }
}

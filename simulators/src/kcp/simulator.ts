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
import { KcpBooks } from './books.ts'
import { decide } from './decide.ts'
import { addIdentityRoutes, buyIdentity } from './identity.ts'
import { forgeDeposit, noteDeposit } from './notices.ts'
import { mobileReturn, openMobile, openPc } from './open-window.ts'
import type { KcpMethod, KcpOrder } from './order.ts'
import { addWindowRoutes, tabsOf } from './window-routes.ts'

/** NHN KCP: standard payment by the PC script and on phones, REST with certificate and signature, common notification. */
export function kcpSimulator(surroundings: Surroundings): Simulator {
  const books = new KcpBooks(surroundings)
  return {
    id: 'kcp',
    nameKo: 'NHN KCP',
    nameEn: 'NHN KCP',
    faults: books.faults,
    // Nothing that this PG answers is signed.
    possibleFaults: (Object.keys(faults) as Fault[]).filter((fault) => fault !== 'wrong-signature'),
    addRoutes: (app) => {
      addWindowRoutes(app, books)
      addApiRoutes(app, books)
      addIdentityRoutes(app, books)
    },
    register: (registration) => books.register(registration),
    merchants: () => books.merchants.all(),
    buy: (handOff, choice) => buyIdentity(books, handOff, choice) ?? buy(books, handOff, choice),
    book: (orderId) => {
      const order = books.ofOrder(asOrderNumber(orderId))
      return order && book(order)
    },
    ledger: () =>
      books
        .orders()
        .filter(({ kind }) => kind === 'PAY')
        .map(book),
    deposit: (orderId, deposit) => receive(books, asOrderNumber(orderId), deposit),
    repeatNotes: () => books.notes.repeatWaiting(),
    close: () => books.close(),
  }
}

/** Order numbers here are letters and digits; whoever asks at the desk may use the id that he knows. */
function asOrderNumber(orderId: string): string {
  return orderId.replaceAll(/[-_]/g, '')
}

function buy(books: KcpBooks, handOff: HandOff, choice: BuyerChoice): Bought {
  const window = openHandOff(books, handOff)
  const { opened } = window
  if (opened.kind === 'refused')
    return {
      orderId: opened.orderId,
      next: window.leave(opened.result),
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
  const result = decide(books, order.sessionId, { ...choice, payMethod })
  return {
    orderId: order.orderNumber,
    next: result === null || result === undefined ? null : window.leave(result, order),
  }
}

/** PC: what the page's `m_Completepayment` would post. Phone: what the window itself posts. */
function openHandOff(books: KcpBooks, handOff: HandOff) {
  if (handOff.kind === 'kcp-standard')
    return {
      opened: openPc(books, handOff.fields),
      leave: (result: Fields): Bought['next'] => ({
        method: 'POST',
        url: handOff.returnUrl,
        charset: 'utf-8',
        fields: { ...handOff.fields, ...result },
      }),
    }
  const isMobile =
    handOff.kind === 'form' &&
    URL.canParse(handOff.action) &&
    new URL(handOff.action).pathname === '/kcp/mobile/pay/jsp/encodingFilter/encodingFilter.jsp'
  if (isMobile)
    return {
      opened: openMobile(books, handOff.fields),
      leave: (result: Fields, order?: KcpOrder): Bought['next'] =>
        order === undefined ? null : mobileReturn(order, result),
    }
  throw new DeskRefusal(
    400,
    'WRONG_HAND_OFF',
    'KCP takes kcp-standard, or a form posted to the phone’s window.',
    'NHN KCP의 결제창 정보가 아닙니다.',
  )
}

async function receive(
  books: KcpBooks,
  orderNumber: string,
  deposit: Deposit,
): Promise<readonly NoteAttempt[]> {
  const order = books.ofOrder(orderNumber)
  if (order?.virtualAccount === undefined) throw depositRefusals.noAccount()
  if (deposit.tamper !== undefined) return forgeDeposit(books, order, deposit.tamper)
  const isOpen =
    order.state === 'ISSUED' && Date.parse(order.virtualAccount.expiresAt) >= books.now().getTime()
  if (!isOpen) throw depositRefusals.closed()
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

function book(order: KcpOrder): OrderBook {
  return {
    orderId: order.orderNumber,
    mid: order.siteCode,
    pgTxId: order.tno,
    status: order.state,
    payMethod: order.card?.wallet === undefined ? words[order.method] : 'EASY_PAY',
    orderName: order.goodName,
    amountMinor: order.amountMinor,
    ...balanceOf(order.entries),
    currency: order.currency,
    ...(order.virtualAccount === undefined ? {} : { virtualAccount: order.virtualAccount }),
    entries: order.entries,
  }
}

const words: Readonly<Record<KcpMethod, string>> = {
  PACA: 'CARD',
  PABK: 'TRANSFER',
  PAVC: 'VIRTUAL_ACCOUNT',
  PAMC: 'MOBILE',
  PATK: 'GIFT_CERTIFICATE',
}

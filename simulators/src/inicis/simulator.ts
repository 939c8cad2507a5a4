import { depositRefusals, tellDeposit } from '../desk/deposit.ts'
import { faults } from '../desk/faults.ts'
import type { Fault } from '../desk/faults.ts'
import { balanceOf } from '../desk/ledger.ts'
import type { OrderBook } from '../desk/ledger.ts'
import type { MerchantRegistration } from '../desk/merchants.ts'
import type { NoteAttempt } from '../desk/notes.ts'
import { DeskRefusal } from '../desk/simulator.ts'
import type { Deposit, HandOff, Simulator, Surroundings } from '../desk/simulator.ts'
import { addApprovalRoutes } from './approval-routes.ts'
import { InicisBooks } from './books.ts'
import { addRegistrationRoutes, buyRegistration } from './card-registration.ts'
import { decide } from './decide.ts'
import { addIniApiRoutes } from './iniapi-routes.ts'
import { addJapanApproval } from './japan/approve.ts'
import { openJapan } from './japan/open.ts'
import { addJapanWindow } from './japan/window.ts'
import { forgeDeposit, newDepositTid, noteDeposit } from './notices.ts'
import { openMobile, openStandard } from './open-window.ts'
import type { Opened } from './open-window.ts'
import type { InicisOrder } from './order.ts'
import { addUnifiedRoutes, buyUnified } from './unified.ts'
import { addWindowRoutes, tabsOf } from './window-routes.ts'

/** The PG's published test MIDs; their keys open nothing but this simulator and its sandbox. */
const knownAccounts: readonly MerchantRegistration[] = [
  {
    mid: 'INIpayTest',
    credentials: {
      signKey: 'SU5JTElURV9UUklQTEVERVNfS0VZU1RS',
      iniApiKey: 'ItEQKi3rY7uvDS8l',
      iniApiIv: 'HYb3yQ4f65QL89==',
      hashKey: '3CB8183A4BE283555ACC8363C0360223',
    },
  },
  { mid: 'CBTTEST001', credentials: { iniApiKey: '5AL5Djb1Ipualn0F', cbtType: 'JPPG' } },
  { mid: 'MIIiasTest', credentials: { apiKey: 'test_apikey_naru_MIIiasTest' } },
  {
    mid: 'INIBillTst',
    credentials: {
      signKey: 'SU5JTElURV9UUklQTEVERVNfS0VZU1RS',
      iniApiKey: 'rKnPljRn5m6J9Mzz',
      iniApiIv: 'W2KLNKra6Wxc1P==',
      iniLiteKey: 'SU5JTElURV9UUklQTEVERVNfS0VZU1RS',
    },
  },
]

/** KG Inicis: standard web payment, mobile, the Japanese window, card registration, INIAPI v1 and v2. */
export function inicisSimulator(surroundings: Surroundings): Simulator {
  const books = new InicisBooks(surroundings, knownAccounts)
  return {
    id: 'inicis',
    nameKo: 'KG이니시스',
    nameEn: 'KG Inicis',
    faults: books.faults,
    possibleFaults: Object.keys(faults) as Fault[],
    addRoutes: (app) => {
      addWindowRoutes(app, books)
      addJapanWindow(app, books)
      addJapanApproval(app, books)
      addApprovalRoutes(app, books)
      addIniApiRoutes(app, books)
      addUnifiedRoutes(app, books)
      addRegistrationRoutes(app, books)
    },
    register: (registration) => books.register(registration),
    merchants: () => books.merchants.all(),
    buy: (handOff, choice) => {
      const verified = buyUnified(books, handOff, choice)
      if (verified !== undefined) return verified
      const registration = buyRegistration(books, handOff, choice)
      if (registration !== undefined) return registration
      const opened = openHandOff(books, handOff)
      if (opened.kind === 'refused')
        return {
          orderId: opened.orderId,
          next: opened.back,
          refused: { code: opened.code, message: opened.message },
        }
      const offered = tabsOf(opened.order).map((tab) => tab.payMethod)
      const payMethod = choice.payMethod ?? offered[0]
      if (payMethod === undefined || !offered.includes(payMethod))
        throw new DeskRefusal(
          400,
          'METHOD_NOT_OFFERED',
          `The window offers ${offered.join(', ')}.`,
          '결제창에 없는 결제수단입니다.',
        )
      const next = decide(books, opened.order.sessionId, { ...choice, payMethod })
      return { orderId: opened.order.oid, next: next ?? null }
    },
    book: (orderId) => {
      const order = books.ofOid(orderId)
      return order && book(order)
    },
    ledger: () =>
      books
        .orders()
        .filter(({ isBilling }) => isBilling !== true)
        .map(book),
    deposit: (orderId, deposit) => receive(books, orderId, deposit),
    repeatNotes: () => books.notes.repeatWaiting(),
    close: () => books.close(),
  }
}

/** PC by the script's form; mobile and Japan by the shop's own form to `/smart/payment/`, `/cbtauth`. */
function openHandOff(books: InicisBooks, handOff: HandOff): Opened {
  if (handOff.kind === 'inicis-standard') return openStandard(books, handOff.fields)
  const path =
    handOff.kind === 'form' && handOff.method.toUpperCase() === 'POST' && URL.canParse(handOff.action)
      ? new URL(handOff.action).pathname
      : ''
  if (handOff.kind === 'form' && path === '/inicis/smart/payment/') return openMobile(books, handOff.fields)
  if (handOff.kind === 'form' && path === '/inicis/cbtauth') return openJapan(books, handOff.fields)
  throw new DeskRefusal(
    400,
    'WRONG_HAND_OFF',
    'Inicis takes inicis-standard, or a form posted to /inicis/smart/payment/ or /inicis/cbtauth.',
    'KG이니시스의 결제창 정보가 아닙니다.',
  )
}

async function receive(
  books: InicisBooks,
  orderId: string,
  deposit: Deposit,
): Promise<readonly NoteAttempt[]> {
  const order = books.ofOid(orderId)
  if (order?.virtualAccount === undefined) throw depositRefusals.noAccount()
  if (deposit.tamper !== undefined) return forgeDeposit(books, order, deposit.tamper)
  if (order.state !== 'ISSUED' || Date.parse(order.virtualAccount.expiresAt) < books.now().getTime())
    throw depositRefusals.closed()
  if ((deposit.amountMinor ?? order.amountMinor) !== order.amountMinor) throw depositRefusals.otherAmount()

  const at = books.now().toISOString()
  const depositTid = newDepositTid(books, order)
  const paid = books.sessions.put({
    ...order,
    state: 'APPROVED',
    approvedAt: at,
    entries: [...order.entries, { kind: 'deposit', amountMinor: order.amountMinor, at, id: depositTid }],
  })
  return tellDeposit(deposit, () => noteDeposit(books, paid, depositTid))
}

function book(order: InicisOrder): OrderBook {
  return {
    orderId: order.oid,
    mid: order.mid,
    pgTxId: order.tid,
    status: order.state,
    payMethod: portonesWord(order),
    orderName: order.goodName,
    amountMinor: order.amountMinor,
    taxFreeMinor: order.taxFreeMinor,
    ...balanceOf(order.entries),
    currency: order.currency,
    ...(order.virtualAccount === undefined ? {} : { virtualAccount: order.virtualAccount }),
    entries: order.entries,
  }
}

function portonesWord(order: InicisOrder): string {
  switch (order.method) {
    case 'Card':
      return order.card?.isWallet === true ? 'EASY_PAY' : 'CARD'
    case 'DirectBank':
      return 'TRANSFER'
    case 'VBank':
      return 'VIRTUAL_ACCOUNT'
    case 'HPP':
      return 'MOBILE'
    case 'Culture':
      return 'GIFT_CERTIFICATE'
    case 'CVS':
      return 'CONVENIENCE_STORE'
  }
}

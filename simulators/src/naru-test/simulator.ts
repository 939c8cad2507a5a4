import { depositRefusals, tellDeposit } from '../desk/deposit.ts'
import { faults } from '../desk/faults.ts'
import type { Fault } from '../desk/faults.ts'
import { balanceOf } from '../desk/ledger.ts'
import type { OrderBook } from '../desk/ledger.ts'
import type { NoteAttempt } from '../desk/notes.ts'
import { DeskRefusal } from '../desk/simulator.ts'
import type { Deposit, Simulator, Surroundings } from '../desk/simulator.ts'
import { addApiRoutes } from './api-routes.ts'
import { paidNow, TestBooks } from './books.ts'
import { decideIdentity, isIdentityOpen } from './identity.ts'
import type { TestPayment } from './records.ts'
import { addIdentityWindowRoutes, addWindowRoutes } from './window-routes.ts'
import { decide, isOpen } from './window.ts'

const knownAccounts = [
  { mid: 'naru_test', credentials: { secretKey: 'naru_test_secret' } },
  { mid: 'naru_test_identity', credentials: { secretKey: 'naru_test_identity_secret' } },
]

/** The generic test PG: every pay method, billing keys, key-in and accounts by API, over a wire of our own. */
export function naruTestSimulator(surroundings: Surroundings): Simulator {
  const books = new TestBooks(surroundings, knownAccounts)
  return {
    id: 'naru-test',
    nameKo: '나루 테스트 PG',
    nameEn: 'Naru test PG',
    faults: books.faults,
    // Nothing that this PG answers is signed.
    possibleFaults: (Object.keys(faults) as Fault[]).filter((fault) => fault !== 'wrong-signature'),
    addRoutes: (app) => {
      addWindowRoutes(app, books)
      addIdentityWindowRoutes(app, books)
      addApiRoutes(app, books)
    },
    register: (registration) => books.register(registration),
    merchants: () => books.merchants.all(),
    buy: (handOff, choice) => {
      const identity = handOff.kind === 'redirect' ? identityOf(books, handOff.url) : undefined
      if (identity !== undefined && isIdentityOpen(books, identity))
        return {
          orderId: identity.verificationId,
          next: decideIdentity(books, identity.txId, choice) ?? null,
        }
      const windowId =
        handOff.kind === 'redirect' ? /\/naru-test\/window\/([^/?]+)/.exec(handOff.url)?.[1] : undefined
      const window = windowId === undefined ? undefined : books.windows.get(windowId)
      if (window === undefined || !isOpen(books, window))
        throw new DeskRefusal(
          400,
          'WRONG_HAND_OFF',
          'The test PG takes a redirect to one of its open windows.',
          '나루 테스트 PG의 열려 있는 결제창이 아닙니다.',
        )
      const next = decide(books, window.windowId, choice)
      return { orderId: window.orderId, next: next ?? null }
    },
    book: (orderId) => {
      const payment = books.ofOrder(orderId)
      return payment && bookOf(payment)
    },
    ledger: () => books.payments.all().map(bookOf),
    deposit: (orderId, deposit) => receive(books, orderId, deposit),
    repeatNotes: () => books.notes.repeatWaiting(),
    close: () => books.close(),
  }
}

function identityOf(books: TestBooks, url: string) {
  const txId = /\/naru-test\/identity\/([^/?]+)/.exec(url)?.[1]
  return txId === undefined ? undefined : books.identities.get(txId)
}

async function receive(books: TestBooks, orderId: string, deposit: Deposit): Promise<readonly NoteAttempt[]> {
  const payment = books.ofOrder(orderId)
  if (payment?.virtualAccount === undefined) throw depositRefusals.noAccount()
  if (deposit.tamper !== undefined) return forge(books, payment, deposit.tamper)
  const isOver = Date.parse(payment.virtualAccount.expiresAt) < books.now().getTime()
  if (payment.status !== 'WAITING_FOR_DEPOSIT' || isOver) throw depositRefusals.closed()
  if ((deposit.amountMinor ?? payment.amountMinor) !== payment.amountMinor)
    throw depositRefusals.otherAmount()
  if (payment.isBarcode === true) {
    // The till asks the shop first. The merchant id is shared, so it is enough that one address knows the order.
    const asked = await books.announce(payment, 'DEPOSIT_ASKED', { tender: 'cash' }, 1)
    if (asked.length > 0 && !asked.some(({ acknowledged }) => acknowledged))
      throw new DeskRefusal(
        409,
        'STORE_REFUSED',
        'The shop refused the payment at the till.',
        '상점이 수납을 거절했습니다.',
      )
  }
  const waiting = books.ofOrder(orderId) ?? payment
  if (waiting.status !== 'WAITING_FOR_DEPOSIT') throw depositRefusals.closed()
  const paid = books.payments.put(paidNow(waiting, books.now().toISOString(), 'deposit'))
  return tellDeposit(deposit, () => books.announce(paid, 'DEPOSITED'))
}

/** A notice that nothing stands behind, as a forger would send it. */
function forge(books: TestBooks, payment: TestPayment, tamper: NonNullable<Deposit['tamper']>) {
  const lies = {
    secret: { secret: 'forged' },
    amount: { amount: payment.amountMinor + 1_000 },
    order: { orderId: `${payment.orderId}-forged` },
  }
  return books.announce(payment, 'DEPOSITED', lies[tamper])
}

function bookOf(payment: TestPayment): OrderBook {
  const account = payment.virtualAccount
  return {
    orderId: payment.orderId,
    mid: payment.mid,
    pgTxId: payment.paymentKey,
    status: payment.status,
    payMethod: payment.method,
    orderName: payment.orderName,
    amountMinor: payment.amountMinor,
    ...balanceOf(payment.entries),
    currency: payment.currency,
    ...(account === undefined
      ? {}
      : {
          virtualAccount: {
            accountNumber: account.accountNumber,
            bankCode: account.bank ?? '',
            expiresAt: account.expiresAt,
          },
        }),
    entries: payment.entries,
  }
}

import { uuidv7 } from 'uuidv7'
import { depositRefusals, tellDeposit } from '../desk/deposit.ts'
import { faults } from '../desk/faults.ts'
import type { Fault } from '../desk/faults.ts'
import { balanceOf } from '../desk/ledger.ts'
import type { OrderBook } from '../desk/ledger.ts'
import type { MerchantRegistration } from '../desk/merchants.ts'
import type { NoteAttempt } from '../desk/notes.ts'
import { DeskRefusal } from '../desk/simulator.ts'
import type { Bought, BuyerChoice, Deposit, Simulator, Surroundings } from '../desk/simulator.ts'
import { addApiRoutes } from './api-routes.ts'
import { addBillingWindowRoutes, decideBilling, openBillingWindow } from './billing-window.ts'
import { TossBooks } from './books.ts'
import { buyByBrandpay } from './brandpay-buyer.ts'
import { addBrandpayRoutes } from './brandpay-routes.ts'
import { newTransactionKey } from './confirm.ts'
import { announce, forge } from './notices.ts'
import { statusAt } from './payment.ts'
import type { TossPayment } from './payment.ts'
import { addWindowRoutes, tabsOf } from './window-routes.ts'
import { decide, openWindow } from './window.ts'
import type { TossHandOff } from './window.ts'
import { xpayOf } from './xpay/xpay.ts'

/** Test accounts that exist from the start; their keys open nothing but this simulator. */
const knownAccounts: readonly MerchantRegistration[] = [
  ...['iamporttest_3', 'iamporttest_4'].map((mid) => ({
    mid,
    credentials: { clientKey: `test_ck_naru_${mid}`, secretKey: `test_sk_naru_${mid}` },
  })),
  { mid: 'tlgdacomxpay', credentials: { mertKey: 'test_mert_naru_tlgdacomxpay' } },
]

/** TossPayments: core API v1 of version 2022-11-16 with SDK v2, and XPay, its former module, beside it. */
export function tosspaymentsSimulator(surroundings: Surroundings): Simulator {
  const books = new TossBooks(surroundings, knownAccounts)
  const xpay = xpayOf(surroundings, books)
  const bookOf = (payment: TossPayment) => book(payment, books.now())
  return {
    id: 'tosspayments',
    nameKo: '토스페이먼츠',
    nameEn: 'TossPayments',
    faults: books.faults,
    // Nothing that this PG answers is signed.
    possibleFaults: (Object.keys(faults) as Fault[]).filter((fault) => fault !== 'wrong-signature'),
    addRoutes: (app) => {
      addWindowRoutes(app, books)
      addBillingWindowRoutes(app, books)
      addBrandpayRoutes(app, books)
      addApiRoutes(app, books, () => books.orders().map(bookOf))
      xpay.addRoutes(app)
    },
    register: (registration) => books.register(registration),
    merchants: () => books.merchants.all(),
    buy: (handOff, choice) => {
      if (handOff.kind === 'brandpay-sdk') return buyByBrandpay(books, handOff, choice)
      if (handOff.kind === 'xpay-crossplatform') return xpay.buy(handOff, choice)
      if (handOff.kind !== 'tosspayments-sdk')
        throw new DeskRefusal(
          400,
          'WRONG_HAND_OFF',
          'TossPayments takes tosspayments-sdk, brandpay-sdk and xpay-crossplatform.',
          '토스페이먼츠의 결제창 정보가 아닙니다.',
        )
      if (handOff.call === 'requestBillingAuth') return register(books, handOff, choice)
      const opened = openWindow(books, handOff)
      if (opened.kind === 'refused')
        return {
          orderId: opened.orderId,
          next: opened.back,
          refused: { code: opened.code, message: opened.message },
        }
      const offered = tabsOf(opened.payment).map((tab) => tab.payMethod)
      const payMethod = choice.payMethod ?? offered[0]
      if (payMethod === undefined || !offered.includes(payMethod))
        throw new DeskRefusal(
          400,
          'METHOD_NOT_OFFERED',
          `The window offers ${offered.join(', ')}.`,
          '결제창에 없는 결제수단입니다.',
        )
      const next = decide(books, opened.payment.paymentKey, { ...choice, payMethod })
      return { orderId: opened.payment.orderId, next: next ?? null }
    },
    book: (orderId) => {
      const payment = books.ofOrder(orderId)
      return payment === undefined ? xpay.book(orderId) : bookOf(payment)
    },
    ledger: () => [...books.orders().map(bookOf), ...xpay.ledger()],
    deposit: (orderId, deposit) =>
      books.ofOrder(orderId) === undefined && xpay.book(orderId) !== undefined
        ? xpay.deposit(orderId, deposit)
        : receive(books, orderId, deposit),
    repeatNotes: async () => [...(await books.notes.repeatWaiting()), ...(await xpay.repeatNotes())],
    close: () => {
      books.close()
      xpay.close()
    },
  }
}

/** Plays the buyer who registers a card; its `orderId` is the customer's key, because nothing is ordered. */
function register(books: TossBooks, handOff: TossHandOff, choice: BuyerChoice): Bought {
  const opened = openBillingWindow(books, handOff)
  if (opened.kind === 'refused')
    return {
      orderId: handOff.customerKey,
      next: opened.back,
      refused: { code: opened.code, message: opened.message },
    }
  return {
    orderId: handOff.customerKey,
    next: decideBilling(books, opened.auth.authKey, choice) ?? null,
  }
}

async function receive(books: TossBooks, orderId: string, deposit: Deposit): Promise<readonly NoteAttempt[]> {
  const payment = books.ofOrder(orderId)
  if (payment?.virtualAccount === undefined) throw depositRefusals.noAccount()
  if (deposit.tamper !== undefined) return forge(books, payment, deposit.tamper)
  if (statusAt(payment, books.now()) !== 'WAITING_FOR_DEPOSIT') throw depositRefusals.closed()
  if ((deposit.amountMinor ?? payment.amountMinor) !== payment.amountMinor)
    throw depositRefusals.otherAmount()

  const at = books.now().toISOString()
  const paid = books.payments.put({
    ...payment,
    status: 'DONE',
    approvedAt: at,
    lastTransactionKey: newTransactionKey(),
    entries: [...payment.entries, { kind: 'deposit', amountMinor: payment.amountMinor, at, id: uuidv7() }],
  })
  return tellDeposit(deposit, () => announce(books, paid))
}

function book(payment: TossPayment, now: Date): OrderBook {
  const account = payment.virtualAccount
  return {
    orderId: payment.orderId,
    mid: payment.mid,
    pgTxId: payment.paymentKey,
    status: statusAt(payment, now),
    payMethod: portonesWord(payment),
    orderName: payment.orderName,
    amountMinor: payment.amountMinor,
    taxFreeMinor: payment.taxFreeMinor,
    ...balanceOf(payment.entries),
    currency: payment.currency,
    ...(account === undefined
      ? {}
      : {
          virtualAccount: {
            accountNumber: account.accountNumber,
            bankCode: account.bankCode,
            expiresAt: account.dueDate,
          },
        }),
    entries: payment.entries,
  }
}

function portonesWord(payment: TossPayment): string {
  if (payment.type === 'BRANDPAY') return 'EASY_PAY'
  switch (payment.method) {
    case 'CARD':
      return payment.easyPayProvider === undefined ? 'CARD' : 'EASY_PAY'
    case 'FOREIGN_EASY_PAY':
      return 'EASY_PAY'
    case 'MOBILE_PHONE':
      return 'MOBILE'
    case 'CULTURE_GIFT_CERTIFICATE':
      return 'GIFT_CERTIFICATE'
    case 'TRANSFER':
    case 'VIRTUAL_ACCOUNT':
      return payment.method
  }
}

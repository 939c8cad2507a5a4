import type { FastifyInstance } from 'fastify'
import type { MethodTab } from '../window/pay-page.ts'
import { addWalletWindow } from '../window/wallet-window.ts'
import type { WalletWindow } from '../window/wallet-window.ts'
import type { TosspayBooks } from './books.ts'
import { banks, cards, declineReasons } from './codes.ts'
import { decideKey, decidePayment } from './decide.ts'
import { keyStateAt, stateAt } from './order.ts'
import type { Means } from './order.ts'

const cardTab: MethodTab = { payMethod: 'CARD', name: { ko: '카드', en: 'Card' }, form: 'card' }
const moneyTab: MethodTab = {
  payMethod: 'TRANSFER',
  name: { ko: '토스머니', en: 'Toss Money' },
  form: 'bank',
}

/** The buyer's pages: one to pay, one to agree to later charges. The same on PC and phone. */
export function addWindowRoutes(app: FastifyInstance, books: TosspayBooks): void {
  const wallet: Pick<WalletWindow, 'name' | 'cards' | 'banks' | 'declineReasons'> = {
    name: { ko: '토스페이', en: 'Toss Pay' },
    cards,
    banks,
    declineReasons,
  }
  addWalletWindow(app, {
    ...wallet,
    path: '/tosspay/payfront/auth',
    look: (payToken) => {
      const order = books.orders.get(payToken)
      if (order === undefined || stateAt(order, books.now()) !== 'PAY_STANDBY') return undefined
      return {
        mid: order.mid,
        orderId: order.orderNo,
        orderName: order.productDesc,
        amountMinor: order.amountMinor,
        registers: false,
        tabs: tabs(order.only),
      }
    },
    decide: (payToken, choice) => decidePayment(books, payToken, choice),
  })
  addWalletWindow(app, {
    ...wallet,
    path: '/tosspay/payfront/billing',
    look: (pageToken) => {
      const key = books.ofPage(pageToken)
      if (key === undefined || keyStateAt(key, books.now()) !== 'CREATE') return undefined
      return {
        mid: key.mid,
        orderId: key.userId,
        orderName: key.productDesc,
        amountMinor: 0,
        registers: true,
        tabs: tabs(undefined),
      }
    },
    decide: (pageToken, choice) => decideKey(books, pageToken, choice),
  })
}

function tabs(only: Means | undefined): readonly MethodTab[] {
  if (only === undefined) return [cardTab, moneyTab]
  return [only === 'CARD' ? cardTab : moneyTab]
}

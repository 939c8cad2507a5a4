import type { FastifyInstance } from 'fastify'
import { fateOf, faultOf } from '../desk/magic.ts'
import { randomToken } from '../desk/random.ts'
import type { BuyerChoice, Navigation } from '../desk/simulator.ts'
import { addWalletWindow, comeBack } from '../window/wallet-window.ts'
import type { PaycoBooks, PaycoOrder } from './books.ts'
import { cards, declineReasons, messageOf } from './codes.ts'
import { reservationLifeMs } from './orders.ts'

const path = '/payco/easyLogin'

/** The buyer's page, the same on a PC and on a phone. */
export function addWindowRoutes(app: FastifyInstance, books: PaycoBooks): void {
  addWalletWindow(app, {
    path,
    name: { ko: '페이코', en: 'PAYCO' },
    cards,
    banks: [],
    declineReasons,
    look: (token) => {
      const order = openOrder(books, token)
      return (
        order && {
          mid: order.cpId,
          orderId: order.referenceKey,
          orderName: order.title,
          amountMinor: order.totalMinor,
          registers: false,
          tabs: [{ payMethod: 'CARD', name: { ko: '신용카드', en: 'Card' }, form: 'card' }],
        }
      )
    },
    decide: (token, choice) => decide(books, token, choice),
  })
}

/** The address that the reservation answered. */
export function windowTokenOf(url: string): string | undefined {
  return URL.canParse(url) ? /^\/payco\/easyLogin\/([\w-]+)$/.exec(new URL(url).pathname)?.[1] : undefined
}

function openOrder(books: PaycoBooks, token: string): PaycoOrder | undefined {
  const order = books.ofWindow(token)
  const isOver =
    order === undefined || books.now().getTime() - Date.parse(order.reservedAt) > reservationLifeMs
  return isOver || order.status !== 'RESERVED' ? undefined : order
}

/** Null: the buyer never comes back; undefined: the window is over. */
export function decide(books: PaycoBooks, token: string, choice: BuyerChoice): Navigation | null | undefined {
  const order = openOrder(books, token)
  if (order === undefined) return undefined
  switch (choice.decision) {
    case 'vanish':
      return null
    case 'close':
      return failed(books, order, '2222', '사용자 취소')
    case 'decline': {
      const code = choice.declineCode ?? '1402'
      return failed(books, order, code, choice.declineMessage ?? messageOf(code))
    }
    case 'approve':
      return certified(books, order, choice)
  }
}

function failed(books: PaycoBooks, order: PaycoOrder, code: string, message: string): Navigation {
  books.orders.put({ ...order, status: 'CLOSED' })
  return comeBack(order.returnUrl, { code, message, reserveOrderNo: order.reserveOrderNo })
}

function certified(books: PaycoBooks, order: PaycoOrder, choice: BuyerChoice): Navigation {
  const { cardNumber } = choice
  const fate = fateOf({ cardNumber, orderName: order.title, amountMinor: order.totalMinor })
  if (fate === 'decline-window') return failed(books, order, '1402', messageOf('1402'))
  const fault = fate === undefined ? undefined : faultOf(fate, order.referenceKey)
  if (fault !== undefined) books.faults.add(fault)
  const digits = (cardNumber ?? '').replaceAll(/\D/g, '')
  const number = digits.length >= 14 ? digits : '4330123412341234'
  const certifyToken = randomToken(24)
  books.orders.put({
    ...order,
    status: 'CERTIFIED',
    certifyToken,
    card: {
      code: choice.cardCompany ?? 'CCLG',
      number: `${number.slice(0, 6)}******${number.slice(-4)}`,
      months: choice.installmentMonths ?? 0,
    },
  })
  return comeBack(order.returnUrl, {
    code: '0',
    message: 'success',
    reserveOrderNo: order.reserveOrderNo,
    sellerOrderReferenceKey: order.referenceKey,
    mainPgCode: '31',
    totalPaymentAmt: String(order.totalMinor),
    paymentCertifyToken: certifyToken,
  })
}

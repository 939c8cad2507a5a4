import { fateOf, faultOf } from '../desk/magic.ts'
import type { BuyerChoice, Navigation } from '../desk/simulator.ts'
import { comeBack } from '../window/wallet-window.ts'
import type { TosspayBooks } from './books.ts'
import { banks, cards } from './codes.ts'
import { tellKey } from './notices.ts'
import { keyStateAt, stateAt } from './order.ts'
import type { Instrument, Means, TosspayOrder } from './order.ts'
import { complete } from './payments.ts'

/** Where the page sends the buyer: null when he never comes back, undefined when it is over. */
export function decidePayment(
  books: TosspayBooks,
  payToken: string,
  choice: BuyerChoice,
): Navigation | null | undefined {
  const order = books.orders.get(payToken)
  if (order === undefined || stateAt(order, books.now()) !== 'PAY_STANDBY') return undefined
  switch (choice.decision) {
    case 'vanish':
      return null
    // Toss Pay tells no reason: whoever does not agree has left, and the payment is cancelled.
    case 'close':
    case 'decline':
      return left(books, order)
    case 'approve':
      return agreed(books, order, choice)
  }
}

function left(books: TosspayBooks, order: TosspayOrder): Navigation {
  books.orders.put({ ...order, state: 'PAY_CANCEL' })
  return comeBack(order.retCancelUrl, {})
}

function agreed(books: TosspayBooks, order: TosspayOrder, choice: BuyerChoice): Navigation {
  const instrument = instrumentOf(choice, order.only)
  const isTooLittle = instrument.means === 'CARD' && order.amountMinor < 100
  const fate = fateOf({
    cardNumber: choice.cardNumber,
    orderName: order.productDesc,
    amountMinor: order.amountMinor,
  })
  if (fate === 'decline-window' || isTooLittle) return left(books, order)
  const fault = fate === undefined ? undefined : faultOf(fate, order.orderNo)
  if (fault !== undefined) books.faults.add(fault)
  const months = order.allowsMonths && order.amountMinor >= 50_000 ? instrument.months : 0
  const approved = books.orders.put({
    ...order,
    state: 'PAY_APPROVED',
    instrument: { ...instrument, months },
  })
  if (order.autoExecute) complete(books, approved)
  return comeBack(order.retUrl, {
    status: order.autoExecute ? 'PAY_COMPLETE' : 'PAY_APPROVED',
    orderNo: order.orderNo,
    payMethod: instrument.means,
    ...(instrument.means === 'CARD' ? { cardCompany: instrument.code } : { bankCode: instrument.code }),
  })
}

/** The buyer agrees to be charged later, or leaves. */
export function decideKey(
  books: TosspayBooks,
  pageToken: string,
  choice: BuyerChoice,
): Navigation | null | undefined {
  const key = books.ofPage(pageToken)
  if (key === undefined || keyStateAt(key, books.now()) !== 'CREATE') return undefined
  if (choice.decision === 'vanish') return null
  const fate = fateOf({ cardNumber: choice.cardNumber, orderName: key.productDesc, amountMinor: 0 })
  if (choice.decision !== 'approve' || fate === 'decline-window') {
    books.keys.put({ ...key, state: 'CANCEL' })
    return comeBack(key.failureUrl, {})
  }
  const active = books.keys.put({
    ...key,
    state: 'ACTIVE',
    instrument: instrumentOf(choice, undefined),
    ...(fate === undefined ? {} : { fate }),
  })
  void tellKey(books, active, 'ACTIVATED')
  return comeBack(key.successUrl, {
    status: 'SUCCESS',
    userId: key.userId,
    billingKey: key.billingKey,
    errorCode: '',
  })
}

function instrumentOf(choice: BuyerChoice, only: Means | undefined): Instrument {
  const means = only ?? (choice.payMethod === 'TRANSFER' ? 'TOSS_MONEY' : 'CARD')
  if (means === 'TOSS_MONEY')
    return { means, code: choice.bankCode ?? banks[0]?.code ?? '092', number: '100012****34', months: 0 }
  const digits = (choice.cardNumber ?? '').replaceAll(/\D/g, '')
  const number = digits.length >= 14 ? digits : '4330123412341234'
  return {
    means,
    code: choice.cardCompany ?? cards[0]?.code ?? '1',
    number: `${number.slice(0, 6)}******${number.slice(-4)}`,
    months: choice.installmentMonths ?? 0,
  }
}

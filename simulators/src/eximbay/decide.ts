import { fateOf, faultOf } from '../desk/magic.ts'
import { randomDigits, randomToken } from '../desk/random.ts'
import type { BuyerChoice, Navigation } from '../desk/simulator.ts'
import type { EximbayBooks } from './books.ts'
import { cards, cashMethods, declineReasons, results, wallets } from './codes.ts'
import { noteStatus } from './notices.ts'
import type { EximbayOrder } from './order.ts'
import { returnOf } from './result.ts'

/** The buyer decides, and the money moves at once. A window that is over (or unknown) answers undefined. */
export function decide(
  books: EximbayBooks,
  sessionId: string,
  choice: BuyerChoice,
): Navigation | null | undefined {
  const order = books.orders.get(sessionId)
  if (order === undefined || order.state !== 'OPENED') return undefined
  switch (choice.decision) {
    case 'close':
      return fail(books, order, 'SIM408', results.SIM408)
    case 'decline': {
      const code = choice.declineCode ?? 'S023'
      const known = declineReasons.find((reason) => reason.code === code)?.name.en
      return fail(books, order, code, choice.declineMessage ?? known ?? results.SIM405)
    }
    case 'approve':
    case 'vanish': {
      const fate = fateOf({
        cardNumber: choice.cardNumber,
        orderName: order.orderName,
        amountMinor: order.amountMinor,
      })
      // Whatever is refused is refused in the window: there is no later approval.
      if (fate === 'decline-window' || fate === 'decline-approve')
        return fail(books, order, 'SIM405', results.SIM405)
      const fault = fate === undefined ? undefined : faultOf(fate, order.ref)
      if (fault !== undefined) books.faults.add(fault)
      const paid = take(books, order, choice)
      void noteStatus(books, paid)
      // The buyer who vanishes has paid, and only the status message tells.
      return choice.decision === 'vanish' ? null : returnOf(books, paid)
    }
  }
}

function fail(books: EximbayBooks, order: EximbayOrder, code: string, message: string): Navigation | null {
  const failed = books.orders.put({
    ...order,
    state: 'FAILED',
    transid: books.newTransid(order.mid),
    doneAt: books.now().toISOString(),
    failure: { code, message },
  })
  void noteStatus(books, failed)
  return returnOf(books, failed)
}

function take(books: EximbayBooks, order: EximbayOrder, choice: BuyerChoice): EximbayOrder {
  const paymethod = methodOf(order, choice)
  const at = books.now().toISOString()
  const transid = books.newTransid(order.mid)
  const isCash = cashMethods.includes(paymethod)
  const digits = (choice.cardNumber ?? '').replaceAll(/\D/g, '')
  return books.orders.put({
    ...order,
    state: isCash ? 'REGISTERED' : 'SALE',
    transid,
    paymethod,
    doneAt: at,
    authcode: isCash ? '' : randomDigits(6),
    cardNumber: paymethod.startsWith('P1') ? (digits.length >= 14 ? digits : '4111111111111111') : '',
    ...(order.wantsToken ? { token: randomToken(18) } : {}),
    entries: isCash ? [] : [{ kind: 'approve', amountMinor: order.amountMinor, at, id: transid }],
  })
}

function methodOf(order: EximbayOrder, choice: BuyerChoice): string {
  if (order.method !== undefined) return order.method
  return choice.payMethod === 'EASY_PAY'
    ? (choice.easyPayProvider ?? wallets[0]?.code ?? 'P001')
    : (choice.cardCompany ?? cards[0]?.code ?? 'P101')
}

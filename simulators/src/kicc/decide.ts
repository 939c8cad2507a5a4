import type { Fields } from '../desk/form.ts'
import { fateOf, faultOf } from '../desk/magic.ts'
import { randomDigits, randomToken } from '../desk/random.ts'
import type { BuyerChoice, Navigation } from '../desk/simulator.ts'
import type { KiccBooks } from './books.ts'
import { cards, declineReasons, nameOf, results, wallets } from './codes.ts'
import type { KiccMethod, KiccOrder } from './order.ts'

/** Where the window sends the buyer: null when he never comes back, undefined when the window is over. */
export function decide(
  books: KiccBooks,
  sessionId: string,
  choice: BuyerChoice,
): Navigation | null | undefined {
  const order = books.sessions.get(sessionId)
  if (order === undefined || order.state !== 'OPENED') return undefined
  switch (choice.decision) {
    case 'vanish':
      return null
    case 'close':
      return failed(books, order, 'SIM001', results.SIM001)
    case 'decline': {
      const code = choice.declineCode ?? 'SIM010'
      return failed(books, order, code, choice.declineMessage ?? nameOf(declineReasons, code))
    }
    case 'approve':
      return authenticated(books, order, choice)
  }
}

function leave(order: KiccOrder, fields: Fields): Navigation {
  return {
    method: 'POST',
    url: order.returnUrl,
    charset: 'utf-8',
    fields: { ...fields, shopOrderNo: order.shopOrderNo },
  }
}

function failed(books: KiccBooks, order: KiccOrder, resCd: string, resMsg: string): Navigation {
  books.sessions.put({ ...order, state: 'FAILED' })
  return leave(order, { resCd, resMsg, authorizationId: '' })
}

function authenticated(books: KiccBooks, order: KiccOrder, choice: BuyerChoice): Navigation {
  const fate = fateOf({
    cardNumber: choice.cardNumber,
    orderName: order.goodsName,
    amountMinor: order.amountMinor,
  })
  if (fate === 'decline-window') return failed(books, order, 'SIM010', results.SIM010)
  const fault = fate === undefined || order.kind === 'BILL' ? undefined : faultOf(fate, order.shopOrderNo)
  if (fault !== undefined) books.faults.add(fault)

  const method = methodOf(order, choice)
  const authorizationId = randomToken(30)
  const hasCard = method === '11' || method === '60'
  books.sessions.put({
    ...order,
    method,
    state: 'AUTHENTICATED',
    authorizationId,
    approvalNumber: randomDigits(8),
    bankCode: choice.bankCode ?? '088',
    ...(fate === undefined ? {} : { fate }),
    ...(hasCard ? { card: cardOf(order, choice) } : {}),
    ...(method === '60'
      ? { wallet: order.onlyWallet ?? choice.easyPayProvider ?? wallets[0]?.code ?? 'KKO' }
      : {}),
  })
  return leave(order, { resCd: '0000', resMsg: results['0000'], authorizationId })
}

const words: Readonly<Record<string, KiccMethod>> = {
  CARD: '11',
  TRANSFER: '21',
  VIRTUAL_ACCOUNT: '22',
  MOBILE: '31',
  EASY_PAY: '60',
}

function methodOf(order: KiccOrder, choice: BuyerChoice): KiccMethod {
  const wanted = words[choice.payMethod ?? '']
  return wanted !== undefined && order.methods.includes(wanted) ? wanted : order.method
}

function cardOf(order: KiccOrder, choice: BuyerChoice): NonNullable<KiccOrder['card']> {
  return {
    code: order.onlyCard ?? choice.cardCompany ?? cards[0]?.code ?? '029',
    number: masked(choice.cardNumber ?? ''),
    months: choice.installmentMonths ?? order.installmentMonths?.[0] ?? 0,
  }
}

export function masked(cardNumber: string): string {
  const digits = cardNumber.replaceAll(/\D/g, '')
  const number = digits.length >= 14 ? digits : '4330123412341234'
  return `${number.slice(0, 8)}****${number.slice(12)}`
}

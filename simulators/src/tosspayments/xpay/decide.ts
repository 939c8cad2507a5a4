import type { Fields } from '../../desk/form.ts'
import { fateOf, faultOf } from '../../desk/magic.ts'
import type { BuyerChoice, Navigation } from '../../desk/simulator.ts'
import type { XpayBooks } from './books.ts'
import { md5, newPayKey } from './caller.ts'
import { cards, declineReasons, nameOf, results, windowEnds } from './codes.ts'
import type { XpayOrder } from './order.ts'

/** Where the window sends the buyer: null when he never comes back, undefined when there was nothing to decide. */
export function decide(
  books: XpayBooks,
  sessionId: string,
  choice: BuyerChoice,
): Navigation | null | undefined {
  const order = books.sessions.get(sessionId)
  if (order === undefined || order.state !== 'OPENED') return undefined
  switch (choice.decision) {
    case 'vanish':
      return null
    case 'close':
      return failed(books, order, 'SIM001', windowEnds.SIM001)
    case 'decline': {
      const code = choice.declineCode ?? 'SIM010'
      return failed(books, order, code, choice.declineMessage ?? nameOf(declineReasons, code))
    }
    case 'approve':
      return authenticated(books, order, choice)
  }
}

function failed(books: XpayBooks, order: XpayOrder, code: string, message: string): Navigation {
  books.sessions.put({ ...order, state: 'FAILED' })
  return wayBack(books, order, code, message, '')
}

function authenticated(books: XpayBooks, order: XpayOrder, choice: BuyerChoice): Navigation {
  const { oid: orderId, productInfo: orderName, amountMinor } = order
  const fate = fateOf({ cardNumber: choice.cardNumber, orderName, amountMinor })
  if (fate === 'decline-window') return failed(books, order, 'SIM010', windowEnds.SIM010)
  const fault = fate === undefined ? undefined : faultOf(fate, orderId)
  if (fault !== undefined) books.faults.add(fault)
  const payKey = newPayKey(books)
  books.sessions.put({
    ...order,
    state: 'AUTHENTICATED',
    payKey,
    bankCode: order.onlyBank ?? choice.bankCode ?? '088',
    ...(order.payType === 'SC0010' ? { card: cardOf(order, choice) } : {}),
  })
  return wayBack(books, order, '0000', results['0000'], payKey)
}

/** The form that is posted to `LGD_RETURNURL`; only its key and its code count. */
function wayBack(
  books: XpayBooks,
  order: XpayOrder,
  code: string,
  message: string,
  payKey: string,
): Navigation {
  const { wireMid, oid, timestamp } = order
  const amount = String(order.amountMinor)
  const fields: Fields = {
    LGD_RESPCODE: code,
    LGD_RESPMSG: message,
    LGD_PAYKEY: payKey,
    LGD_MID: wireMid,
    LGD_OID: oid,
    LGD_AMOUNT: amount,
    LGD_PAYTYPE: order.payType,
    LGD_BUYER: order.buyer,
    LGD_PRODUCTINFO: order.productInfo,
    LGD_TIMESTAMP: timestamp,
    LGD_HASHDATA: md5([wireMid, oid, amount, code, timestamp, books.mertKey(wireMid) ?? '']),
  }
  return { method: 'POST', url: order.returnUrl, charset: order.returnCharset, fields }
}

function cardOf(order: XpayOrder, choice: BuyerChoice): NonNullable<XpayOrder['card']> {
  return {
    code: order.onlyCard ?? choice.cardCompany ?? cards[0]?.code ?? '41',
    number: masked(choice.cardNumber ?? ''),
    months: choice.installmentMonths ?? order.installmentMonths?.[0] ?? 0,
  }
}

/** Six digits and the last four, as the PG shows a card. */
function masked(cardNumber: string): string {
  const digits = cardNumber.replaceAll(/\D/g, '')
  const number = digits.length >= 14 ? digits : '5107371234125469'
  return `${number.slice(0, 6)}******${number.slice(12)}`
}

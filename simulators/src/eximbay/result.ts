import type { Fields } from '../desk/form.ts'
import { compactTime } from '../desk/seoul-time.ts'
import type { Navigation } from '../desk/simulator.ts'
import type { EximbayBooks } from './books.ts'
import { cashMethods, results } from './codes.ts'
import { withFgkey } from './fgkey.ts'
import type { EximbayOrder } from './order.ts'

/** The parameters that the buyer's browser and the status message carry (classic guide, response), signed. */
export function resultFields(books: EximbayBooks, order: EximbayOrder): Fields {
  const [param1, param2, param3] = order.params
  const isForeign = order.foreignCurrency !== '' && order.foreignCurrency !== order.currency
  return withFgkey(books.secretKey(order.mid), {
    ver: '230',
    mid: order.mid,
    txntype: 'PAYMENT',
    ref: order.ref,
    cur: order.currency,
    amt: order.amountText,
    email: order.email,
    param1,
    param2,
    param3,
    transid: order.transid,
    rescode: order.failure?.code ?? '0000',
    // The PG's own sentences may end with a blank, which belongs to what is signed.
    resmsg: order.failure === undefined ? results['0000'] : `${order.failure.message} `,
    authcode: order.authcode,
    resdt: compactTime(new Date(order.doneAt ?? order.openedAt)),
    cardholder: order.buyer,
    accesscountry: 'KR',
    cardno1: order.cardNumber.slice(0, 4),
    cardno4: order.cardNumber.slice(-4),
    paymethod: order.paymethod,
    payto: 'EXIMBAY.COM',
    dm_decision: '',
    dm_reject: '',
    dm_review: '',
    basecur: '',
    baseamt: '',
    baserate: '',
    foreigncur: isForeign ? order.foreignCurrency : '',
    foreignamt: isForeign ? order.amountText : '',
    foreignrate: isForeign ? '1' : '',
    dccrate: isForeign ? '3' : '',
    ...(order.token === undefined ? {} : { tokenid: order.token }),
    ...(cashMethods.includes(order.paymethod) ? { status: cashStatus(order) } : {}),
  })
}

function cashStatus({ state }: EximbayOrder): string {
  switch (state) {
    case 'REGISTERED':
      return 'Registered'
    case 'VOID':
      return 'Void'
    default:
      return 'Sale'
  }
}

/** `displaytype=R`: the buyer goes back with the result as a form. */
export function returnOf(books: EximbayBooks, order: EximbayOrder): Navigation | null {
  if (!URL.canParse(order.returnUrl)) return null
  return { method: 'POST', url: order.returnUrl, charset: 'utf-8', fields: resultFields(books, order) }
}

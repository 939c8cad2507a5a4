import { randomUUID } from 'node:crypto'
import type { Fields } from '../desk/form.ts'
import { fateOf, faultOf } from '../desk/magic.ts'
import type { BuyerChoice, Navigation } from '../desk/simulator.ts'
import type { NiceBooks } from './books.ts'
import { sha256 } from './caller.ts'
import { cards, declineReasons, nameOf, results, wallets, windowEnds } from './codes.ts'
import type { NiceMethod, NiceOrder } from './order.ts'

/**
 * How the window ends: `left` with what it gives to the shop, `closed` when the script of a PC only tells the page,
 * `vanished` when the buyer never comes back, `over` when there was nothing to decide.
 */
export type Ending =
  | { readonly kind: 'left'; readonly fields: Fields }
  | { readonly kind: 'closed' }
  | { readonly kind: 'vanished' }
  | { readonly kind: 'over' }

export function decide(books: NiceBooks, sessionId: string, choice: BuyerChoice): Ending {
  const order = books.sessions.get(sessionId)
  if (order === undefined || order.state !== 'OPENED') return { kind: 'over' }
  switch (choice.decision) {
    case 'vanish':
      return { kind: 'vanished' }
    case 'close':
      books.sessions.put({ ...order, state: 'FAILED' })
      return order.surface === 'PC'
        ? { kind: 'closed' }
        : { kind: 'left', fields: failure(order, 'SIM001', windowEnds.SIM001) }
    case 'decline': {
      const code = choice.declineCode ?? 'SIM010'
      books.sessions.put({ ...order, state: 'FAILED' })
      return {
        kind: 'left',
        fields: failure(order, code, choice.declineMessage ?? nameOf(declineReasons, code)),
      }
    }
    case 'approve':
      return { kind: 'left', fields: authenticated(books, order, choice) }
  }
}

/** Where the shop's page sends it: the form of `nicepaySubmit`, or the phone's own way back. */
export function wayBack(order: NiceOrder, fields: Fields): Navigation {
  return {
    method: 'POST',
    url: order.returnUrl,
    // The shop's form on a PC is EUC-KR whatever `CharSet` says.
    charset: order.surface === 'PC' ? 'euc-kr' : order.charset,
    fields,
  }
}

function failure(order: NiceOrder, code: string, message: string): Fields {
  return {
    AuthResultCode: code,
    AuthResultMsg: message,
    AuthToken: '',
    PayMethod: order.method,
    MID: order.mid,
    Moid: order.moid,
    Amt: String(order.amountMinor),
    ReqReserved: order.reserved,
    TxTid: '',
    NextAppURL: '',
    NetCancelURL: '',
    Signature: '',
  }
}

const payCodes: Readonly<Record<NiceMethod, string>> = {
  CARD: '01',
  BANK: '02',
  VBANK: '03',
  CELLPHONE: '05',
  GIFT_CULT: '21',
}

function authenticated(books: NiceBooks, order: NiceOrder, choice: BuyerChoice): Fields {
  const fate = fateOf({
    cardNumber: choice.cardNumber,
    orderName: order.goodsName,
    amountMinor: order.amountMinor,
  })
  if (fate === 'decline-window') {
    books.sessions.put({ ...order, state: 'FAILED' })
    return failure(order, 'SIM010', windowEnds.SIM010)
  }
  const fault = fate === undefined ? undefined : faultOf(fate, order.moid)
  if (fault !== undefined) books.faults.add(fault)

  const method = methodOf(order, choice)
  const tid = books.newTid(order.mid, payCodes[method], '01')
  const authToken = `NICETOKN${randomUUID().replaceAll('-', '').toUpperCase()}`
  const wallet = walletOf(order, choice)
  books.sessions.put({
    ...order,
    method,
    tid,
    authToken,
    state: 'AUTHENTICATED',
    authenticatedAt: books.now().toISOString(),
    bankCode: choice.bankCode ?? '088',
    ...(method === 'CARD' ? { card: cardOf(order, choice) } : {}),
    ...(method === 'CARD' && wallet !== undefined ? { wallet } : {}),
  })
  const api = `${books.surroundings.publicOrigin}/nice/webapi`
  const amount = String(order.amountMinor)
  return {
    AuthResultCode: '0000',
    AuthResultMsg: results['0000'],
    AuthToken: authToken,
    PayMethod: method,
    MID: order.mid,
    Moid: order.moid,
    Amt: amount,
    ReqReserved: order.reserved,
    TxTid: tid,
    NextAppURL: `${api}/pay_process.jsp`,
    NetCancelURL: `${api}/cancel_process.jsp`,
    Signature: sha256([authToken, order.mid, amount, books.merchantKey(order.mid) ?? '']),
  }
}

const words: Readonly<Record<string, NiceMethod>> = {
  CARD: 'CARD',
  EASY_PAY: 'CARD',
  TRANSFER: 'BANK',
  VIRTUAL_ACCOUNT: 'VBANK',
  MOBILE: 'CELLPHONE',
  GIFT_CERTIFICATE: 'GIFT_CULT',
}

function methodOf(order: NiceOrder, choice: BuyerChoice): NiceMethod {
  const wanted = words[choice.payMethod ?? '']
  return wanted !== undefined && order.methods.includes(wanted) ? wanted : order.method
}

/** A wallet when the window opened one, or the buyer took one in the card window. */
function walletOf(order: NiceOrder, choice: BuyerChoice): string | undefined {
  if (order.onlyWallet !== undefined) return order.onlyWallet
  if (choice.payMethod !== 'EASY_PAY') return undefined
  return wallets.find(({ code }) => code === choice.easyPayProvider)?.code ?? wallets[0]?.code
}

function cardOf(order: NiceOrder, choice: BuyerChoice): NonNullable<NiceOrder['card']> {
  return {
    code: order.onlyCard ?? choice.cardCompany ?? cards[0]?.code ?? '06',
    number: masked(choice.cardNumber ?? ''),
    months: choice.installmentMonths ?? order.installmentMonths?.[0] ?? 0,
  }
}

/** Eight digits and the last four, as the PG shows a card. */
export function masked(cardNumber: string): string {
  const digits = cardNumber.replaceAll(/\D/g, '')
  const number = digits.length >= 14 ? digits : '5361123412341234'
  return `${number.slice(0, 8)}****${number.slice(12)}`
}

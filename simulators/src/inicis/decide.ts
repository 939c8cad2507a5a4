import { fateOf, faultOf } from '../desk/magic.ts'
import { randomDigits, randomToken } from '../desk/random.ts'
import type { BuyerChoice, Navigation } from '../desk/simulator.ts'
import type { InicisBooks } from './books.ts'
import { cards, declineReasons, results, wallets } from './codes.ts'
import { decideJapan } from './japan/decide.ts'
import { failureOf } from './open-window.ts'
import type { InicisMethod, InicisOrder } from './order.ts'

/** The buyer decides. A window that is over (or unknown) answers undefined. */
export function decide(
  books: InicisBooks,
  sessionId: string,
  choice: BuyerChoice,
): Navigation | null | undefined {
  const order = books.sessions.get(sessionId)
  if (order === undefined || order.state !== 'OPENED') return undefined
  if (order.japan !== undefined) return decideJapan(books, { ...order, japan: order.japan }, choice)
  switch (choice.decision) {
    case 'vanish':
      return null
    case 'close':
      return closed(books, order)
    case 'decline':
      return declined(books, order, choice)
    case 'approve':
      return authenticated(books, order, choice)
  }
}

/** PC windows lead to `closeUrl`; the mobile one returns with status 01, as the buyer's own cancel. */
function closed(books: InicisBooks, order: InicisOrder): Navigation | null {
  const message = '사용자가 결제를 취소하였습니다.'
  books.sessions.put({ ...order, state: 'FAILED', failure: { code: '01', message } })
  const closeUrl = order.form['closeUrl'] ?? ''
  if (order.surface === 'PC' && URL.canParse(closeUrl)) return { method: 'GET', url: closeUrl }
  return failureOf({ ...order, price: order.form['P_AMT'] ?? '' }, '01', message)
}

function declined(books: InicisBooks, order: InicisOrder, choice: BuyerChoice): Navigation | null {
  const code = choice.declineCode ?? '120049'
  const known = declineReasons.find((reason) => reason.code === code)?.name.ko
  const message = choice.declineMessage ?? known ?? results['120049']
  books.sessions.put({ ...order, state: 'FAILED', failure: { code, message } })
  return failureOf({ ...order, price: order.form['P_AMT'] ?? '' }, code, message)
}

function authenticated(books: InicisBooks, order: InicisOrder, choice: BuyerChoice): Navigation | null {
  const fate = fateOf({
    cardNumber: choice.cardNumber,
    orderName: order.goodName,
    amountMinor: order.amountMinor,
  })
  if (fate === 'decline-window') return declined(books, order, choice)
  const fault = fate === undefined || order.isBilling === true ? undefined : faultOf(fate, order.oid)
  if (fault !== undefined) books.faults.add(fault)

  const method = methodOf(order, choice)
  const isWallet = method === 'Card' && (order.wallet === 'only' || choice.payMethod === 'EASY_PAY')
  const prefix = (order.surface === 'PC' ? 'Stdpay' : 'INIMX_') + tidWord(method)
  const ready = books.sessions.put({
    ...order,
    method,
    tid: books.newTid(prefix, order.mid),
    state: 'AUTHENTICATED',
    authenticatedAt: books.now().toISOString(),
    applNum: randomDigits(8),
    bankCode: choice.bankCode ?? '88',
    ...(order.surface === 'PC' ? { authToken: randomToken(96) } : {}),
    ...(method === 'Card' ? { card: cardOf(choice, isWallet) } : {}),
    ...(fate === undefined || order.isBilling !== true ? {} : { fate }),
  })
  return order.surface === 'PC' ? pcReturn(books, ready) : mobileReturn(books, ready)
}

function pcReturn(books: InicisBooks, order: InicisOrder): Navigation {
  const origin = books.surroundings.publicOrigin
  const returnUrl = order.form['returnUrl'] ?? ''
  return {
    method: 'POST',
    url: returnUrl,
    charset: order.charset,
    fields: {
      resultCode: '0000',
      resultMsg: '인증이 완료되었습니다.',
      mid: order.mid,
      orderNumber: order.oid,
      authToken: order.authToken ?? '',
      authUrl: `${origin}/inicis/api/payAuth`,
      netCancelUrl: `${origin}/inicis/api/netCancel`,
      checkAckUrl: `${origin}/inicis/api/payAuth`,
      idc_name: 'stg',
      charset: order.charset === 'utf-8' ? 'UTF-8' : 'EUC-KR',
      merchantData: order.form['merchantData'] ?? '',
      returnUrl,
    },
  }
}

function mobileReturn(books: InicisBooks, order: InicisOrder): Navigation {
  return {
    method: 'POST',
    url: order.form['P_NEXT_URL'] ?? '',
    charset: order.charset,
    fields: {
      P_STATUS: '00',
      P_RMESG1: '인증이 완료되었습니다.',
      P_TID: order.tid,
      P_AMT: order.form['P_AMT'] ?? '',
      P_REQ_URL: `${books.surroundings.publicOrigin}/inicis/smart/payReq.ini`,
      P_NOTI: order.form['P_NOTI'] ?? '',
      idc_name: 'stg',
    },
  }
}

function methodOf(order: InicisOrder, choice: BuyerChoice): InicisMethod {
  const wanted = inicisWord(choice.payMethod)
  return wanted !== undefined && order.methods.includes(wanted) ? wanted : (order.methods[0] ?? 'Card')
}

/** PortOne's word for a method, in this PG's. */
export function inicisWord(payMethod: string | undefined): InicisMethod | undefined {
  switch (payMethod) {
    case 'CARD':
    case 'EASY_PAY':
      return 'Card'
    case 'TRANSFER':
      return 'DirectBank'
    case 'VIRTUAL_ACCOUNT':
      return 'VBank'
    case 'MOBILE':
      return 'HPP'
    case 'GIFT_CERTIFICATE':
      return 'Culture'
    default:
      return undefined
  }
}

function tidWord(method: InicisMethod): string {
  switch (method) {
    case 'Card':
      return 'CARD'
    case 'DirectBank':
      return 'DBNK'
    case 'VBank':
      return 'VBNK'
    case 'HPP':
      return 'HPP_'
    case 'Culture':
      return 'CULT'
    case 'CVS':
      return 'CVS_'
  }
}

export function cardOf(choice: BuyerChoice, isWallet: boolean) {
  const digits = (choice.cardNumber ?? '').replaceAll(/\D/g, '')
  const number = digits.length >= 14 ? digits : '4330123412341234'
  return {
    code: isWallet
      ? (choice.easyPayProvider ?? wallets[0]?.code ?? '97')
      : (choice.cardCompany ?? cards[0]?.code ?? '14'),
    number: `${number.slice(0, 6)}******${number.slice(12, 15)}*`,
    installmentMonths: choice.installmentMonths ?? 0,
    isWallet,
  }
}

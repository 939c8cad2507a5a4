import type { Fields } from '../desk/form.ts'
import { fateOf, faultOf } from '../desk/magic.ts'
import { randomDigits, randomToken } from '../desk/random.ts'
import type { BuyerChoice } from '../desk/simulator.ts'
import type { KcpBooks } from './books.ts'
import { cards, declineReasons, nameOf, results, wallets } from './codes.ts'
import type { KcpMethod, KcpOrder } from './order.ts'

/** What the window leaves behind; null when the buyer never comes back, undefined when the window is over. */
export function decide(books: KcpBooks, sessionId: string, choice: BuyerChoice): Fields | null | undefined {
  const order = books.sessions.get(sessionId)
  if (order === undefined || order.state !== 'OPENED') return undefined
  switch (choice.decision) {
    case 'vanish':
      return null
    case 'close':
      return failed(books, order, '3001', results['3001'])
    case 'decline': {
      const code = choice.declineCode ?? 'CC08'
      return failed(books, order, code, choice.declineMessage ?? nameOf(declineReasons, code))
    }
    case 'approve':
      return authenticated(books, order, choice)
  }
}

function failed(books: KcpBooks, order: KcpOrder, code: string, message: string): Fields {
  books.sessions.put({ ...order, state: 'FAILED' })
  return { res_cd: code, res_msg: message, ordr_idxx: order.orderNumber }
}

function authenticated(books: KcpBooks, order: KcpOrder, choice: BuyerChoice): Fields {
  const fate = fateOf({
    cardNumber: choice.cardNumber,
    orderName: order.goodName,
    amountMinor: order.amountMinor,
  })
  if (fate === 'decline-window') return failed(books, order, 'CC08', results.CC08)
  const fault = fate === undefined || order.kind === 'BATCH' ? undefined : faultOf(fate, order.orderNumber)
  if (fault !== undefined) books.faults.add(fault)

  const method = methodOf(order, choice)
  const isWallet = method === 'PACA' && (order.hasWallets === 'only' || choice.payMethod === 'EASY_PAY')
  const encData = randomToken(120)
  const ready = books.sessions.put({
    ...order,
    method,
    state: 'AUTHENTICATED',
    encData,
    approvalNumber: randomDigits(8),
    bankCode: choice.bankCode ?? 'BK88',
    ...(fate === undefined ? {} : { fate }),
    ...(method === 'PACA' ? { card: cardOf(order, choice, isWallet) } : {}),
  })
  const wantsReceipt = order.form['disp_tax_yn'] === 'Y' && (method === 'PABK' || method === 'PAVC')
  return {
    res_cd: '0000',
    res_msg: results['0000'],
    enc_data: encData,
    enc_info: randomToken(48),
    tran_cd: ready.kind === 'BATCH' ? '00300001' : '00100000',
    use_pay_method: masks[method],
    ret_pay_method: masks[method],
    trace_no: ready.sessionId.slice(0, 20),
    ordr_idxx: ready.orderNumber,
    ...(ready.surface === 'PC' ? { ordr_chk: `${ready.orderNumber}|${ready.form['good_mny'] ?? ''}` } : {}),
    cash_yn: wantsReceipt ? 'Y' : 'N',
    cash_tr_code: wantsReceipt ? '0' : '',
    cash_id_info: '',
  }
}

const masks: Readonly<Record<KcpMethod, string>> = {
  PACA: '100000000000',
  PABK: '010000000000',
  PAVC: '001000000000',
  PAMC: '000010000000',
  PATK: '000000001000',
}

function methodOf(order: KcpOrder, choice: BuyerChoice): KcpMethod {
  const wanted = kcpWord(choice.payMethod)
  return wanted !== undefined && order.methods.includes(wanted) ? wanted : order.method
}

/** PortOne's word for a method, in this PG's. */
function kcpWord(payMethod: string | undefined): KcpMethod | undefined {
  switch (payMethod) {
    case 'CARD':
    case 'EASY_PAY':
      return 'PACA'
    case 'TRANSFER':
      return 'PABK'
    case 'VIRTUAL_ACCOUNT':
      return 'PAVC'
    case 'MOBILE':
      return 'PAMC'
    case 'GIFT_CERTIFICATE':
      return 'PATK'
    default:
      return undefined
  }
}

function cardOf(order: KcpOrder, choice: BuyerChoice, isWallet: boolean): NonNullable<KcpOrder['card']> {
  const wallet = order.wallet ?? choice.easyPayProvider ?? wallets[0]?.code ?? 'OT13'
  return {
    code: order.usedCard ?? choice.cardCompany ?? cards[0]?.code ?? 'CCLG',
    number: masked(choice.cardNumber ?? ''),
    installmentMonths: Number(order.form['fix_inst'] ?? choice.installmentMonths ?? 0),
    ...(isWallet ? { wallet } : {}),
  }
}

export function masked(cardNumber: string): string {
  const digits = cardNumber.replaceAll(/\D/g, '')
  const number = digits.length >= 14 ? digits : '4330123412341234'
  return `${number.slice(0, 6)}******${number.slice(12)}`
}

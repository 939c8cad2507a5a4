import { json } from '../desk/answer.ts'
import type { WireAnswer } from '../desk/answer.ts'
import { textOf } from '../desk/read-json.ts'
import type { JsonRecord } from '../desk/read-json.ts'
import { offsetTime } from '../desk/seoul-time.ts'
import { banks, cards, messages, nameOf } from './codes.ts'
import type { TosspayCode } from './codes.ts'
import { balance } from './order.ts'
import type { Instrument, TosspayOrder, TosspayState } from './order.ts'

export function success(fields: object): WireAnswer {
  return json(200, { code: 0, ...fields })
}

export function fail(errorCode: TosspayCode, status = 200): WireAnswer {
  return json(status, { code: -1, msg: messages[errorCode], errorCode })
}

/** A whole number; the developer site's own examples write some as text. */
export function wholeIn(body: JsonRecord, name: string): number | undefined {
  const value = body[name]
  const number = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : undefined
}

export function textIn(body: JsonRecord, name: string): string {
  return textOf(body[name]) ?? ''
}

/** `yyyy-MM-dd HH:mm:ss` in Seoul. */
export function stamp(at: Date): string {
  return offsetTime(at).slice(0, 19).replace('T', ' ')
}

/** The four parts, where they were given, add up to the amount. */
export function isWholeSplit(body: JsonRecord, amountMinor: number): boolean {
  const taxable = wholeIn(body, 'amountTaxable')
  if (taxable === undefined) return true
  const rest = ['amountTaxFree', 'amountVat', 'amountServiceFee'].map((name) => wholeIn(body, name) ?? 0)
  return taxable + rest.reduce((sum, part) => sum + part, 0) === amountMinor
}

/** What an execution, a charge and the callback tell of a payment. */
export function paymentView(order: TosspayOrder) {
  return {
    mode: 'TEST',
    orderNo: order.orderNo,
    amount: order.amountMinor,
    approvalTime: stamp(new Date(order.paidAt ?? order.createdAt)),
    stateMsg: '결제 완료',
    discountedAmount: order.discountMinor,
    paidAmount: order.amountMinor - order.discountMinor,
    payToken: order.payToken,
    transactionId: order.transactionId ?? '',
    ...instrumentView(order.instrument),
  }
}

export function instrumentView(instrument: Instrument | undefined) {
  if (instrument === undefined) return {}
  return instrument.means === 'CARD'
    ? { payMethod: 'CARD', ...cardView(instrument) }
    : {
        payMethod: 'TOSS_MONEY',
        accountBankCode: instrument.code,
        accountBankName: nameOf(banks, instrument.code),
        accountNumber: instrument.number,
      }
}

function cardView({ code, number, months }: Instrument) {
  return {
    cardCompanyCode: Number(code),
    cardCompanyName: nameOf(cards, code),
    cardAuthorizationNo: '30000001',
    spreadOut: months,
    noInterest: false,
    cardMethodType: 'CREDIT',
    cardNumber: number,
    cardUserType: 'PERSONAL',
    cardBinNumber: number.slice(0, 6),
    cardNum4Print: number.slice(-4),
    salesCheckLinkUrl: 'https://pay.toss.im/payfront/web/external/sales-check?simulator=1',
  }
}

/** `v2/status`: amounts, the instrument in an object of its own, and the movements. */
export function statusView(order: TosspayOrder, payStatus: TosspayState) {
  const { payMethod, ...facts } = { payMethod: undefined, ...instrumentView(order.instrument) }
  const { instrument: _, ...bare } = order
  return {
    ...paymentView(bare),
    payStatus,
    ...(payMethod === undefined ? {} : { payMethod }),
    ...(payMethod === 'CARD' ? { card: facts } : facts),
    discountAmountV2: order.discountMinor,
    paidPointV2: 0,
    refundableAmount: balance(order),
    amountTaxFree: order.taxFreeMinor,
    amountVat: order.vatMinor,
    amountTaxable: order.amountMinor - order.taxFreeMinor - order.vatMinor,
    amountServiceFee: 0,
    createdTs: stamp(new Date(order.createdAt)),
    ...(order.paidAt === undefined ? {} : { paidTs: stamp(new Date(order.paidAt)) }),
    transactions: [
      ...(order.paidAt === undefined
        ? []
        : [step('PAY', order.transactionId ?? '', order.amountMinor, order.discountMinor, order.paidAt)]),
      ...order.refunds.map((refund) =>
        step('REFUND', refund.transactionId, -refund.amountMinor, -refund.discountMinor, refund.at),
      ),
    ],
  }
}

function step(
  stepType: 'PAY' | 'REFUND',
  transactionId: string,
  transactionAmount: number,
  discountedAmount: number,
  at: string,
) {
  return {
    stepType,
    transactionId,
    transactionAmount,
    discountedAmount,
    paidAmount: transactionAmount - discountedAmount,
    regTs: stamp(new Date(at)),
  }
}

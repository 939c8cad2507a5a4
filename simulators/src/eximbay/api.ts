import { json } from '../desk/answer.ts'
import type { WireAnswer } from '../desk/answer.ts'
import { readForm, writeForm } from '../desk/form.ts'
import type { Fields } from '../desk/form.ts'
import { wireAmount } from '../desk/money.ts'
import { randomDigits, randomToken } from '../desk/random.ts'
import { recordOf, textOf } from '../desk/read-json.ts'
import type { JsonRecord } from '../desk/read-json.ts'
import { compactTime } from '../desk/seoul-time.ts'
import type { EximbayBooks } from './books.ts'
import { results } from './codes.ts'
import type { EximbayCode } from './codes.ts'
import { isSigned, withFgkey } from './fgkey.ts'
import { minorOfText } from './open-window.ts'
import { balance, wasPaid } from './order.ts'
import type { EximbayOrder } from './order.ts'

/** `DirectProcessor.krp`: REFUND and QUERY, signed both ways, `name=value` text. */
export function direct(books: EximbayBooks, form: Fields): WireAnswer {
  const mid = form['mid'] ?? ''
  const answer = (fields: Fields): WireAnswer => ({
    status: 200,
    contentType: 'text/plain; charset=utf-8',
    body: Buffer.from(
      writeForm(withFgkey(books.secretKey(mid), { ver: '230', mid, ...fields }), 'utf-8'),
      'utf8',
    ),
  })
  const refuse = (code: EximbayCode) =>
    answer({ txntype: form['txntype'] ?? '', rescode: code, resmsg: results[code] })
  if (books.merchants.get(mid) === undefined) return refuse('SIM401')
  if (!isSigned(books.secretKey(mid), form)) return refuse('SIM403')
  switch (form['txntype']) {
    case 'QUERY': {
      const order = find(books, mid, form['keyfield'] ?? 'TRANSID', form['transid'] ?? '', form['ref'] ?? '')
      return answer({
        txntype: 'QUERY',
        rescode: '0000',
        resmsg: results['0000'],
        ...queryFields(order, form['keyfield'] === 'REF'),
      })
    }
    case 'REFUND': {
      const outcome = refund(books, {
        mid,
        transid: form['transid'] ?? '',
        total: form['amt'] ?? '',
        type: form['refundtype'] ?? '',
        amount: form['refundamt'] ?? '',
        balance: form['balance'],
        refundId: form['refundid'] ?? '',
        reason: form['reason'] ?? '',
      })
      if (typeof outcome === 'string') return refuse(outcome)
      return answer({
        txntype: 'REFUND',
        rescode: '0000',
        resmsg: results['0000'],
        ref: outcome.order.ref,
        cur: outcome.order.currency,
        amt: outcome.order.amountText,
        transid: outcome.order.transid,
        refundtransid: outcome.refundTransid,
        refundamt: form['refundamt'] ?? '',
        balance: amountOf(outcome.order, balance(outcome.order)),
      })
    }
    default:
      return refuse('SIM400')
  }
}

function find(
  books: EximbayBooks,
  mid: string,
  key: string,
  transid: string,
  ref: string,
): EximbayOrder | undefined {
  const order = key === 'REF' || key === 'order_id' ? books.ofRef(ref, mid) : books.ofTransid(transid)
  return order?.mid === mid ? order : undefined
}

/** By reference the latest transaction answers, and that may be a refund. */
function queryFields(order: EximbayOrder | undefined, isByReference: boolean): Fields {
  if (order === undefined || statusOf(order) === 'NONE') return { status: 'NONE' }
  const last = order.entries.at(-1)
  const isRefund = isByReference && last?.kind === 'cancel'
  return {
    ref: order.ref,
    cur: order.currency,
    amt: isRefund ? amountOf(order, last.amountMinor) : order.amountText,
    status: statusOf(order),
    balance: amountOf(order, balance(order)),
    transid: isRefund ? last.id : order.transid,
    paymethod: order.paymethod,
    cardno1: order.cardNumber.slice(0, 4),
    cardno4: order.cardNumber.slice(-4),
    authcode: order.authcode,
    resdt: compactTime(new Date(order.doneAt ?? order.openedAt)),
  }
}

function statusOf({ state }: EximbayOrder): 'SALE' | 'REGISTERED' | 'VOID' | 'NONE' {
  switch (state) {
    case 'OPENED':
    case 'FAILED':
      return 'NONE'
    case 'REGISTERED':
      return 'REGISTERED'
    case 'VOID':
      return 'VOID'
    case 'SALE':
    case 'PART_REFUNDED':
    case 'REFUNDED':
      return 'SALE'
  }
}

/** All the digits of the currency, no commas. */
function amountOf({ currency }: EximbayOrder, minor: number): string {
  return wireAmount(minor, currency).toFixed(currency === 'KRW' || currency === 'JPY' ? 0 : 2)
}

interface Refund {
  readonly mid: string
  readonly transid: string
  readonly total: string
  readonly type: string
  readonly amount: string
  readonly balance: string | undefined
  readonly refundId: string
  readonly reason: string
}

function refund(
  books: EximbayBooks,
  asked: Refund,
): { readonly order: EximbayOrder; readonly refundTransid: string } | EximbayCode {
  const order = books.ofTransid(asked.transid)
  if (order === undefined || order.mid !== asked.mid || !wasPaid(order)) return 'SIM404'
  const amountMinor = minorOfText(asked.amount, order.currency)
  const isReadable =
    asked.refundId !== '' && /^[FP]$/.test(asked.type) && asked.reason !== '' && asked.reason.length <= 255
  if (!isReadable || amountMinor === undefined || amountMinor <= 0) return 'SIM400'
  if (minorOfText(asked.total, order.currency) !== order.amountMinor) return 'SIM400'
  if (order.refundIds.includes(asked.refundId)) return 'SIM409'
  const rest = balance(order)
  if (asked.balance !== undefined && minorOfText(asked.balance, order.currency) !== rest) return 'SIM410'
  if (amountMinor > rest || (asked.type === 'F' && amountMinor !== order.amountMinor)) return 'SIM410'
  const refundTransid = books.newTransid(order.mid)
  const after = books.orders.put({
    ...order,
    state: amountMinor === rest ? 'REFUNDED' : 'PART_REFUNDED',
    refundIds: [...order.refundIds, asked.refundId],
    entries: [
      ...order.entries,
      { kind: 'cancel', amountMinor, at: books.now().toISOString(), id: refundTransid },
    ],
  })
  return { order: after, refundTransid }
}

function refuseJson(code: EximbayCode): WireAnswer {
  return json(200, { rescode: code, resmsg: results[code] })
}

/** `/v1/payments/verify`: whether a status message is the PG's own, and what it says. */
export function verify(books: EximbayBooks, mid: string, body: JsonRecord): WireAnswer {
  const fields = readForm(Buffer.from(textOf(body['data']) ?? '', 'utf8'), 'utf-8')
  if (fields['mid'] !== mid || !isSigned(books.secretKey(mid), fields)) return refuseJson('SIM403')
  return json(200, { ...fields, rescode: '0000', resmsg: results['0000'] })
}

/** `/v1/payments/{transaction_id}/cancel`. */
export function cancel(books: EximbayBooks, mid: string, transid: string, body: JsonRecord): WireAnswer {
  const payment = recordOf(body['payment'])
  const asked = recordOf(body['refund'])
  const text = (from: JsonRecord, name: string) => textOf(from[name]) ?? ''
  if (body['mid'] !== mid) return refuseJson('SIM401')
  const outcome = refund(books, {
    mid,
    transid,
    total: text(payment, 'amount'),
    type: text(asked, 'refund_type'),
    amount: text(asked, 'refund_amount'),
    balance: textOf(payment['balance']),
    refundId: text(asked, 'refund_id'),
    reason: text(asked, 'reason'),
  })
  if (typeof outcome === 'string') return refuseJson(outcome)
  return json(200, {
    rescode: '0000',
    resmsg: results['0000'],
    mid,
    payment: {
      order_id: outcome.order.ref,
      currency: outcome.order.currency,
      amount: outcome.order.amountText,
      balance: amountOf(outcome.order, balance(outcome.order)),
      transaction_id: transid,
      refund_transaction_id: outcome.refundTransid,
      refund_amount: text(asked, 'refund_amount'),
    },
  })
}

/** `/v1/payments/retrieve`. The names of its answer are not published in full; these are those of the requests. */
export function retrieve(books: EximbayBooks, mid: string, body: JsonRecord): WireAnswer {
  const payment = recordOf(body['payment'])
  const text = (name: string) => textOf(payment[name]) ?? ''
  if (body['mid'] !== mid) return refuseJson('SIM401')
  const key = textOf(body['key_field']) ?? ''
  const order = find(books, mid, key, text('transaction_id'), text('order_id'))
  const found = queryFields(order, key === 'order_id')
  return json(200, {
    rescode: '0000',
    resmsg: results['0000'],
    mid,
    status: found['status'],
    payment: {
      order_id: found['ref'],
      currency: found['cur'],
      amount: found['amt'],
      balance: found['balance'],
      transaction_id: found['transid'],
      payment_method: found['paymethod'],
      auth_code: found['authcode'],
      card_number1: found['cardno1'],
      card_number4: found['cardno4'],
    },
  })
}

/** `/v1/payments/tokenbilling/{token}/rebill`: the buyer's card once more, without him. */
export function rebill(books: EximbayBooks, mid: string, token: string, body: JsonRecord): WireAnswer {
  const first = books.ofToken(token)
  if (first === undefined || first.mid !== mid || recordOf(body['merchant'])['mid'] !== mid)
    return refuseJson('SIM404')
  const payment = recordOf(body['payment'])
  const ref = textOf(payment['order_id']) ?? ''
  const currency = textOf(payment['currency']) ?? ''
  const amountText = textOf(payment['amount']) ?? ''
  const amountMinor = minorOfText(amountText, currency)
  if (!/^.{1,30}$/.test(ref) || amountMinor === undefined || amountMinor <= 0) return refuseJson('SIM400')
  const transid = books.newTransid(mid)
  const at = books.now().toISOString()
  const { token: _token, ...card } = first
  const paid = books.orders.put({
    ...card,
    sessionId: randomToken(18),
    ref,
    currency,
    amountText,
    amountMinor,
    transid,
    state: 'SALE',
    authcode: randomDigits(6),
    openedAt: at,
    doneAt: at,
    refundIds: [],
    entries: [{ kind: 'approve', amountMinor, at, id: transid }],
  })
  return json(200, {
    rescode: '0000',
    resmsg: results['0000'],
    mid,
    payment: {
      order_id: ref,
      currency,
      amount: amountText,
      transaction_id: transid,
      payment_method: paid.paymethod,
      auth_code: paid.authcode,
      card_number1: paid.cardNumber.slice(0, 4),
      card_number4: paid.cardNumber.slice(-4),
    },
  })
}

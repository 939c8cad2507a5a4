import type { WireAnswer } from '../desk/answer.ts'
import type { Fields } from '../desk/form.ts'
import { randomDigits, randomToken } from '../desk/random.ts'
import { readCompactTime } from '../desk/seoul-time.ts'
import { approvalFields, methodFields, successCodes } from './approval-fields.ts'
import type { NiceBooks } from './books.ts'
import { amountOf, answer, field, openCard, padded, refuseCaller } from './caller.ts'
import { banks } from './codes.ts'
import type { NiceCode } from './codes.ts'
import { masked } from './decide.ts'
import { sumsUp } from './open-window.ts'
import { wasApproved } from './order.ts'
import type { NiceOrder } from './order.ts'

const AUTHENTICATION_MS = 10 * 60_000
const DAY_MS = 86_400_000

/** `NextAppURL`: takes the money of the window, or issues the account. */
export function approveWindow(books: NiceBooks, form: Fields): WireAnswer {
  const code = refuseCaller(books, form, ['AuthToken', 'MID', 'Amt', 'EdiDate'])
  if (code !== undefined) return answer(form, code)
  const order = books.ofToken(field(form, 'AuthToken'))
  if (order === undefined || order.mid !== field(form, 'MID')) return answer(form, 'A210')
  if (order.tid !== field(form, 'TID')) return answer(form, 'A115')
  if (order.state !== 'AUTHENTICATED') return answer(form, 'A225')
  if (books.now().getTime() - Date.parse(order.authenticatedAt ?? '') > AUTHENTICATION_MS)
    return answer(form, 'A245')
  if (amountOf(field(form, 'Amt')) !== order.amountMinor) return answer(form, 'A123')
  const other = books.ofMoid(order.moid)
  if (other !== undefined && other.sessionId !== order.sessionId && wasApproved(other))
    return answer(form, 'A127')
  const paid = approve(books, order)
  return answer(form, successCodes[paid.method], approvalFields(books, paid))
}

/** Takes the money, or issues the account. */
function approve(books: NiceBooks, order: NiceOrder): NiceOrder {
  const at = books.now().toISOString()
  const { amountMinor, tid } = order
  if (order.method !== 'VBANK')
    return books.sessions.put({
      ...order,
      state: 'APPROVED',
      approvedAt: at,
      entries: [...order.entries, { kind: 'approve', amountMinor, at, id: tid }],
    })
  const end = order.expiry === undefined ? undefined : readCompactTime(order.expiry)
  return books.sessions.put({
    ...order,
    state: 'ISSUED',
    approvedAt: at,
    virtualAccount: {
      accountNumber: randomDigits(14),
      bankCode: order.bankCode ?? '088',
      // Without one, the PG gives a month.
      expiresAt: (end ?? new Date(books.now().getTime() + 30 * DAY_MS)).toISOString(),
    },
    entries: [...order.entries, { kind: 'account-issued', amountMinor, at, id: tid }],
  })
}

/** What every call without a window needs; a TID is used once, an order number is paid once. */
function refuseDirect(
  books: NiceBooks,
  form: Fields,
  signed: readonly string[],
  codes: string,
): NiceCode | undefined {
  const code = refuseCaller(books, form, signed)
  if (code !== undefined) return code
  const mid = field(form, 'MID')
  const tid = field(form, 'TID')
  if (!new RegExp(`^${mid}${codes}\\d{16}$`).test(tid)) return 'A115'
  if (books.ofTid(tid) !== undefined) return 'A225'
  if (field(form, 'Moid') === '' || field(form, 'GoodsName') === '') return 'A117'
  const amountMinor = amountOf(field(form, 'Amt'))
  if (amountMinor === undefined || !sumsUp(form, amountMinor)) return 'A116'
  const earlier = books.ofMoid(field(form, 'Moid'))
  return earlier !== undefined && wasApproved(earlier) ? 'A127' : undefined
}

function direct(books: NiceBooks, form: Fields): NiceOrder {
  return {
    sessionId: randomToken(18),
    surface: 'API',
    mid: field(form, 'MID'),
    moid: field(form, 'Moid'),
    goodsName: field(form, 'GoodsName'),
    amountMinor: amountOf(field(form, 'Amt')) ?? 0,
    taxFreeMinor: Number(field(form, 'TaxFreeAmt') || '0'),
    methods: ['CARD'],
    method: 'CARD',
    isEscrow: false,
    returnUrl: '',
    charset: 'utf-8',
    reserved: '',
    lang: 'KO',
    state: 'AUTHENTICATED',
    openedAt: books.now().toISOString(),
    tid: field(form, 'TID'),
    approvalNumber: randomDigits(8),
    entries: [],
  }
}

/** Calls without a window are answered without `MID` and `Signature`, as their pages list no such fields. */
function unsigned(books: NiceBooks, order: NiceOrder): Fields {
  const { MID: _mid, Signature: _signature, ...fields } = approvalFields(books, order)
  return fields
}

/** `billing_regist.jsp`. */
export function registerCard(books: NiceBooks, form: Fields): WireAnswer {
  const code = refuseCaller(books, form, ['MID', 'EdiDate', 'Moid'])
  if (code !== undefined) return answer(form, code)
  const card = openCard(books.merchantKey(field(form, 'MID')) ?? '', field(form, 'EncData'))
  if (card === undefined) return answer(form, 'A204')
  const number = card.get('CardNo') ?? ''
  if (!/^\d{14,16}$/.test(number) || number === '4000000000000002') return answer(form, 'F112')
  if (!/^\d{2}$/.test(card.get('ExpYear') ?? '') || !/^(0[1-9]|1[0-2])$/.test(card.get('ExpMonth') ?? ''))
    return answer(form, '3021')
  const mid = field(form, 'MID')
  const bid = `BIKY${mid}${randomDigits(16)}`
  const fate = fates[number]
  books.bids.put({
    bid,
    mid,
    card: { code: '06', number: masked(number) },
    isRemoved: false,
    ...(fate === undefined ? {} : { fate }),
  })
  return answer(form, 'F100', {
    TID: books.newTid(mid, '01', '16'),
    BID: bid,
    AuthDate: field(form, 'EdiDate').slice(0, 8),
    CardCode: '06',
    CardName: '신한',
    CardCl: '0',
    AcquCardCode: '06',
    AcquCardName: '신한',
  })
}

/** Magic card numbers that decide every charge of the key. */
const fates: Readonly<Record<string, string>> = {
  '4000000000000010': 'decline-approve',
  '4000000000000028': 'silent-before',
  '4000000000000036': 'silent-after',
  '4000000000000044': 'http-500-after',
}

/** `billing_approve.jsp`. */
export function chargeKey(books: NiceBooks, form: Fields): WireAnswer {
  const code = refuseDirect(books, form, ['MID', 'EdiDate', 'Moid', 'Amt', 'BID'], '0116')
  if (code !== undefined) return answer(form, code)
  const bid = books.bids.get(field(form, 'BID'))
  if (bid === undefined || bid.mid !== field(form, 'MID') || bid.isRemoved) return answer(form, 'A126')
  const months = Number(field(form, 'CardQuota') || '0')
  const paid = approve(books, {
    ...direct(books, form),
    card: { ...bid.card, months },
    ...(bid.wallet === undefined ? {} : { wallet: bid.wallet }),
  })
  return answer(form, '3001', unsigned(books, paid))
}

/** `billkey_remove.jsp`. */
export function removeKey(books: NiceBooks, form: Fields): WireAnswer {
  const code = refuseCaller(books, form, ['MID', 'EdiDate', 'Moid', 'BID'])
  if (code !== undefined) return answer(form, code)
  const bid = books.bids.get(field(form, 'BID'))
  if (bid === undefined || bid.mid !== field(form, 'MID') || bid.isRemoved) return answer(form, 'A126')
  books.bids.put({ ...bid, isRemoved: true })
  return answer(form, 'F101', { BID: bid.bid, AuthDate: field(form, 'EdiDate').slice(0, 8) })
}

/** `card_keyin.jsp`. */
export function payByCard(books: NiceBooks, form: Fields): WireAnswer {
  const code = refuseDirect(books, form, ['MID', 'Amt', 'EdiDate', 'Moid'], '0101')
  if (code !== undefined) return answer(form, code)
  const card = openCard(books.merchantKey(field(form, 'MID')) ?? '', field(form, 'EncData'))
  if (card === undefined) return answer(form, 'A204')
  const number = card.get('CardNo') ?? ''
  if (!/^\d{14,16}$/.test(number)) return answer(form, '3011')
  if (!/^\d{2}(0[1-9]|1[0-2])$/.test(card.get('CardExpire') ?? '')) return answer(form, '3021')
  const months = Number(field(form, 'CardQuota') || '0')
  const paid = approve(books, {
    ...direct(books, form),
    card: { code: '06', number: masked(number), months },
  })
  return answer(form, '3001', unsigned(books, paid))
}

/** `get_vacount.jsp`. */
export function issueAccount(books: NiceBooks, form: Fields): WireAnswer {
  const code = refuseDirect(books, form, ['MID', 'Amt', 'EdiDate', 'Moid'], '0301')
  if (code !== undefined) return answer(form, code)
  const bank = banks.find((each) => each.code === field(form, 'BankCode'))
  const end = readCompactTime(field(form, 'VbankExpDate'))
  if (bank === undefined || !['0', '1', '2'].includes(field(form, 'CashReceiptType')))
    return answer(form, 'A117')
  if (end === undefined) return answer(form, 'A106')
  if (end < books.now()) return answer(form, 'A108')
  const issued = approve(books, {
    ...direct(books, form),
    methods: ['VBANK'],
    method: 'VBANK',
    bankCode: bank.code,
    expiry: field(form, 'VbankExpDate'),
    ...(field(form, 'CashReceiptType') === '0'
      ? {}
      : { receipt: { type: field(form, 'CashReceiptType'), number: field(form, 'ReceiptTypeNo') } }),
  })
  return answer(form, '4100', {
    TID: issued.tid,
    Moid: issued.moid,
    Amt: padded(issued.amountMinor),
    AuthDate: field(form, 'EdiDate').slice(2),
    ...methodFields(issued),
  })
}

import type { WireAnswer } from '../desk/answer.ts'
import type { Fields } from '../desk/form.ts'
import { randomDigits } from '../desk/random.ts'
import { compactClock, compactDate, compactTime } from '../desk/seoul-time.ts'
import type { NiceBooks } from './books.ts'
import { amountOf, answer, field, padded, refuseCaller, sha256 } from './caller.ts'
import type { NiceCode } from './codes.ts'
import { sumsUp } from './open-window.ts'
import { balance } from './order.ts'
import type { NiceOrder } from './order.ts'

const NET_CANCEL_MS = 60 * 60_000
const YEAR_MS = 365 * 86_400_000

/** `cancel_process.jsp`, also the `NetCancelURL` of a return. */
export function cancelTrade(books: NiceBooks, form: Fields): WireAnswer {
  return field(form, 'NetCancel') === '1' ? netCancel(books, form) : cancel(books, form)
}

/** Undoes the approval of an authentication; one that never came is undone beforehand: its token is used up. */
function netCancel(books: NiceBooks, form: Fields): WireAnswer {
  const code = refuseCaller(books, form, ['AuthToken', 'MID', 'Amt', 'EdiDate'])
  if (code !== undefined) return answer(form, code)
  const order = books.ofToken(field(form, 'AuthToken'))
  if (order === undefined || order.mid !== field(form, 'MID')) return answer(form, 'A210')
  if (order.tid !== field(form, 'TID')) return answer(form, 'A115')
  switch (order.state) {
    case 'AUTHENTICATED':
      books.sessions.put({ ...order, state: 'FAILED' })
      return answer(form, '2012')
    case 'APPROVED':
    case 'ISSUED': {
      if (books.now().getTime() - Date.parse(order.approvedAt ?? '') > NET_CANCEL_MS)
        return answer(form, '2020')
      const kind = order.state === 'ISSUED' ? 'account-closed' : 'net-cancel'
      const after = recorded(books, { ...order, state: 'NET_CANCELLED' }, kind, order.amountMinor)
      return done(books, form, after, '2001', order.tid, order.amountMinor)
    }
    case 'NET_CANCELLED':
    case 'CANCELLED':
    case 'CLOSED':
      return answer(form, '2013')
    case 'OPENED':
    case 'FAILED':
    case 'PART_CANCELLED':
      return answer(form, '2012')
  }
}

function cancel(books: NiceBooks, form: Fields): WireAnswer {
  const code = refuseCaller(books, form, ['MID', 'CancelAmt', 'EdiDate'])
  if (code !== undefined) return answer(form, code)
  const part = field(form, 'PartialCancelCode')
  const moid = field(form, 'Moid')
  if (moid === '' || field(form, 'CancelMsg') === '' || !['0', '1'].includes(part))
    return answer(form, 'A117')
  const amountMinor = amountOf(field(form, 'CancelAmt'))
  if (amountMinor === undefined) return answer(form, 'A116')
  const receipt = books.receipts.get(field(form, 'TID'))
  if (receipt !== undefined && receipt.mid === field(form, 'MID')) {
    if (receipt.isCancelled) return answer(form, '2013')
    if (receipt.amountMinor !== amountMinor) return answer(form, '2011')
    books.receipts.put({ ...receipt, isCancelled: true })
    return answer(form, '2001', { TID: receipt.tid, CancelAmt: padded(amountMinor), ...stamp(books) })
  }
  const order = books.ofTid(field(form, 'TID'))
  if (order === undefined) return answer(form, '2012')
  if (order.mid !== field(form, 'MID')) return answer(form, 'A122')
  const refused = refusePart(books, form, order, amountMinor, part === '1')
  if (refused !== undefined) return answer(form, refused)
  return given(books, form, order, amountMinor, part === '1')
}

function refusePart(
  books: NiceBooks,
  form: Fields,
  order: NiceOrder,
  amountMinor: number,
  isPart: boolean,
): NiceCode | undefined {
  switch (order.state) {
    case 'CANCELLED':
    case 'CLOSED':
    case 'NET_CANCELLED':
      return '2013'
    case 'OPENED':
    case 'FAILED':
    case 'AUTHENTICATED':
      return '2012'
    case 'ISSUED':
      return !isPart && amountMinor === order.amountMinor ? undefined : '2011'
    case 'APPROVED':
    case 'PART_CANCELLED':
      break
  }
  if (books.now().getTime() - Date.parse(order.approvedAt ?? '') > YEAR_MS) return '2016'
  if (amountMinor > balance(order)) return '2032'
  if (!isPart && amountMinor !== order.amountMinor) return '2011'
  if (!isPart && order.state === 'PART_CANCELLED') return '2033'
  if (!sumsUp(form, amountMinor)) return 'A116'
  // An order number of its own for every part guards against the same part twice.
  if (isPart && books.partNumbers.get(partKey(form)) !== undefined) return 'A127'
  return order.method === 'VBANK' && !hasRefundAccount(form) ? 'A117' : undefined
}

function partKey(form: Fields): string {
  return `${field(form, 'MID')}|${field(form, 'TID')}|${field(form, 'Moid')}`
}

function hasRefundAccount(form: Fields): boolean {
  return (
    /^\d{6,16}$/.test(field(form, 'RefundAcctNo')) &&
    /^\d{3}$/.test(field(form, 'RefundBankCd')) &&
    field(form, 'RefundAcctNm') !== ''
  )
}

function given(
  books: NiceBooks,
  form: Fields,
  order: NiceOrder,
  amountMinor: number,
  isPart: boolean,
): WireAnswer {
  if (order.state === 'ISSUED') {
    const closed = recorded(books, { ...order, state: 'CLOSED' }, 'account-closed', amountMinor)
    return done(books, form, closed, '2001', order.tid, amountMinor)
  }
  if (isPart) books.partNumbers.put({ key: partKey(form) })
  const rest = balance(order) - amountMinor
  const after = recorded(
    books,
    { ...order, state: rest === 0 ? 'CANCELLED' : 'PART_CANCELLED' },
    'cancel',
    amountMinor,
  )
  const payCode = order.tid.slice(order.mid.length, order.mid.length + 2)
  const tid = isPart ? books.newTid(order.mid, payCode, '10') : order.tid
  return done(books, form, after, order.method === 'VBANK' ? '2211' : '2001', tid, amountMinor)
}

function recorded(
  books: NiceBooks,
  order: NiceOrder,
  kind: 'cancel' | 'net-cancel' | 'account-closed',
  amountMinor: number,
): NiceOrder {
  const at = books.now().toISOString()
  return books.sessions.put({
    ...order,
    entries: [
      ...order.entries,
      { kind, amountMinor, at, id: `${compactTime(books.now())}${randomDigits(6)}` },
    ],
  })
}

function stamp(books: NiceBooks): Fields {
  return {
    CancelDate: compactDate(books.now()),
    CancelTime: compactClock(books.now()),
    CancelNum: randomDigits(8),
  }
}

function done(
  books: NiceBooks,
  form: Fields,
  order: NiceOrder,
  code: '2001' | '2211',
  tid: string,
  amountMinor: number,
): WireAnswer {
  const amount = padded(amountMinor)
  return answer(form, code, {
    TID: tid,
    MID: order.mid,
    Moid: field(form, 'Moid') || order.moid,
    CancelAmt: amount,
    Signature: sha256([tid, order.mid, amount, books.merchantKey(order.mid) ?? '']),
    PayMethod: order.method,
    RemainAmt: padded(Math.max(0, balance(order))),
    ...stamp(books),
  })
}

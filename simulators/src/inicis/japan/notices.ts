import type { Fields } from '../../desk/form.ts'
import { compactClock, compactDate, compactTime } from '../../desk/seoul-time.ts'
import type { InicisBooks } from '../books.ts'
import type { InicisOrder } from '../order.ts'

/** A slip was paid at a till: the fields that open merchant code reads, told to the slip's own `notiUrl`. */
export function cbtNoteFields(books: InicisBooks, order: InicisOrder): Fields {
  const now = books.now()
  const slip = order.virtualAccount
  return {
    tid: order.tid,
    mid: order.mid,
    applDt: compactDate(now),
    applTm: compactClock(now),
    status: '00',
    payNm: 'CVS',
    orderId: order.oid,
    applNo: order.applNum,
    sid: order.authToken ?? '',
    convenience: slip?.bankCode ?? '',
    confNo: slip?.accountNumber ?? '',
    receiptNo: order.japan?.receiptNo ?? '',
    paymentTerm: slip === undefined ? '' : compactTime(new Date(slip.expiresAt)),
    amount: String(order.amountMinor),
    currencyCd: order.currency,
  }
}

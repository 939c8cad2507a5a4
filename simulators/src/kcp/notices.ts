import { uuidv7 } from 'uuidv7'
import { encodeText, writeForm } from '../desk/form.ts'
import type { Fields } from '../desk/form.ts'
import { balanceOf } from '../desk/ledger.ts'
import type { Note, NoteAttempt } from '../desk/notes.ts'
import { randomDigits } from '../desk/random.ts'
import { compactTime } from '../desk/seoul-time.ts'
import type { KcpBooks } from './books.ts'
import type { KcpOrder } from './order.ts'

/** How often KCP repeats is not published; this one gives up after a working day. */
const MAX_ATTEMPTS = 480

/** Money came into the account (TX00). Whatever sum it was is told; KCP gives nothing back by itself. */
export function noteDeposit(
  books: KcpBooks,
  order: KcpOrder,
  depositMinor: number,
): Promise<readonly NoteAttempt[]> {
  return deliver(books, order, depositFields(books, order, depositMinor))
}

/** A note that no money stands behind. The real ones are not signed, so `secret` forges the account number. */
export function forgeDeposit(
  books: KcpBooks,
  order: KcpOrder,
  tamper: 'secret' | 'amount' | 'order',
): Promise<readonly NoteAttempt[]> {
  const fields = depositFields(books, order, order.amountMinor)
  return deliver(books, order, {
    ...fields,
    ...(tamper === 'secret' ? { account: randomDigits(14) } : {}),
    ...(tamper === 'order' ? { order_no: 'f'.repeat(32) } : {}),
    ...(tamper === 'amount'
      ? { ipgm_mnyx: String(order.amountMinor + 1_000), totl_mnyx: String(order.amountMinor + 1_000) }
      : { totl_mnyx: String(order.amountMinor) }),
  })
}

function depositFields(books: KcpBooks, order: KcpOrder, depositMinor: number): Fields {
  const now = compactTime(books.now())
  return {
    site_cd: order.siteCode,
    tno: order.tno,
    order_no: order.orderNumber,
    tx_cd: 'TX00',
    tx_tm: now,
    ipgm_name: order.buyerName,
    remitter: order.buyerName,
    ipgm_mnyx: String(depositMinor),
    totl_mnyx: String(balanceOf(order.entries).balanceMinor),
    ipgm_time: now,
    bank_code: order.virtualAccount?.bankCode ?? '',
    account: order.virtualAccount?.accountNumber ?? '',
    op_cd: '',
    noti_id: uuidv7().replaceAll('-', '').slice(0, 20),
    cash_a_no: '',
    cash_no: '',
  }
}

function deliver(books: KcpBooks, order: KcpOrder, fields: Fields): Promise<readonly NoteAttempt[]> {
  const registered = books.merchants.get(order.siteCode)?.notifyUrls ?? []
  const fallback = books.surroundings.notifyTargetFor('kcp', order.siteCode)
  const urls = registered.length > 0 || fallback === undefined ? registered : [fallback]
  return Promise.all(urls.map((url) => books.notes.send(noteOf(order.orderNumber, url, fields))))
}

function noteOf(orderId: string, url: string, fields: Fields): Note {
  return {
    id: uuidv7(),
    orderId,
    url,
    contentType: 'application/x-www-form-urlencoded',
    body: Buffer.from(encodeText(writeForm(fields, 'utf-8'), 'utf-8')).toString('base64'),
    wants: { bodyHas: 'name="result" value="0000"' },
    attempts: 0,
    maxAttempts: MAX_ATTEMPTS,
    state: 'waiting',
  }
}

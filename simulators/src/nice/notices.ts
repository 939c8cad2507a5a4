import { uuidv7 } from 'uuidv7'
import { writeForm } from '../desk/form.ts'
import type { Note, NoteAttempt } from '../desk/notes.ts'
import { compactTime } from '../desk/seoul-time.ts'
import type { NiceBooks } from './books.ts'
import { sha256 } from './caller.ts'
import { banks, nameOf } from './codes.ts'
import type { NiceOrder } from './order.ts'

/** Once more every minute, three times (the setting that PortOne's guide asks for). */
const MAX_ATTEMPTS = 4

/** Money came into the account (4110), told in EUC-KR. */
export function noteDeposit(
  books: NiceBooks,
  order: NiceOrder,
  amountMinor: number,
): Promise<readonly NoteAttempt[]> {
  return deliver(books, order, depositNote(books, order, amountMinor))
}

/** A note that no money stands behind: whoever sends it has no merchant key, so its signature is another note's. */
export function forgeDeposit(
  books: NiceBooks,
  order: NiceOrder,
  tamper: 'secret' | 'amount' | 'order',
): Promise<readonly NoteAttempt[]> {
  const note = depositNote(books, order, order.amountMinor)
  return deliver(books, order, {
    ...note,
    ...(tamper === 'secret' ? { Signature: sha256(['no key']) } : {}),
    ...(tamper === 'order' ? { MOID: uuidv7(), TID: books.newTid(order.mid, '03', '01') } : {}),
    ...(tamper === 'amount' ? { Amt: String(order.amountMinor + 1_000) } : {}),
  })
}

function depositNote(books: NiceBooks, order: NiceOrder, amountMinor: number): Record<string, string> {
  const account = order.virtualAccount
  const amount = String(amountMinor)
  return {
    PayMethod: 'VBANK',
    MID: order.mid,
    MallUserID: '',
    Amt: amount,
    name: '홍길동',
    GoodsName: order.goodsName,
    TID: order.tid,
    MOID: order.moid,
    AuthDate: compactTime(books.now()).slice(2),
    ResultCode: '4110',
    ResultMsg: '가상계좌 입금 성공',
    StateCd: '0',
    CancelDate: '',
    VbankNum: account?.accountNumber ?? '',
    FnCd: account?.bankCode ?? '',
    VbankName: nameOf(banks, account?.bankCode ?? ''),
    VbankInputName: '홍길동',
    RcptTID: '',
    RcptType: '0',
    RcptAuthCode: '',
    Signature: sha256([order.tid, order.mid, amount, books.merchantKey(order.mid) ?? '']),
  }
}

async function deliver(
  books: NiceBooks,
  order: NiceOrder,
  fields: Readonly<Record<string, string>>,
): Promise<readonly NoteAttempt[]> {
  const { surroundings } = books
  const registered = books.merchants.get(order.mid)?.notifyUrls ?? []
  const fallback = surroundings.notifyTargetFor('nice', order.mid)
  const urls = registered.length > 0 || fallback === undefined ? registered : [fallback]
  const body = Buffer.from(writeForm(fields, 'euc-kr'), 'latin1').toString('base64')
  return Promise.all(
    urls.map((url) => {
      const note: Note = {
        id: uuidv7(),
        orderId: order.moid,
        url,
        contentType: 'application/x-www-form-urlencoded; charset=euc-kr',
        body,
        wants: 'body-OK',
        attempts: 0,
        maxAttempts: MAX_ATTEMPTS,
        state: 'waiting',
      }
      return books.notes.send(note)
    }),
  )
}

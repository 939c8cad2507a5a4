import { uuidv7 } from 'uuidv7'
import type { Note, NoteAttempt } from '../desk/notes.ts'
import { randomDigits } from '../desk/random.ts'
import { compactTime } from '../desk/seoul-time.ts'
import type { KiccBooks } from './books.ts'
import { banks, nameOf } from './codes.ts'
import type { KiccOrder } from './order.ts'

/** Every 3 minutes, ten times (developer documentation, notification). */
const MAX_ATTEMPTS = 11

/** Money came into the account (30). The message's own number is not the transaction's, which stands in `tlfSno`. */
export function noteDeposit(
  books: KiccBooks,
  order: KiccOrder,
  amountMinor: number,
): Promise<readonly NoteAttempt[]> {
  return deliver(books, order, depositMessage(books, order, amountMinor))
}

/** A message that no money stands behind. The real ones are not signed, so `secret` forges the account number. */
export function forgeDeposit(
  books: KiccBooks,
  order: KiccOrder,
  tamper: 'secret' | 'amount' | 'order',
): Promise<readonly NoteAttempt[]> {
  const message = depositMessage(books, order, order.amountMinor)
  return deliver(books, order, {
    ...message,
    ...(tamper === 'secret' ? { accountNo: randomDigits(14) } : {}),
    ...(tamper === 'order' ? { shopOrderNo: uuidv7(), tlfSno: books.newCno() } : {}),
    ...(tamper === 'amount' ? { amount: String(order.amountMinor + 1_000) } : {}),
  })
}

function depositMessage(books: KiccBooks, order: KiccOrder, amountMinor: number): Record<string, string> {
  const account = order.virtualAccount
  return {
    resCd: '0000',
    resMsg: '정상',
    mallId: order.mallId,
    notiType: '30',
    pgCno: books.newCno(),
    tlfSno: order.pgCno,
    shopOrderNo: order.shopOrderNo,
    amount: String(amountMinor),
    bankCode: account?.bankCode ?? '',
    bankName: nameOf(banks, account?.bankCode ?? ''),
    accountNo: account?.accountNumber ?? '',
    depositName: '홍길동',
    transactionDate: compactTime(books.now()),
  }
}

async function deliver(
  books: KiccBooks,
  order: KiccOrder,
  message: Readonly<Record<string, string>>,
): Promise<readonly NoteAttempt[]> {
  const { surroundings } = books
  const registered = books.merchants.get(order.mallId)?.notifyUrls ?? []
  const fallback = surroundings.notifyTargetFor('kicc', order.mallId)
  const urls = registered.length > 0 || fallback === undefined ? registered : [fallback]
  const body = Buffer.from(JSON.stringify(message), 'utf8').toString('base64')
  return Promise.all(
    urls.map((url) => {
      const note: Note = {
        id: uuidv7(),
        orderId: order.shopOrderNo,
        url,
        contentType: 'application/json; charset=utf-8',
        body,
        wants: { bodyHas: '"0000"' },
        attempts: 0,
        maxAttempts: MAX_ATTEMPTS,
        state: 'waiting',
      }
      return books.notes.send(note)
    }),
  )
}

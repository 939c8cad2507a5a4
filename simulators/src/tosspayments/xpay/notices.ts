import { uuidv7 } from 'uuidv7'
import { writeForm } from '../../desk/form.ts'
import type { Fields } from '../../desk/form.ts'
import type { Note, NoteAttempt } from '../../desk/notes.ts'
import { compactTime } from '../../desk/seoul-time.ts'
import { accountFields, approvalFields } from './approve.ts'
import type { XpayBooks } from './books.ts'
import { md5, newTid } from './caller.ts'
import { results } from './codes.ts'
import type { XpayOrder } from './order.ts'

const MAX_ATTEMPTS = 10

/** An account was issued (`R`): told at once, beside the answer to the approval. */
export function noteIssued(books: XpayBooks, order: XpayOrder): Promise<readonly NoteAttempt[]> {
  return deliver(books, order, noteOf(books, order, { flag: 'R', amountMinor: 0 }))
}

/** Money came into the account (`I`). */
export function noteDeposit(
  books: XpayBooks,
  order: XpayOrder,
  amountMinor: number,
): Promise<readonly NoteAttempt[]> {
  return deliver(books, order, noteOf(books, order, { flag: 'I', amountMinor }))
}

/** A note that no money stands behind: whoever sends it has no shop key, so its hash is another note's. */
export function forgeDeposit(
  books: XpayBooks,
  order: XpayOrder,
  tamper: 'secret' | 'amount' | 'order',
): Promise<readonly NoteAttempt[]> {
  const other = String(order.amountMinor + 1_000)
  return deliver(books, order, {
    ...noteOf(books, order, { flag: 'I', amountMinor: order.amountMinor }),
    ...(tamper === 'secret' ? { LGD_HASHDATA: md5(['no key']) } : {}),
    ...(tamper === 'order' ? { LGD_OID: uuidv7(), LGD_TID: newTid(books, order.wireMid) } : {}),
    ...(tamper === 'amount' ? { LGD_AMOUNT: other, LGD_CASTAMOUNT: other, LGD_CASCAMOUNT: other } : {}),
  })
}

function noteOf(
  books: XpayBooks,
  order: XpayOrder,
  { flag, amountMinor }: { readonly flag: 'R' | 'I'; readonly amountMinor: number },
): Fields {
  return {
    LGD_RESPCODE: '0000',
    LGD_RESPMSG: results['0000'],
    ...approvalFields(books, order),
    ...accountFields(order),
    LGD_PAYDATE: compactTime(books.now()),
    LGD_CASFLAG: flag,
    LGD_CASTAMOUNT: String(amountMinor),
    LGD_CASCAMOUNT: String(amountMinor),
    LGD_CASSEQNO: flag === 'R' ? '000' : '001',
  }
}

async function deliver(books: XpayBooks, order: XpayOrder, fields: Fields): Promise<readonly NoteAttempt[]> {
  if (order.noteUrl === undefined) return []
  const note: Note = {
    id: uuidv7(),
    orderId: order.oid,
    url: order.noteUrl,
    contentType: `application/x-www-form-urlencoded; charset=${order.noteCharset}`,
    body: Buffer.from(writeForm(fields, order.noteCharset), 'latin1').toString('base64'),
    wants: 'body-OK',
    attempts: 0,
    maxAttempts: MAX_ATTEMPTS,
    state: 'waiting',
  }
  return [await books.notes.send(note)]
}

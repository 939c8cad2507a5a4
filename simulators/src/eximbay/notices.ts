import { uuidv7 } from 'uuidv7'
import { encodeText, writeForm } from '../desk/form.ts'
import type { Fields } from '../desk/form.ts'
import type { Note, NoteAttempt } from '../desk/notes.ts'
import type { EximbayBooks } from './books.ts'
import type { EximbayOrder } from './order.ts'
import { resultFields } from './result.ts'

/** The first try and three repeats (classic guide, statusurl). */
const MAX_ATTEMPTS = 4

/** Tells the merchant's server how it ended; this is the message that counts. */
export function noteStatus(books: EximbayBooks, order: EximbayOrder): Promise<readonly NoteAttempt[]> {
  return deliver(books, order, resultFields(books, order))
}

/** A message that nothing stands behind. */
export function forgeStatus(
  books: EximbayBooks,
  order: EximbayOrder,
  tamper: 'secret' | 'amount' | 'order',
): Promise<readonly NoteAttempt[]> {
  const fields = resultFields(books, { ...order, state: 'SALE' })
  switch (tamper) {
    case 'secret':
      return deliver(books, order, { ...fields, fgkey: '0'.repeat(64) })
    case 'amount':
      return deliver(books, order, { ...fields, amt: `${fields['amt'] ?? ''}0` })
    case 'order':
      return deliver(books, order, { ...fields, ref: 'somebody-else' })
  }
}

async function deliver(
  books: EximbayBooks,
  order: EximbayOrder,
  fields: Fields,
): Promise<readonly NoteAttempt[]> {
  return URL.canParse(order.statusUrl) ? [await books.notes.send(noteOf(order, fields))] : []
}

function noteOf(order: EximbayOrder, fields: Fields): Note {
  return {
    id: uuidv7(),
    orderId: order.ref,
    url: order.statusUrl,
    contentType: 'application/x-www-form-urlencoded; charset=utf-8',
    body: Buffer.from(encodeText(writeForm(fields, 'utf-8'), 'utf-8')).toString('base64'),
    wants: { bodyHas: 'rescode=0000' },
    attempts: 0,
    maxAttempts: MAX_ATTEMPTS,
    state: 'waiting',
  }
}

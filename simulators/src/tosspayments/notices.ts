import { uuidv7 } from 'uuidv7'
import type { Note, NoteAttempt } from '../desk/notes.ts'
import { zonelessTime } from '../desk/seoul-time.ts'
import { randomToken } from '../desk/random.ts'
import type { TossBooks } from './books.ts'
import { statusAt } from './payment.ts'
import type { TossPayment } from './payment.ts'
import { paymentView } from './payment-view.ts'

/** First try and three repeats; the real PG repeats 7 times over three days. */
const MAX_ATTEMPTS = 4

/** Tells every registered address that the payment's status changed. Both event types are subscribed. */
export async function announce(books: TossBooks, payment: TossPayment): Promise<readonly NoteAttempt[]> {
  const bodies: unknown[] = [statusChanged(books, payment)]
  if (payment.method === 'VIRTUAL_ACCOUNT' && payment.status !== 'WAITING_FOR_DEPOSIT')
    bodies.unshift(depositCallback(books, payment))
  return deliver(books, payment, bodies)
}

/** A notice that nothing stands behind, as a forger would send it. */
export async function forge(
  books: TossBooks,
  payment: TossPayment,
  tamper: 'secret' | 'amount' | 'order',
): Promise<readonly NoteAttempt[]> {
  const claimed: TossPayment = { ...payment, status: 'DONE' }
  switch (tamper) {
    case 'secret':
      return deliver(books, payment, [
        { ...depositCallback(books, claimed), secret: `ps_${randomToken(16)}` },
      ])
    case 'order':
      return deliver(books, payment, [
        { ...depositCallback(books, claimed), orderId: `${payment.orderId}-forged` },
      ])
    case 'amount': {
      const event = statusChanged(books, { ...claimed, amountMinor: payment.amountMinor + 1_000 })
      return deliver(books, payment, [event])
    }
  }
}

/** Webhook guide, `DEPOSIT_CALLBACK`: flat, without `eventType`. */
function depositCallback(books: TossBooks, payment: TossPayment) {
  return {
    createdAt: zonelessTime(books.now()),
    secret: payment.secret,
    status: statusAt(payment, books.now()),
    transactionKey: payment.lastTransactionKey,
    orderId: payment.orderId,
  }
}

/** Webhook guide, `PAYMENT_STATUS_CHANGED`: the payment without its secret. */
function statusChanged(books: TossBooks, payment: TossPayment) {
  const { secret: _, ...data } = paymentView(payment, books.now(), books.surroundings.publicOrigin)
  return { eventType: 'PAYMENT_STATUS_CHANGED', createdAt: zonelessTime(books.now()), data }
}

function deliver(
  books: TossBooks,
  payment: TossPayment,
  bodies: readonly unknown[],
): Promise<readonly NoteAttempt[]> {
  const registered = books.merchants.get(payment.mid)?.notifyUrls ?? []
  const fallback = books.surroundings.notifyTargetFor('tosspayments', payment.mid)
  const urls = registered.length > 0 || fallback === undefined ? registered : [fallback]
  const notes = urls.flatMap((url) => bodies.map((body) => noteOf(payment, url, body)))
  return Promise.all(notes.map((note) => books.notes.send(note)))
}

function noteOf(payment: TossPayment, url: string, body: unknown): Note {
  return {
    id: uuidv7(),
    orderId: payment.orderId,
    url,
    contentType: 'application/json',
    body: Buffer.from(JSON.stringify(body), 'utf8').toString('base64'),
    wants: 'status-200',
    attempts: 0,
    maxAttempts: MAX_ATTEMPTS,
    state: 'waiting',
  }
}

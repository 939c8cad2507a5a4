import { uuidv7 } from 'uuidv7'
import type { NoteAttempt } from '../desk/notes.ts'
import { instrumentView, paymentView, stamp } from './answer.ts'
import type { TosspayBooks } from './books.ts'
import type { TosspayKey, TosspayOrder } from './order.ts'

/** The first try and four repeats within ten minutes (developer site, callback). */
const MAX_ATTEMPTS = 5

/** `resultCallback` of a payment, to the address that came with it. Only success is told. */
export async function tellPaid(books: TosspayBooks, order: TosspayOrder): Promise<readonly NoteAttempt[]> {
  if (order.resultCallback === undefined) return []
  const { approvalTime, mode: _mode, stateMsg: _state, ...facts } = paymentView(order)
  const body = { status: 'PAY_COMPLETE', ...facts, paidTs: approvalTime }
  return [await post(books, order.orderNo, order.resultCallback, body)]
}

/** The callback of a registration; nothing is told of a failed one. */
export async function tellKey(
  books: TosspayBooks,
  key: TosspayKey,
  action: 'ACTIVATED' | 'REMOVED',
): Promise<readonly NoteAttempt[]> {
  const body = {
    action,
    processedTs: stamp(books.now()),
    userId: key.userId,
    displayId: key.displayId,
    billingKey: key.billingKey,
    ...instrumentView(key.instrument),
  }
  return [await post(books, key.userId, key.resultCallback, body)]
}

function post(books: TosspayBooks, orderId: string, url: string, body: object): Promise<NoteAttempt> {
  return books.notes.send({
    id: uuidv7(),
    orderId,
    url,
    contentType: 'application/json; charset=utf-8',
    body: Buffer.from(JSON.stringify(body), 'utf8').toString('base64'),
    wants: 'status-200',
    attempts: 0,
    maxAttempts: MAX_ATTEMPTS,
    state: 'waiting',
  })
}

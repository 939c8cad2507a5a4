import { uuidv7 } from 'uuidv7'
import type { InicisBooks } from './books.ts'
import type { InicisCode } from './codes.ts'
import type { InicisOrder } from './order.ts'

/**
 * Undoes an approval whose answer was lost (망취소). An authentication that was never
 * approved becomes void, so that a late approval cannot follow, and the answer is
 * that there was nothing to cancel.
 */
export function netCancel(books: InicisBooks, order: InicisOrder): InicisOrder | InicisCode {
  switch (order.state) {
    case 'OPENED':
    case 'FAILED':
    case 'VOID':
    case 'REGISTERED':
      return 'SIM404'
    case 'AUTHENTICATED':
      books.sessions.put({ ...order, state: 'VOID' })
      return 'SIM404'
    case 'APPROVED':
    case 'ISSUED':
      return books.sessions.put(undo(books, order))
    case 'PART_CANCELLED':
    case 'CANCELLED':
    case 'NET_CANCELLED':
    case 'ISSUE_CANCELLED':
      return 'SIM409'
  }
}

function undo(books: InicisBooks, order: InicisOrder): InicisOrder {
  const at = books.now().toISOString()
  const kind = order.state === 'ISSUED' ? 'account-closed' : 'net-cancel'
  return {
    ...order,
    state: kind === 'account-closed' ? 'ISSUE_CANCELLED' : 'NET_CANCELLED',
    entries: [...order.entries, { kind, amountMinor: order.amountMinor, at, id: uuidv7() }],
  }
}

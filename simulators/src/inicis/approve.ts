import { uuidv7 } from 'uuidv7'
import { randomDigits } from '../desk/random.ts'
import { compactDate, readCompactTime } from '../desk/seoul-time.ts'
import { issueKey } from './bill-key.ts'
import type { InicisBooks } from './books.ts'
import type { InicisCode } from './codes.ts'
import { noteIssued } from './notices.ts'
import { wasApproved } from './order.ts'
import type { InicisOrder } from './order.ts'

/** How long an authentication may wait for its approval. Not published; our choice. */
const APPROVE_WITHIN_MS = 30 * 60_000
const DEFAULT_ACCOUNT_DAYS = 10

/** Takes the money of an authenticated order, or issues its account; a code when the PG refuses. */
export function approve(books: InicisBooks, order: InicisOrder): InicisOrder | InicisCode {
  if (wasApproved(order) && order.state !== 'NET_CANCELLED') return '500630'
  const age = books.now().getTime() - Date.parse(order.authenticatedAt ?? order.openedAt)
  if (order.state !== 'AUTHENTICATED' || age > APPROVE_WITHIN_MS) return 'SIM410'
  const twin = books.ofOid(order.oid, order.mid)
  if (twin !== undefined && twin.sessionId !== order.sessionId && wasApproved(twin)) return '500619'

  if (order.isBilling === true) return register(books, order)
  const approved = books.sessions.put(issues(order) ? issue(books, order) : take(books, order))
  if (approved.state === 'ISSUED') noteIssued(books, approved)
  return approved
}

/** A card for later charges: the key is made now, and nothing is taken. */
function register(books: InicisBooks, order: InicisOrder): InicisOrder {
  const { billKey } = issueKey(books, order.mid, order.card, order.fate)
  return books.sessions.put({
    ...order,
    state: 'REGISTERED',
    approvedAt: books.now().toISOString(),
    billKey,
  })
}

/** Nothing is paid yet: an account is opened, or a slip is printed. */
function issues({ method }: InicisOrder): boolean {
  return method === 'VBank' || method === 'CVS'
}

/** This simulator's own words: how the real window is asked for the right to charge a phone bill again is not public. */
function wantsPhoneKey({ method, form }: InicisOrder): boolean {
  const options = [...(form['acceptmethod'] ?? '').split(':'), ...(form['P_RESERVED'] ?? '').split('&')]
  return method === 'HPP' && options.some((option) => /^simulated_phone_key(=Y)?$/.test(option))
}

function take(books: InicisBooks, order: InicisOrder): InicisOrder {
  const at = books.now().toISOString()
  return {
    ...order,
    state: 'APPROVED',
    approvedAt: at,
    ...(wantsPhoneKey(order)
      ? { billKey: issueKey(books, order.mid, undefined, order.fate, order.buyerTel).billKey }
      : {}),
    entries: [...order.entries, { kind: 'approve', amountMinor: order.amountMinor, at, id: order.tid }],
  }
}

function issue(books: InicisBooks, order: InicisOrder): InicisOrder {
  const at = books.now().toISOString()
  return {
    ...order,
    state: 'ISSUED',
    virtualAccount: {
      accountNumber: randomDigits(14),
      bankCode: order.bankCode ?? '88',
      expiresAt: accountEnd(books, order).toISOString(),
    },
    ...(order.japan === undefined ? {} : { japan: { ...order.japan, receiptNo: randomDigits(13) } }),
    entries: [...order.entries, { kind: 'account-issued', amountMinor: order.amountMinor, at, id: uuidv7() }],
  }
}

/**
 * PC: `vbank(yyyyMMddHHmm)` in acceptmethod; mobile: P_VBANK_DT and P_VBANK_TM; Japan: the end of the last day of
 * `paymentTermDay`.
 */
function accountEnd(books: InicisBooks, order: InicisOrder): Date {
  if (order.japan !== undefined) {
    const lastDay = new Date(books.now().getTime() + order.japan.termDays * 86_400_000)
    return readCompactTime(compactDate(lastDay)) ?? lastDay
  }
  const asked =
    order.surface === 'PC'
      ? /vbank\((\d{8}(?:\d{4})?)\)/i.exec(order.form['acceptmethod'] ?? '')?.[1]
      : `${order.form['P_VBANK_DT'] ?? ''}${order.form['P_VBANK_TM'] ?? ''}`
  return readCompactTime(asked ?? '') ?? new Date(books.now().getTime() + DEFAULT_ACCOUNT_DAYS * 86_400_000)
}

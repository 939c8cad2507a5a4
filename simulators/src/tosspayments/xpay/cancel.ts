import type { WireAnswer } from '../../desk/answer.ts'
import type { Fields } from '../../desk/form.ts'
import type { LedgerEntry } from '../../desk/ledger.ts'
import { compactTime, readCompactTime } from '../../desk/seoul-time.ts'
import type { XpayBooks } from './books.ts'
import { amountOf, answer, field, isTxId, newTid } from './caller.ts'
import type { XpayCode } from './codes.ts'
import { balance } from './order.ts'
import type { XpayOrder } from './order.ts'

/**
 * `Rollback`: undoes the call of that number, or keeps it from ever having an effect. Asked twice, it is done twice. What
 * the PG itself answers for a number that never arrived is not public.
 */
export function rollBack(books: XpayBooks, form: Fields): WireAnswer {
  const txId = field(form, 'LGD_RB_TXID')
  if (!isTxId(txId, field(form, 'LGD_MID'))) return answer('SIM103')
  const order = books.of(txId)
  if (order === undefined) books.voided.put({ txId })
  else if (order.state === 'APPROVED' || order.state === 'ISSUED')
    recorded(
      books,
      { ...order, state: 'ROLLED_BACK' },
      order.state === 'ISSUED' ? 'account-closed' : 'net-cancel',
      order.amountMinor,
    )
  else if (order.state !== 'ROLLED_BACK') return answer('SIM121')
  return answer('0000', { LGD_TID: order?.tid ?? '', LGD_RESPDATE: compactTime(books.now()) })
}

/** `Cancel` gives all of it back, `PartialCancel` what it names, if the balance before is what it says. */
export function cancel(books: XpayBooks, form: Fields, isPart: boolean): WireAnswer {
  const order = books.of(field(form, 'LGD_TID'))
  if (order === undefined || order.wireMid !== field(form, 'LGD_MID')) return answer('SIM120')
  const amountMinor = isPart ? amountOf(field(form, 'LGD_CANCELAMOUNT')) : order.amountMinor
  const code = refusalOf(form, order, isPart, amountMinor)
  if (code !== undefined || amountMinor === undefined) return answer(code ?? 'SIM122')
  const rest = balance(order) - amountMinor
  recorded(books, { ...order, state: rest === 0 ? 'CANCELLED' : 'PART_CANCELLED' }, 'cancel', amountMinor)
  return answer('0000', {
    LGD_TID: isPart ? newTid(books, order.wireMid) : (order.tid ?? ''),
    LGD_MID: order.wireMid,
    LGD_OID: order.oid,
    LGD_RESPDATE: compactTime(books.now()),
  })
}

function refusalOf(
  form: Fields,
  order: XpayOrder,
  isPart: boolean,
  amountMinor: number | undefined,
): XpayCode | undefined {
  switch (order.state) {
    case 'CANCELLED':
    case 'ROLLED_BACK':
    case 'CLOSED':
      return 'SIM121'
    case 'OPENED':
    case 'FAILED':
    case 'AUTHENTICATED':
    case 'ISSUED':
      return 'SIM120'
    case 'PART_CANCELLED':
      if (!isPart) return 'SIM122'
      break
    case 'APPROVED':
      break
  }
  if (isPart && Number(field(form, 'LGD_REMAINAMOUNT')) !== balance(order)) return 'SIM122'
  if (amountMinor === undefined || amountMinor > balance(order)) return 'SIM122'
  if (Number(field(form, 'LGD_CANCELTAXFREEAMOUNT') || '0') > order.taxFreeMinor) return 'SIM122'
  if (order.payType !== 'SC0040') return undefined
  const hasAccount =
    /^\d{3}$/.test(field(form, 'LGD_RFBANKCODE')) &&
    /^\d{6,20}$/.test(field(form, 'LGD_RFACCOUNTNUM')) &&
    field(form, 'LGD_RFCUSTOMERNAME') !== ''
  return hasAccount ? undefined : 'SIM123'
}

/** `CyberAccount`, `CHANGE`: another deadline; one that has passed closes the account. */
export function changeAccount(books: XpayBooks, form: Fields): WireAnswer {
  if (field(form, 'LGD_METHOD') !== 'CHANGE') return answer('SIM104')
  const order = books.ofOid(field(form, 'LGD_OID'))
  const account = order?.virtualAccount
  if (order === undefined || account === undefined || order.wireMid !== field(form, 'LGD_MID'))
    return answer('SIM120')
  if (amountOf(field(form, 'LGD_AMOUNT')) !== order.amountMinor) return answer('SIM112')
  const closeDate = field(form, 'LGD_CLOSEDATE')
  const end = /^\d{14}$/.test(closeDate) ? readCompactTime(closeDate) : undefined
  if (end === undefined) return answer('SIM104')
  if (order.state !== 'ISSUED' && order.state !== 'CLOSED') return answer('SIM125')
  const changed = { ...order, virtualAccount: { ...account, expiresAt: end.toISOString() } }
  const isOver = end <= books.now()
  if (order.state === 'ISSUED' && isOver)
    recorded(books, { ...changed, state: 'CLOSED' }, 'account-closed', order.amountMinor)
  else books.sessions.put({ ...changed, state: isOver ? 'CLOSED' : 'ISSUED' })
  return answer('0000', { LGD_TID: order.tid ?? '', LGD_OID: order.oid, LGD_CLOSEDATE: closeDate })
}

function recorded(
  books: XpayBooks,
  order: XpayOrder,
  kind: LedgerEntry['kind'],
  amountMinor: number,
): XpayOrder {
  const at = books.now().toISOString()
  const id = newTid(books, order.wireMid)
  return books.sessions.put({ ...order, entries: [...order.entries, { kind, amountMinor, at, id }] })
}

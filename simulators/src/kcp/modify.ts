import { json } from '../desk/answer.ts'
import type { WireAnswer } from '../desk/answer.ts'
import type { LedgerEntry } from '../desk/ledger.ts'
import { compactTime } from '../desk/seoul-time.ts'
import type { KcpBooks } from './books.ts'
import type { ApiBody } from './caller.ts'
import { refuseCaller } from './caller.ts'
import { results } from './codes.ts'
import { balance, methods } from './order.ts'
import type { KcpOrder } from './order.ts'
import { refuse } from './payments.ts'
import { movePurse } from './purses.ts'

/** `/gw/mod/v1/cancel`: `STSC` everything, `STPC` a part, `STE1` the parcel of an escrow order. */
export function modify(books: KcpBooks, body: ApiBody): WireAnswer {
  const modType = body['mod_type'] ?? ''
  const refused = refuseCaller(books, body, [body['tno'] ?? '', modType])
  if (refused !== undefined) return refuse(refused)
  const order = books.ofTno(body['tno'] ?? '')
  if (order === undefined || order.siteCode !== body['site_cd']) return refuse('SIM404')
  switch (modType) {
    case 'STSC':
      return order.state === 'ISSUED' ? closeAccount(books, order) : cancelAll(books, order, body)
    case 'STPC':
      return cancelPart(books, order, body)
    case 'STE1':
      return startDelivery(books, order, body)
    default:
      return refuse('SIM400')
  }
}

function cancelAll(books: KcpBooks, order: KcpOrder, body: ApiBody): WireAnswer {
  if (order.state === 'PART_CANCELLED') return refuse('8038')
  if (order.state !== 'APPROVED') return refuse('SIM411')
  return giveBack(books, order, body, balance(order))
}

/** `rem_mny` is the balance before this cancel, which makes a repeat of the same request a wrong one. */
function cancelPart(books: KcpBooks, order: KcpOrder, body: ApiBody): WireAnswer {
  if (order.state !== 'APPROVED' && order.state !== 'PART_CANCELLED') return refuse('SIM411')
  const amountMinor = Number(body['mod_mny'])
  if (!Number.isSafeInteger(amountMinor) || amountMinor <= 0) return refuse('SIM400')
  if (body['rem_mny'] !== String(balance(order)) || amountMinor > balance(order)) return refuse('SIM411')
  return giveBack(books, order, body, amountMinor)
}

function giveBack(books: KcpBooks, order: KcpOrder, body: ApiBody, amountMinor: number): WireAnswer {
  if (order.method === 'PAVC' && !/^\d{6,20}$/.test(body['mod_account'] ?? '')) return refuse('SIM412')
  const at = books.now().toISOString()
  const sequence = order.cancelCount + 1
  const entry: LedgerEntry = { kind: 'cancel', amountMinor, at, id: `${order.tno}-${sequence}` }
  const rest = balance(order) - amountMinor
  movePurse(books, order, amountMinor)
  const after = books.sessions.put({
    ...order,
    state: rest === 0 ? 'CANCELLED' : 'PART_CANCELLED',
    cancelCount: sequence,
    entries: [...order.entries, entry],
  })
  return json(200, {
    res_cd: '0000',
    res_msg: results['0000'],
    tno: after.tno,
    amount: String(after.amountMinor),
    canc_time: compactTime(books.now()),
    mod_mny: String(amountMinor),
    rem_mny: String(rest),
    mod_pcan_seq_no: String(sequence),
  })
}

function closeAccount(books: KcpBooks, order: KcpOrder): WireAnswer {
  const at = books.now().toISOString()
  books.sessions.put({
    ...order,
    state: 'ISSUE_CANCELLED',
    entries: [
      ...order.entries,
      { kind: 'account-closed', amountMinor: order.amountMinor, at, id: `${order.tno}-close` },
    ],
  })
  return json(200, {
    res_cd: '0000',
    res_msg: results['0000'],
    tno: order.tno,
    canc_time: compactTime(books.now()),
  })
}

function startDelivery(books: KcpBooks, order: KcpOrder, body: ApiBody): WireAnswer {
  if (order.form['escw_used'] !== 'Y') return refuse('SIM411')
  const number = body['deli_numb'] ?? ''
  if (number === '' || (body['deli_corp'] ?? '') === '') return refuse('SIM400')
  books.sessions.put({ ...order, delivery: number })
  return json(200, { res_cd: '0000', res_msg: results['0000'], tno: order.tno })
}

/** `/std/inquery`: by KCP's own number. Of accounts it tells no state, as public documents name none. */
export function inquire(books: KcpBooks, body: ApiBody): WireAnswer {
  const payType = body['pay_type'] ?? ''
  const refused = refuseCaller(books, body, [body['tno'] ?? '', payType])
  if (refused !== undefined) return refuse(refused)
  if (!methods.some((method) => method === payType)) return refuse('SIM400')
  const order = books.ofTno(body['tno'] ?? '')
  if (order === undefined || order.siteCode !== body['site_cd'] || order.method !== payType)
    return refuse('SIM404')
  const last = order.entries.at(-1)
  return json(200, {
    res_cd: '0000',
    res_msg: results['0000'],
    tno: order.tno,
    amount: String(order.amountMinor),
    app_time: compactTime(new Date(order.approvedAt ?? order.openedAt)),
    ...(last?.kind === 'cancel' ? { canc_time: compactTime(new Date(last.at)) } : {}),
    ...stateOf(order),
  })
}

function stateOf(order: KcpOrder): Record<string, string> {
  const rest = String(balance(order))
  const state = order.state === 'CANCELLED' ? 'STSC' : order.state === 'PART_CANCELLED' ? 'STPC' : 'STSR'
  switch (order.method) {
    case 'PACA':
      return { stat_ca_cd: state, rem_mny: rest, ...cardState(order) }
    case 'PABK':
      return { stat_bk_cd: state, bk_rem_mny: rest }
    case 'PAMC':
      return { stat_hp_cd: state, hp_rem_mny: rest }
    case 'PATK':
      return { shop_status: state, rem_mny: rest }
    case 'PAVC':
      return {}
  }
}

function cardState({ card, approvalNumber }: KcpOrder): Record<string, string> {
  return card === undefined ? {} : { card_cd: card.code, card_no: card.number, app_no: approvalNumber }
}

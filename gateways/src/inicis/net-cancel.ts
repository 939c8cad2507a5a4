import type { ApproveCall, Declined, GatewayContext, NetCancelAnswer, Silent } from '../port.ts'
import { exchange } from '../wire/exchange.ts'
import { formBody, koreanText, readPairs } from '../wire/form.ts'
import { jsonRecord, text, utf8 } from '../wire/reading.ts'
import type { WireRecord } from '../wire/reading.ts'
import { tradeByOid } from './books.ts'
import { mobileNetCancelUrl, trustedUrl } from './environment.ts'
import type { IniApiAnswer } from './iniapi.ts'
import { pcApproveForm } from './pc-approve.ts'
import { closeAccount, refundWhole } from './refund.ts'
import { chkFakeOf } from './signature.ts'
import { priceOf } from './window-words.ts'

const TIMEOUT_MS = 30_000
const REASON = '승인 응답 유실에 따른 망취소'

/**
 * Undoes an approval whose answer was lost (망취소): by the PG's own net cancel, and when that does not say "done", by
 * the books: what stands there under our order number is refunded by its TID.
 */
export async function netCancel(context: GatewayContext, call: ApproveCall): Promise<NetCancelAnswer> {
  const undone =
    call.proof['window'] === 'MOBILE' ? await undoMobile(context, call) : await undoPc(context, call)
  return undone.kind === 'approved' ? undone : undoByBooks(context, call, undone)
}

async function undoPc(context: GatewayContext, { order, proof }: ApproveCall): Promise<NetCancelAnswer> {
  const { authToken, netCancelUrl } = proof
  const returned = typeof netCancelUrl === 'string' ? netCancelUrl : ''
  const url = trustedUrl(context.environment, 'netCancel', returned, undefined)
  if (url === undefined || typeof authToken !== 'string')
    return { kind: 'silent', reason: 'the return named no net-cancel address of the PG' }
  const answer = await post(context, url, pcApproveForm(context, priceOf(order), authToken))
  return answer.kind === 'silent'
    ? answer
    : readNetCancel(answer.status, jsonRecord(answer.body) ?? {}, pcResult, utf8(answer.body))
}

async function undoMobile(context: GatewayContext, { order, proof }: ApproveCall): Promise<NetCancelAnswer> {
  const { tid, reqUrl } = proof
  const url = trustedUrl(context.environment, 'payReq', typeof reqUrl === 'string' ? reqUrl : '', undefined)
  if (url === undefined || typeof tid !== 'string')
    return { kind: 'silent', reason: 'the return named no address of the PG' }
  const hashKey = context.credentials['hashKey'] ?? ''
  const timestamp = String(context.now.getTime())
  const price = priceOf(order)
  const proofOfAmount = {
    P_TIMESTAMP: timestamp,
    P_CHKFAKE: chkFakeOf(price, order.pgOrderId, timestamp, hashKey),
  }
  const answer = await post(context, mobileNetCancelUrl(url), {
    P_MID: context.credentials['mid'] ?? '',
    P_TID: tid,
    P_AMT: price,
    P_OID: order.pgOrderId,
    ...(hashKey === '' ? {} : proofOfAmount),
  })
  return answer.kind === 'silent'
    ? answer
    : readNetCancel(answer.status, readPairs(answer.body), mobileResult, koreanText(answer.body))
}

const pcResult = { code: 'resultCode', message: 'resultMsg', done: '0000' }
const mobileResult = { code: 'P_STATUS', message: 'P_RMESG1', done: '00' }

/** Pure, so that it can be tried with any bytes. */
export function readNetCancel(
  status: number,
  fields: WireRecord,
  names: { readonly code: string; readonly message: string; readonly done: string },
  raw: string,
): NetCancelAnswer {
  const code = text(fields, names.code)
  if (status >= 500 || code === undefined)
    return { kind: 'silent', reason: `status ${status} without a result code` }
  if (code === names.done) return { kind: 'approved', raw }
  return { kind: 'declined', pgCode: code, pgMessage: text(fields, names.message) ?? '', raw }
}

function post(context: GatewayContext, url: string, form: Readonly<Record<string, string>>) {
  return exchange(context.network, {
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' },
    body: formBody(form),
    timeoutMs: TIMEOUT_MS,
  })
}

async function undoByBooks(
  context: GatewayContext,
  call: ApproveCall,
  undone: Declined | Silent,
): Promise<NetCancelAnswer> {
  const trade = await tradeByOid(context, call.order.pgOrderId)
  if (trade.kind === 'silent') return undone
  switch (trade.status) {
    case '9':
      // The PG answered the net cancel (so this authentication is used up) and holds no trade: nothing is paid.
      // A net cancel that did not arrive proves nothing, since the approval may still be on its way.
      return undone.kind === 'declined' ? { kind: 'approved', raw: trade.raw } : undone
    case '1':
    case 'C':
      return { kind: 'approved', raw: trade.raw }
    case '0':
      return trade.tid === undefined ? undone : fromRefund(await refundWhole(context, trade.tid, REASON))
    case 'N':
      return trade.tid === undefined ? undone : fromRefund(await closeAccount(context, trade.tid, REASON))
    case 'Y':
      // Deposited already: it can only be paid back to an account that the buyer names.
      return undone
  }
}

function fromRefund(answer: IniApiAnswer): NetCancelAnswer {
  return answer.kind === 'done' ? { kind: 'approved', raw: answer.raw } : answer
}

import type { ApproveAnswer, ApproveCall, GatewayContext, Order } from '../port.ts'
import { sameSecret } from '../wire/constant-time.ts'
import { exchange } from '../wire/exchange.ts'
import { formBody } from '../wire/form.ts'
import { jsonRecord, present, text, toWholeNumber, utf8 } from '../wire/reading.ts'
import type { WireRecord } from '../wire/reading.ts'
import { redactedJson } from '../wire/redaction.ts'
import { fromSeoulDigits } from '../wire/seoul-time.ts'
import { memoryOf, receiptUrlOf, redacted } from './approval-facts.ts'
import { trustedUrl } from './environment.ts'
import { pcNames, readMethod } from './paid-method.ts'
import { withPhoneKey } from './phone-key.ts'
import { authSignatureOf, pairHash } from './signature.ts'
import { priceOf } from './window-words.ts'

const TIMEOUT_MS = 30_000

/**
 * Refusals of an approve call that speak of an earlier one (order number, TID or request repeated): an approval whose
 * answer we lost may stand behind them, so they are not a "no".
 */
export const repeatCodes = new Set(['500619', '550619', '500630', '550630', '500631'])

/** The body of approve and of net cancel (standard web payment manual, approval request). */
export function pcApproveForm(
  context: GatewayContext,
  price: string,
  authToken: string,
): Record<string, string> {
  const timestamp = String(context.now.getTime())
  const signKey = context.credentials['signKey'] ?? ''
  return {
    mid: context.credentials['mid'] ?? '',
    authToken,
    timestamp,
    signature: pairHash({ authToken, timestamp }),
    verification: pairHash({ authToken, signKey, timestamp }),
    charset: 'UTF-8',
    format: 'JSON',
    // Optional, but with it the PG itself refuses an amount that is not ours.
    price,
  }
}

/** Takes the money of the PC window. */
export async function approvePc(
  context: GatewayContext,
  { order, proof }: ApproveCall,
): Promise<ApproveAnswer> {
  const { authToken, authUrl } = proof
  const url =
    typeof authUrl === 'string' ? trustedUrl(context.environment, 'payAuth', authUrl, undefined) : undefined
  if (typeof authToken !== 'string' || url === undefined)
    return { kind: 'declined', pgCode: '', pgMessage: 'The return names no approve address of the PG.' }

  const form = pcApproveForm(context, priceOf(order), authToken)
  const answer = await exchange(context.network, {
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' },
    body: formBody(form),
    timeoutMs: TIMEOUT_MS,
  })
  if (answer.kind === 'silent') return answer
  return readPcApproval(context, order, form['timestamp'] ?? '', answer.status, answer.body)
}

/** Pure, so that it can be tried with any bytes. */
export function readPcApproval(
  context: Pick<GatewayContext, 'environment' | 'now'>,
  order: Order,
  timestamp: string,
  status: number,
  body: Uint8Array,
): ApproveAnswer {
  const fields = status >= 500 ? undefined : jsonRecord(body)
  const resultCode = fields && text(fields, 'resultCode')
  if (fields === undefined || resultCode === undefined)
    return { kind: 'silent', reason: `status ${status} without a result code` }
  const raw = redactedJson(utf8(body), redacted)
  if (resultCode === '0000') return readApproved(context, order, timestamp, fields, raw)
  if (repeatCodes.has(resultCode))
    return { kind: 'silent', reason: `an earlier request is in the way (${resultCode})` }
  return { kind: 'declined', pgCode: resultCode, pgMessage: text(fields, 'resultMsg') ?? '', raw }
}

function readApproved(
  context: Pick<GatewayContext, 'environment' | 'now'>,
  order: Order,
  timestamp: string,
  fields: WireRecord,
  raw: string,
): ApproveAnswer {
  const tid = text(fields, 'tid')
  const mid = text(fields, 'mid')
  const MOID = text(fields, 'MOID')
  const TotPrice = text(fields, 'TotPrice')
  const minor = toWholeNumber(TotPrice)
  if (
    tid === undefined ||
    mid === undefined ||
    MOID === undefined ||
    TotPrice === undefined ||
    minor === undefined
  )
    return { kind: 'silent', reason: 'approved, but without TID, MID, order number or price' }
  // A forged or mixed-up answer proves nothing, yet the money may have moved: the platform undoes it by net cancel.
  if (!sameSecret(text(fields, 'authSignature') ?? '', authSignatureOf({ MOID, TotPrice, mid }, timestamp)))
    return { kind: 'silent', reason: 'authSignature of the approve answer is wrong' }

  const at = fromSeoulDigits(text(fields, 'applDate'), text(fields, 'applTime')) ?? context.now
  const method = readMethod(fields, pcNames, order, at)
  if (method === undefined) return { kind: 'silent', reason: 'the answer names no account number' }
  const approved: ApproveAnswer = {
    kind: 'approved',
    state: method.type === 'VIRTUAL_ACCOUNT' ? 'VIRTUAL_ACCOUNT_ISSUED' : 'PAID',
    pgTxId: tid,
    pgOrderId: MOID,
    pgMerchantId: mid,
    amount: { minor, currency: text(fields, 'currency') === 'USD' ? 'USD' : order.amount.currency },
    method,
    at,
    memory: memoryOf(method),
    raw,
    ...present({ receiptUrl: receiptUrlOf(context.environment, tid), cashReceipt: readCashReceipt(fields) }),
  }
  return withPhoneKey(approved, order, text(fields, 'HPP_Billkey'))
}

/** `220000` means issued; without a number there is nothing to show. */
function readCashReceipt(fields: WireRecord) {
  const issueNumber = text(fields, 'CSHR_ApplNum') ?? text(fields, 'CSHR_AuthNo')
  if (text(fields, 'CSHR_ResultCode') !== '220000' || issueNumber === undefined) return undefined
  const type = text(fields, 'CSHR_Type') === '1' ? ('CORPORATE' as const) : ('PERSONAL' as const)
  return { type, issueNumber }
}

import type { ApproveAnswer, ApproveCall, GatewayContext, Order } from '../port.ts'
import { exchange } from '../wire/exchange.ts'
import { formBody, koreanText, readPairs } from '../wire/form.ts'
import { present, text, wholeNumber } from '../wire/reading.ts'
import type { WireRecord } from '../wire/reading.ts'
import { redactedPairs } from '../wire/redaction.ts'
import { fromSeoulDigits } from '../wire/seoul-time.ts'
import { memoryOf, receiptUrlOf, redacted } from './approval-facts.ts'
import { trustedUrl } from './environment.ts'
import { mobileNames, readMethod } from './paid-method.ts'
import { repeatCodes } from './pc-approve.ts'
import { withPhoneKey } from './phone-key.ts'

const TIMEOUT_MS = 30_000

/**
 * Takes the money of the mobile window. The request carries no amount and the answer no signature: what protects is
 * the guarded address, TLS, and the order number and amount in the answer, which the platform compares.
 */
export async function approveMobile(
  context: GatewayContext,
  { order, proof }: ApproveCall,
): Promise<ApproveAnswer> {
  const { tid, reqUrl } = proof
  const url =
    typeof reqUrl === 'string' ? trustedUrl(context.environment, 'payReq', reqUrl, undefined) : undefined
  if (typeof tid !== 'string' || url === undefined)
    return { kind: 'declined', pgCode: '', pgMessage: 'The return names no approve address of the PG.' }

  const answer = await exchange(context.network, {
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' },
    body: formBody({ P_MID: context.credentials['mid'] ?? '', P_TID: tid }),
    timeoutMs: TIMEOUT_MS,
  })
  return answer.kind === 'silent' ? answer : readMobileApproval(context, order, answer.status, answer.body)
}

/** Pure, so that it can be tried with any bytes. */
export function readMobileApproval(
  context: Pick<GatewayContext, 'environment' | 'now'>,
  order: Order,
  status: number,
  body: Uint8Array,
): ApproveAnswer {
  const fields = status >= 500 ? {} : readPairs(body)
  const code = text(fields, 'P_STATUS')
  if (code === undefined) return { kind: 'silent', reason: `status ${status} without P_STATUS` }
  const raw = redactedPairs(koreanText(body), redacted)
  if (code === '00' && isCutOff(raw, fields))
    return { kind: 'silent', reason: 'the approve answer is cut off' }
  if (code === '00') return readApproved(context, order, fields, raw)
  if (repeatCodes.has(code)) return { kind: 'silent', reason: `an earlier request is in the way (${code})` }
  return { kind: 'declined', pgCode: code, pgMessage: text(fields, 'P_RMESG1') ?? '', raw }
}

/**
 * Pairs have no end mark, so half an answer reads like a whole one, and half an amount like another amount. An answer
 * counts as whole only when time, MID and the facts of its method are there and no money field is the last one.
 */
function isCutOff(raw: string, fields: WireRecord): boolean {
  const lastName = /(?:^|&)([^&=]*)=?[^&]*$/.exec(raw)?.[1] ?? ''
  if (['P_AMT', 'P_OID', 'P_TID', 'P_MID', 'P_AUTH_DT'].includes(lastName)) return true
  const facts = factsOf[text(fields, 'P_TYPE') ?? ''] ?? []
  return ['P_MID', 'P_TYPE', 'P_AUTH_DT', ...facts].some((name) => text(fields, name) === undefined)
}

/** No inquiry tells them again. The approval number is not among them: payments wholly in points have none. */
const factsOf: Readonly<Record<string, readonly string[]>> = {
  CARD: ['P_FN_CD1'],
  ISP: ['P_FN_CD1'],
  BANK: ['P_FN_CD1'],
  VBANK: ['P_VACT_NUM', 'P_VACT_BANK_CODE'],
}

function readApproved(
  context: Pick<GatewayContext, 'environment' | 'now'>,
  order: Order,
  fields: WireRecord,
  raw: string,
): ApproveAnswer {
  const tid = text(fields, 'P_TID')
  const pgOrderId = text(fields, 'P_OID')
  const minor = wholeNumber(fields, 'P_AMT')
  if (tid === undefined || pgOrderId === undefined || minor === undefined)
    return { kind: 'silent', reason: 'approved, but without TID, order number or amount' }
  const stamp = text(fields, 'P_AUTH_DT') ?? ''
  const at = fromSeoulDigits(stamp.slice(0, 8), stamp.slice(8)) ?? context.now
  const method = readMethod(fields, mobileNames, order, at)
  if (method === undefined) return { kind: 'silent', reason: 'the answer names no account number' }
  const approved: ApproveAnswer = {
    kind: 'approved',
    state: method.type === 'VIRTUAL_ACCOUNT' ? 'VIRTUAL_ACCOUNT_ISSUED' : 'PAID',
    pgTxId: tid,
    pgOrderId,
    amount: { minor, currency: order.amount.currency },
    method,
    at,
    memory: memoryOf(method),
    raw,
    ...present({
      pgMerchantId: text(fields, 'P_MID'),
      receiptUrl: receiptUrlOf(context.environment, tid),
      cashReceipt: readCashReceipt(fields),
    }),
  }
  // A name of the simulator's: the phone's manual has none for such a key.
  return withPhoneKey(approved, order, text(fields, 'P_HPP_BILLKEY'))
}

function readCashReceipt(fields: WireRecord) {
  const issueNumber = text(fields, 'P_CSHR_AUTH_NO')
  if (text(fields, 'P_CSHR_CODE') !== '220000' || issueNumber === undefined) return undefined
  const type = text(fields, 'P_CSHR_TYPE') === '1' ? ('CORPORATE' as const) : ('PERSONAL' as const)
  return { type, issueNumber }
}

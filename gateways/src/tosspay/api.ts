import type { Declined, GatewayContext, Silent } from '../port.ts'
import { exchange } from '../wire/exchange.ts'
import { jsonRecord, text, utf8 } from '../wire/reading.ts'
import type { WireRecord } from '../wire/reading.ts'
import { redactedJson } from '../wire/redaction.ts'
import { foreignKey } from './credentials.ts'
import { tosspayApi } from './environment.ts'

/** Toss Pay allows itself ten seconds to charge an account and asks for some more (developer site, policy). */
const TIMEOUT_MS = 15_000

export type TosspayAnswer =
  | { readonly kind: 'done'; readonly fields: WireRecord; readonly raw: string }
  | (Declined & { readonly status: number })
  | Silent

/** One call: the key and the rest as JSON, `{code, msg, errorCode}` back; 0 is success. */
export async function callTosspay(
  context: GatewayContext,
  path: string,
  body: object,
): Promise<TosspayAnswer> {
  const foreign = foreignKey(context)
  if (foreign !== undefined) return { kind: 'declined', status: 0, pgCode: '', pgMessage: foreign }
  const answered = await exchange(context.network, {
    method: 'POST',
    url: `${tosspayApi(context.environment)}${path}`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ apiKey: context.credentials['apiKey'] ?? '', ...body }),
    timeoutMs: TIMEOUT_MS,
  })
  if (answered.kind === 'silent') return answered
  return readAnswer(answered.status, answered.body)
}

/** Pure, so that it can be tried with any bytes. */
export function readAnswer(status: number, bytes: Uint8Array): TosspayAnswer {
  const fields = jsonRecord(bytes)
  const code = fields && text(fields, 'code')
  if (status >= 500 || fields === undefined || code === undefined)
    return { kind: 'silent', reason: `HTTP ${status} without a result` }
  const raw = redactedJson(utf8(bytes), { cardNumbers: ['cardNumber'], secrets: ['billingKey', 'apiKey'] })
  if (code === '0')
    return status < 300 ? { kind: 'done', fields, raw } : { kind: 'silent', reason: `HTTP ${status}, code 0` }
  const pgCode = text(fields, 'errorCode') ?? code
  return { kind: 'declined', status, pgCode, pgMessage: text(fields, 'msg') ?? '', raw }
}

/**
 * Refusals that do not say whether money moved: a call is under way or was done before, Toss Pay itself timed out or
 * failed, or wants the call again later.
 */
const undecided: ReadonlySet<string> = new Set([
  'COMMON_SYSTEM_ERROR',
  'COMMON_TIMEOUT',
  'COMMON_THROTTLED',
  'COMMON_ITS_NOT_ABLE_TO_CHANGE_STATUS',
  'PAYMENT_DUPLICATION_ORDER_NO',
  'PAYMENT_EXISTING_PAYMENT',
  'TRANSACTION_PENDING_ERROR',
  'TRANSACTION_NOT_COMPLETE',
])

/** For calls that move money: only a refusal that is certain stays one. */
export function certain(answer: TosspayAnswer): TosspayAnswer {
  return answer.kind === 'declined' && undecided.has(answer.pgCode)
    ? { kind: 'silent', reason: `[${answer.pgCode}] ${answer.pgMessage}` }
    : answer
}

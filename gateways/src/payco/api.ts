import type { Declined, GatewayContext, JsonValue, Silent } from '../port.ts'
import { exchange } from '../wire/exchange.ts'
import { child, jsonRecord, text, utf8 } from '../wire/reading.ts'
import type { WireRecord } from '../wire/reading.ts'
import { redactedJson } from '../wire/redaction.ts'
import { paycoHost } from './environment.ts'

/** PAYCO's samples connect and read for 30 seconds. */
const TIMEOUT_MS = 30_000

export interface PaycoCall {
  /** Behind `/outseller/`. */
  readonly path:
    | 'order/reserve'
    | 'payment/approval'
    | 'payment/approval/getDetailForVerify'
    | 'order/cancel'
    | 'order/updateOrderProductStatus'
  readonly body: Readonly<Record<string, JsonValue>>
}

export type PaycoAnswer =
  { readonly kind: 'done'; readonly result: WireRecord; readonly raw: string } | Declined | Silent

/** `POST`, JSON both ways. The seller key in the body and the caller's address are all that PAYCO checks. */
export async function callPayco(context: GatewayContext, call: PaycoCall): Promise<PaycoAnswer> {
  const answered = await exchange(context.network, {
    method: 'POST',
    url: `${paycoHost(context.environment)}/outseller/${call.path}`,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ sellerKey: context.credentials['sellerKey'] ?? '', ...call.body }),
    timeoutMs: TIMEOUT_MS,
  })
  return answered.kind === 'silent' ? answered : readAnswer(answered.status, answered.body)
}

/**
 * `{code, message, result}`; code 0 is success. PAYCO calls 1450–1453 passing troubles of a PG behind it, 4005 an order
 * that is through already, and 9000 and above its own: none of them says that nothing happened.
 */
export function readAnswer(status: number, bytes: Uint8Array): PaycoAnswer {
  const fields = jsonRecord(bytes)
  const code = fields && text(fields, 'code')
  if (status >= 500 || fields === undefined || code === undefined)
    return { kind: 'silent', reason: `HTTP ${status} without a code` }
  const raw = redactedJson(utf8(bytes), { cardNumbers: ['cardNo'], secrets: ['orderCertifyKey'] })
  const message = text(fields, 'message') ?? ''
  if (code === '0') return { kind: 'done', result: child(fields, 'result') ?? {}, raw }
  const isUndecided = /^(145[0-3]|4005|9\d{3})$/.test(code)
  return isUndecided
    ? { kind: 'silent', reason: `[${code}] ${message}` }
    : { kind: 'declined', pgCode: code, pgMessage: message, raw }
}

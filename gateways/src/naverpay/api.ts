import type { Declined, GatewayContext, Silent } from '../port.ts'
import { exchange } from '../wire/exchange.ts'
import { formBody } from '../wire/form.ts'
import { child, jsonRecord, text, utf8 } from '../wire/reading.ts'
import type { WireRecord } from '../wire/reading.ts'
import { redactedJson } from '../wire/redaction.ts'
import { naverHosts } from './environment.ts'

/** Naver Pay's own recommendation for approvals and cancels. */
const TIMEOUT_MS = 60_000

/** Refusals that do not say whether the money moved: another call is under way, or was done before. */
const undecided = new Set(['AlreadyOnGoing', 'AlreadyComplete'])

export interface NaverCall {
  /** Behind `/{partnerId}/naverpay/payments/`, e.g. `v2.2/apply/payment`. */
  readonly api: string
  readonly chainId?: string | undefined
  readonly form?: Readonly<Record<string, string>>
  readonly json?: object
  /** At most 64 of `A-Za-z0-9_-`. */
  readonly idempotencyKey?: string
}

export type NaverAnswer =
  | { readonly kind: 'done'; readonly fields: WireRecord; readonly raw: string }
  | (Declined & { readonly status: number })
  | Silent

/** One call: keys in headers, a form or JSON, and `{code, message, body}` back. A duplicate (409) repeats the first answer. */
export async function callNaver(context: GatewayContext, call: NaverCall): Promise<NaverAnswer> {
  const { credentials } = context
  const partnerId = encodeURIComponent(credentials['partnerId'] ?? '')
  const answered = await exchange(context.network, {
    method: 'POST',
    url: `${naverHosts(context.environment).api}/${partnerId}/naverpay/payments/${call.api}`,
    headers: {
      'x-naver-client-id': credentials['clientId'] ?? '',
      'x-naver-client-secret': credentials['clientSecret'] ?? '',
      ...(call.chainId === undefined ? {} : { 'x-naverpay-chain-id': call.chainId }),
      ...(call.idempotencyKey === undefined
        ? {}
        : { 'x-naverpay-idempotency-key': call.idempotencyKey.slice(0, 64) }),
      'content-type':
        call.json === undefined ? 'application/x-www-form-urlencoded' : 'application/json; charset=utf-8',
    },
    body: call.json === undefined ? formBody(call.form ?? {}) : JSON.stringify(call.json),
    timeoutMs: TIMEOUT_MS,
  })
  if (answered.kind === 'silent') return answered
  return readAnswer(answered.status, answered.body)
}

/** Pure, so that it can be tried with any bytes. */
export function readAnswer(status: number, bytes: Uint8Array): NaverAnswer {
  const envelope = jsonRecord(bytes)
  const code = envelope && text(envelope, 'code')
  if (status >= 500 || envelope === undefined || code === undefined)
    return { kind: 'silent', reason: `HTTP ${status}${code === undefined ? '' : ` (${code})`}` }
  const raw = redactedJson(utf8(bytes), { cardNumbers: ['cardNo'], secrets: ['recurrentId'] })
  const body = child(envelope, 'body')
  if (code === 'Success') return { kind: 'done', fields: body ?? {}, raw }
  const pgMessage = text(envelope, 'message') ?? ''
  if (undecided.has(code)) return { kind: 'silent', reason: `[${code}] ${pgMessage}` }
  return { kind: 'declined', status, pgCode: code, pgMessage, raw }
}

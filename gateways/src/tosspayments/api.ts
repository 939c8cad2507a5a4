import type { GatewayContext, Silent } from '../port.ts'
import { exchange, type Answered } from '../wire/exchange.ts'
import { jsonRecord, jsonValue, text, utf8, type WireRecord } from '../wire/reading.ts'
import { tossHosts } from './environment.ts'
import { readPayment } from './payment.ts'
import type { TossPayment } from './payment.ts'

/** `refused`: the PG answered that it did not do it, with its own code and sentence. */
export type TossAnswer =
  | { readonly kind: 'payment'; readonly payment: TossPayment }
  | { readonly kind: 'refused'; readonly code: string; readonly message: string; readonly raw: string }
  | Silent

export interface TossCall {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly body?: object
  readonly idempotencyKey?: string
}

/** The PG documents up to 60 s for its slow calls; a shorter limit would only make more unknowns. */
const TIMEOUT_MS = 60_000

/**
 * Refusals that say nothing about whether the money moved: an earlier call with the same key still runs, calls came
 * too fast after each other, or the PG itself broke down half-way (error code table).
 */
const undecided = new Set([
  'IDEMPOTENT_REQUEST_PROCESSING',
  'FORBIDDEN_CONSECUTIVE_REQUEST',
  'FAILED_INTERNAL_SYSTEM_PROCESSING',
  'FAILED_PAYMENT_INTERNAL_SYSTEM_PROCESSING',
  'COMMON_ERROR',
  'UNKNOWN_ERROR',
  'UNKNOWN_PAYMENT_ERROR',
])

/** One call of the core API about a payment. Every 5xx is silent: the PG may have failed after it took the money. */
export async function callToss(context: GatewayContext, call: TossCall): Promise<TossAnswer> {
  const answer = await send(context, call)
  return answer.kind === 'silent' ? answer : readAnswer(answer.status, answer.body)
}

/** What is asked about something else than a payment: the answer's members as they are. */
export type TossRecord =
  | { readonly kind: 'record'; readonly fields: WireRecord; readonly raw: string }
  | Extract<TossAnswer, { readonly kind: 'refused' }>
  | Silent

/** One call of the core API about a cash receipt or a collection. */
export async function callTossRecord(context: GatewayContext, call: TossCall): Promise<TossRecord> {
  const answer = await send(context, call)
  if (answer.kind === 'silent') return answer
  if (answer.status < 200 || answer.status >= 300) return readRefusal(answer.status, answer.body)
  const fields = jsonRecord(answer.body)
  return fields === undefined
    ? { kind: 'silent', reason: `status ${answer.status} without a readable answer` }
    : { kind: 'record', fields, raw: utf8(answer.body) }
}

/** A question that the PG answers with an array. */
export async function callTossList(
  context: GatewayContext,
  path: string,
): Promise<
  | { readonly kind: 'list'; readonly items: readonly unknown[] }
  | Extract<TossAnswer, { readonly kind: 'refused' }>
  | Silent
> {
  const answer = await send(context, { method: 'GET', path })
  if (answer.kind === 'silent') return answer
  if (answer.status < 200 || answer.status >= 300) return readRefusal(answer.status, answer.body)
  const items = jsonValue(answer.body)
  return Array.isArray(items)
    ? { kind: 'list', items }
    : { kind: 'silent', reason: `status ${answer.status} without a readable list` }
}

async function send(context: GatewayContext, call: TossCall): Promise<Answered | Silent> {
  return exchange(context.network, {
    method: call.method,
    url: `${tossHosts(context.environment).api}${call.path}`,
    headers: {
      authorization: basicAuthorization(context.credentials['secretKey'] ?? ''),
      ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(call.idempotencyKey === undefined ? {} : { 'idempotency-key': call.idempotencyKey }),
    },
    ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    timeoutMs: TIMEOUT_MS,
  })
}

/** Pure, so that it can be tried with any bytes. */
export function readAnswer(status: number, body: Uint8Array): TossAnswer {
  if (status >= 200 && status < 300) {
    const payment = readPayment(body)
    if (payment !== undefined) return { kind: 'payment', payment }
    return { kind: 'silent', reason: `status ${status} without a readable payment` }
  }
  return readRefusal(status, body)
}

function readRefusal(status: number, body: Uint8Array): Extract<TossAnswer, { kind: 'refused' }> | Silent {
  const refusal = jsonRecord(body)
  const code = refusal && text(refusal, 'code')
  if (status < 400 || status >= 500 || refusal === undefined || code === undefined)
    return { kind: 'silent', reason: `status ${status}${code === undefined ? '' : ` (${code})`}` }
  if (undecided.has(code)) return { kind: 'silent', reason: `the PG has not decided (${code})` }
  return { kind: 'refused', code, message: text(refusal, 'message') ?? '', raw: utf8(body) }
}

/** `Basic base64(secretKey + ":")`: the colon is part of it, the password is empty (authorization guide). */
export function basicAuthorization(secretKey: string): string {
  return `Basic ${Buffer.from(`${secretKey}:`, 'utf8').toString('base64')}`
}

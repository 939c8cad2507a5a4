import type { Declined, GatewayContext, Silent } from '../port.ts'
import { exchange } from '../wire/exchange.ts'
import { field, isRecord, jsonRecord, text, utf8 } from '../wire/reading.ts'
import type { WireRecord } from '../wire/reading.ts'
import { paypalHosts } from './environment.ts'
import { redacted } from './redaction.ts'

/**
 * PayPal publishes none for REST; its own plugins wait 30 s. A charge makes up to three calls with a token each, and
 * all of them together must end before the platform gives an unanswered charge to somebody else (90 s).
 */
const timeoutMs = 25_000
const tokenTimeoutMs = 10_000

export type PaypalAnswer =
  | { readonly kind: 'answered'; readonly status: number; readonly fields: WireRecord; readonly raw: string }
  | Declined
  | Silent

export interface PaypalCall {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly path: string
  readonly body?: object
  /** `PayPal-Request-Id`: at most 108 characters; Orders keep it for 6 hours, Payments for 45 days. */
  readonly requestId?: string
  /** `PayPal-Client-Metadata-Id`: at most 36 characters; ties the call to what the risk script saw in the shop's page. */
  readonly metadataId?: string
  /** For calls that nobody waits for longer. */
  readonly timeoutMs?: number
}

/**
 * One call of the REST API, with an access token of its own: nothing is kept between calls. A token that cannot be had
 * is silence, because an earlier try of the same call may have gone through.
 */
export async function callPaypal(context: GatewayContext, call: PaypalCall): Promise<PaypalAnswer> {
  const token = await accessToken(context, Math.min(tokenTimeoutMs, call.timeoutMs ?? tokenTimeoutMs))
  if (token.kind !== 'token') return { kind: 'silent', reason: `no access token: ${token.reason}` }
  const answer = await exchange(context.network, {
    method: call.method,
    url: `${paypalHosts(context.environment).api}${call.path}`,
    headers: {
      authorization: `Bearer ${token.value}`,
      accept: 'application/json',
      prefer: 'return=representation',
      ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(call.requestId === undefined ? {} : { 'paypal-request-id': call.requestId.slice(0, 108) }),
      ...(call.metadataId === undefined || call.metadataId.length > 36
        ? {}
        : { 'paypal-client-metadata-id': call.metadataId }),
    },
    ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    timeoutMs: call.timeoutMs ?? timeoutMs,
  })
  return answer.kind === 'silent' ? answer : readPaypalAnswer(answer.status, answer.body)
}

/**
 * Pure, so that it can be tried with any bytes. Errors are `{name, message, debug_id, details[{issue, description}]}`;
 * the issue is the code that the reference explains. Only a readable 4xx says that nothing happened, and of those not
 * 401 (the token), 409 (an earlier call still runs) and 429 (too many calls).
 */
export function readPaypalAnswer(status: number, body: Uint8Array): PaypalAnswer {
  const fields = jsonRecord(body)
  if (status >= 200 && status < 300) {
    if (fields !== undefined) return { kind: 'answered', status, fields, raw: redacted(utf8(body)) }
    if (status === 204) return { kind: 'answered', status, fields: {}, raw: '' }
    return { kind: 'silent', reason: `status ${status} without a readable answer` }
  }
  const name = fields && text(fields, 'name')
  if (status < 400 || status >= 500 || undecided.has(status) || fields === undefined || name === undefined)
    return { kind: 'silent', reason: `status ${status}${name === undefined ? '' : ` (${name})`}` }
  const [detail] = detailsOf(fields)
  return {
    kind: 'declined',
    pgCode: (detail && text(detail, 'issue')) ?? name,
    pgMessage: (detail && text(detail, 'description')) ?? text(fields, 'message') ?? '',
    raw: redacted(utf8(body)),
  }
}

const undecided = new Set([401, 408, 409, 425, 429])

function detailsOf(fields: WireRecord): readonly WireRecord[] {
  const details = field(fields, 'details')
  return Array.isArray(details) ? details.filter((each) => isRecord(each)) : []
}

export type TokenAnswer =
  | { readonly kind: 'token'; readonly value: string }
  | { readonly kind: 'refused' | 'unknown'; readonly pgCode: string; readonly reason: string }

/** `POST /v1/oauth2/token` with the app's client id and secret; `grant_type=client_credentials`. */
export async function accessToken(context: GatewayContext, withinMs = tokenTimeoutMs): Promise<TokenAnswer> {
  const { clientId = '', clientSecret = '' } = context.credentials
  const answer = await exchange(context.network, {
    method: 'POST',
    url: `${paypalHosts(context.environment).api}/v1/oauth2/token`,
    headers: {
      authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`, 'utf8').toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'application/json',
    },
    body: 'grant_type=client_credentials',
    timeoutMs: withinMs,
  })
  if (answer.kind === 'silent') return { kind: 'unknown', pgCode: '', reason: answer.reason }
  const fields = jsonRecord(answer.body)
  const value = fields && text(fields, 'access_token')
  if (answer.status === 200 && value !== undefined) return { kind: 'token', value }
  const error = fields && text(fields, 'error')
  return error === 'invalid_client'
    ? { kind: 'refused', pgCode: error, reason: (fields && text(fields, 'error_description')) ?? error }
    : { kind: 'unknown', pgCode: error ?? '', reason: `status ${answer.status}` }
}

/** What a list member of an answer holds, records only. */
export function recordsIn(fields: WireRecord | undefined, key: string): readonly WireRecord[] {
  const list = fields && field(fields, key)
  return Array.isArray(list) ? list.filter((each) => isRecord(each)) : []
}

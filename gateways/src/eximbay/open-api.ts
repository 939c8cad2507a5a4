import type { GatewayContext, JsonObject, Silent } from '../port.ts'
import { exchange } from '../wire/exchange.ts'
import { jsonRecord, text, utf8 } from '../wire/reading.ts'
import type { WireRecord } from '../wire/reading.ts'
import { eximbayHosts } from './environment.ts'

const TIMEOUT_MS = 30_000

export type OpenAnswer =
  | {
      readonly kind: 'answered'
      readonly code: string
      readonly message: string
      readonly fields: WireRecord
      readonly raw: string
    }
  | Silent

/** `Basic` with the API key as user name and no password (Open API samples). JSON both ways; `rescode` says what happened. */
export async function callOpenApi(
  context: GatewayContext,
  path: string,
  body: JsonObject,
): Promise<OpenAnswer> {
  const answered = await exchange(context.network, {
    method: 'POST',
    url: `${eximbayHosts(context.environment).openApi}${path}`,
    headers: {
      'content-type': 'application/json',
      authorization: basicAuthorization(context.credentials['apiKey'] ?? ''),
    },
    body: JSON.stringify(body),
    timeoutMs: TIMEOUT_MS,
  })
  if (answered.kind === 'silent') return answered
  if (answered.status >= 500) return { kind: 'silent', reason: `HTTP ${answered.status}` }
  const fields = jsonRecord(answered.body)
  const code = fields && text(fields, 'rescode')
  if (fields === undefined || code === undefined)
    return { kind: 'silent', reason: `an answer without rescode (HTTP ${answered.status})` }
  return {
    kind: 'answered',
    code,
    message: (text(fields, 'resmsg') ?? '').trim(),
    fields: flattened(fields),
    raw: utf8(answered.body),
  }
}

export function basicAuthorization(apiKey: string): string {
  return `Basic ${Buffer.from(`${apiKey}:`, 'utf8').toString('base64')}`
}

/** Answers nest what they tell of a payment; its names are unlike each other, so one level does. */
function flattened(fields: WireRecord): WireRecord {
  const nested = ['payment', 'payer', 'card'].flatMap((name) => {
    const value = Object.hasOwn(fields, name) ? fields[name] : undefined
    return typeof value === 'object' && value !== null ? Object.entries(value) : []
  })
  return { ...Object.fromEntries(nested), ...fields }
}

import type { Declined, GatewayContext, Silent } from '../port.ts'
import { exchange } from '../wire/exchange.ts'
import { formBody } from '../wire/form.ts'
import { jsonRecord, text, utf8 } from '../wire/reading.ts'
import type { WireRecord } from '../wire/reading.ts'
import { redactedJson } from '../wire/redaction.ts'
import { seoulStamp } from '../wire/seoul-time.ts'
import { redacted } from './approval-facts.ts'
import { inicisHosts } from './environment.ts'
import { japanHosts, japanModule } from './japan/hosts.ts'
import { iniApiHash } from './signature.ts'

/** Result code `00` with its fields, a refusal with the PG's code, or nobody knows. */
export type IniApiAnswer =
  { readonly kind: 'done'; readonly fields: WireRecord; readonly raw: string } | Declined | Silent

const TIMEOUT_MS = 30_000

/** The PG records the caller's address and checks only that there is one; ours may change with every replica. */
const CLIENT_IP = '127.0.0.1'

export interface V1Call {
  readonly path:
    | '/api/v1/refund'
    | '/api/v1/extra'
    | '/api/v1/escrow'
    | '/api/v1/billing'
    | '/api/v1/formpay'
    /** Invented for the simulator. */
    | '/simulated/v1/store-receipts'
  readonly type: string
  /** Absent: the operation has none, and its hash neither. */
  readonly paymethod?: string
  readonly fields: Readonly<Record<string, string>>
  /** What the hash covers after the MID, in the manual's order for this operation. */
  readonly hashTail: readonly string[]
}

/** INIAPI v1: a form, answered in JSON. `hashData` = SHA-512(key + type + paymethod + timestamp + clientIp + mid + tail). */
export async function callV1(context: GatewayContext, call: V1Call): Promise<IniApiAnswer> {
  const mid = context.credentials['mid'] ?? ''
  const timestamp = seoulStamp(context.now)
  const key = context.credentials['iniApiKey'] ?? ''
  const hashed = [key, call.type, call.paymethod ?? '', timestamp, CLIENT_IP, mid, ...call.hashTail]
  const form = {
    type: call.type,
    ...(call.paymethod === undefined ? {} : { paymethod: call.paymethod }),
    timestamp,
    clientIp: CLIENT_IP,
    mid,
    ...call.fields,
    hashData: iniApiHash(hashed),
  }
  return send(context, call.path, 'application/x-www-form-urlencoded;charset=utf-8', formBody(form))
}

/**
 * INIAPI v2: JSON both ways. `hashData` = SHA-512(key + mid + type + timestamp + data), where `data` is the very text
 * that is sent, so it is written once and spliced in.
 */
export async function callV2(
  context: GatewayContext,
  type: 'refund' | 'partialRefund' | 'inquiry' | 'receipt' | 'billing',
  data: Readonly<Record<string, string>>,
  /** Stands in the envelope of a charge, outside the hash. */
  paymethod?: 'Card',
): Promise<IniApiAnswer> {
  const mid = context.credentials['mid'] ?? ''
  const timestamp = seoulStamp(context.now)
  const dataText = JSON.stringify(data)
  const hashData = iniApiHash([context.credentials['iniApiKey'] ?? '', mid, type, timestamp, dataText])
  const method = paymethod === undefined ? {} : { paymethod }
  const envelope = JSON.stringify({ mid, type, ...method, timestamp, clientIp: CLIENT_IP, hashData })
  const body = `${envelope.slice(0, -1)},"data":${dataText}}`
  return send(context, `/v2/pg/${type}`, 'application/json;charset=utf-8', body)
}

async function send(
  context: GatewayContext,
  path: string,
  contentType: string,
  body: string,
): Promise<IniApiAnswer> {
  const answer = await exchange(context.network, {
    method: 'POST',
    url: `${iniApiHost(context)}${path}`,
    headers: { 'content-type': contentType },
    body,
    timeoutMs: TIMEOUT_MS,
  })
  return answer.kind === 'silent' ? answer : readIniApi(answer.status, answer.body)
}

/** Test MIDs of the Japanese service are known to another test host. */
function iniApiHost({ moduleCode, environment }: GatewayContext): string {
  return (moduleCode === japanModule ? japanHosts(environment) : inicisHosts(environment)).iniApi
}

/** Pure, so that it can be tried with any bytes. */
export function readIniApi(status: number, body: Uint8Array): IniApiAnswer {
  const fields = status >= 500 ? undefined : jsonRecord(body)
  const resultCode = fields && text(fields, 'resultCode')
  if (fields === undefined || resultCode === undefined)
    return { kind: 'silent', reason: `status ${status} without a result code` }
  const raw = redactedJson(utf8(body), redacted)
  if (resultCode === '00') return { kind: 'done', fields, raw }
  return { kind: 'declined', pgCode: resultCode, pgMessage: text(fields, 'resultMsg') ?? '', raw }
}

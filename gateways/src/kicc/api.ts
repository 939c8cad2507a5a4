import type { Declined, GatewayContext, Silent } from '../port.ts'
import { exchange } from '../wire/exchange.ts'
import { jsonRecord, text, utf8 } from '../wire/reading.ts'
import type { WireRecord } from '../wire/reading.ts'
import { redactedJson } from '../wire/redaction.ts'
import { seoulStamp } from '../wire/seoul-time.ts'
import { kiccHost } from './environment.ts'
import { messageAuthValue } from './signature.ts'

/** Published for approve, cancel, refund, billing and receipt. */
const TIMEOUT_MS = 30_000

export interface KiccCall {
  readonly path: string
  readonly body: Readonly<Record<string, unknown>>
  /** What the request's `msgAuthValue` covers; most requests carry none. */
  readonly signed?: readonly string[]
}

export type KiccAnswer =
  { readonly kind: 'done'; readonly fields: WireRecord; readonly raw: string } | Declined | Silent

/** `POST`, JSON, UTF-8, no header of its own. HTTP 200 always carries `resCd`; `0000` is success and everything else is not. */
export async function callKicc(context: GatewayContext, call: KiccCall): Promise<KiccAnswer> {
  const answered = await exchange(context.network, {
    method: 'POST',
    url: `${kiccHost(context.environment)}${call.path}`,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({
      mallId: context.credentials['mid'] ?? '',
      ...call.body,
      ...(call.signed === undefined ? {} : authentication(context, call.signed)),
    }),
    timeoutMs: TIMEOUT_MS,
  })
  if (answered.kind === 'silent') return answered
  if (answered.status !== 200) return { kind: 'silent', reason: `HTTP ${answered.status}` }
  const fields = jsonRecord(answered.body)
  const code = fields && text(fields, 'resCd')
  if (fields === undefined || code === undefined) return { kind: 'silent', reason: 'an answer without resCd' }
  const raw = redactedJson(utf8(answered.body), {
    cardNumbers: ['cardNo', 'cardMaskNo'],
    secrets: ['batchKey'],
  })
  return code === '0000'
    ? { kind: 'done', fields, raw }
    : { kind: 'declined', pgCode: code, pgMessage: text(fields, 'resMsg') ?? '', raw }
}

/** The former module has no key; its wire is not public, and the simulator asks for none. */
function authentication(context: GatewayContext, parts: readonly string[]): Record<string, string> {
  const key = context.credentials['encryptionKey'] ?? ''
  return key === '' ? {} : { msgAuthValue: messageAuthValue(key, parts) }
}

/** `yyyyMMdd` of Seoul, which every call names. */
export function seoulDate(at: Date): string {
  return seoulStamp(at).slice(0, 8)
}

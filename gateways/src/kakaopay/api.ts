import type { Declined, GatewayContext, JsonValue, Silent } from '../port.ts'
import { exchange } from '../wire/exchange.ts'
import type { Answered } from '../wire/exchange.ts'
import { child, jsonRecord, text, utf8 } from '../wire/reading.ts'
import type { WireRecord } from '../wire/reading.ts'
import { redactedJson } from '../wire/redaction.ts'
import { misfit } from './credentials.ts'
import { kakaoHost } from './environment.ts'

/** KakaoPay itself gives up after 11 seconds (developer documentation, reference), so this is long enough to hear of it. */
const TIMEOUT_MS = 20_000

export interface KakaoCall {
  /** Behind `/online/v1/payment/`. */
  readonly path:
    'ready' | 'approve' | 'order' | 'cancel' | 'subscription' | `manage/subscription/${'inactive' | 'status'}`
  readonly body: Readonly<Record<string, JsonValue>>
}

export type KakaoRefusal = Declined & {
  readonly status: number
  /** What the means of payment said, e.g. `LACK_BALANCE`. */
  readonly methodCode?: string
}
export type KakaoAnswer =
  { readonly kind: 'done'; readonly fields: WireRecord; readonly raw: string } | KakaoRefusal | Silent

/** One call: secret key in a header, JSON both ways, a refusal is a 4xx with `error_code`. */
export async function callKakao(context: GatewayContext, call: KakaoCall): Promise<KakaoAnswer> {
  const problem = misfit(context)
  if (problem !== undefined) return { kind: 'declined', status: 0, pgCode: '', pgMessage: problem }
  const answered = await send(context, call)
  return answered.kind === 'silent' ? answered : readAnswer(answered.status, answered.body)
}

/** `/order` by tid, as KakaoPay answers it. */
export async function rawOrder(
  context: GatewayContext,
  tid: string,
): Promise<{ readonly kind: 'answered'; readonly status: number; readonly body: string } | Silent> {
  const problem = misfit(context)
  if (problem !== undefined) return { kind: 'silent', reason: problem }
  const answered = await send(context, { path: 'order', body: { tid } })
  return answered.kind === 'silent' ? answered : { ...answered, body: utf8(answered.body) }
}

function send(context: GatewayContext, { path, body }: KakaoCall): Promise<Answered | Silent> {
  const { credentials } = context
  const cidSecret = credentials['cidSecret'] ?? ''
  return exchange(context.network, {
    method: 'POST',
    url: `${kakaoHost(context.environment)}/online/v1/payment/${path}`,
    headers: {
      authorization: `SECRET_KEY ${credentials['secretKey'] ?? ''}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({
      cid: credentials['cid'] ?? '',
      ...(cidSecret === '' ? {} : { cid_secret: cidSecret }),
      ...body,
    }),
    timeoutMs: TIMEOUT_MS,
  })
}

/** Pure, so that it can be tried with any bytes. */
export function readAnswer(status: number, bytes: Uint8Array): KakaoAnswer {
  const fields = jsonRecord(bytes)
  const code = fields && text(fields, 'error_code')
  if (status >= 500 || fields === undefined)
    return { kind: 'silent', reason: `HTTP ${status}${code === undefined ? '' : ` (${code})`}` }
  const raw = redactedJson(utf8(bytes), { cardNumbers: [], secrets: ['sid'] })
  if (code !== undefined) return { kind: 'declined', status, ...refusalWords(fields, code), raw }
  return status === 200 ? { kind: 'done', fields, raw } : { kind: 'silent', reason: `HTTP ${status}` }
}

function refusalWords(fields: WireRecord, pgCode: string): Omit<KakaoRefusal, 'kind' | 'status'> {
  const extras = child(fields, 'extras') ?? {}
  const methodCode = text(extras, 'method_result_code')
  const methodMessage = text(extras, 'method_result_message')
  const more = [methodCode === undefined ? undefined : `(${methodCode})`, methodMessage]
  const said = [text(fields, 'error_message'), ...more].filter((word) => word !== undefined)
  return { pgCode, pgMessage: said.join(' '), ...(methodCode === undefined ? {} : { methodCode }) }
}

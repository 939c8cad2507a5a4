import type { Declined, GatewayContext, Silent } from '../port.ts'
import { exchange } from '../wire/exchange.ts'
import { koreanFormBody, koreanText, readPairs } from '../wire/form.ts'
import { isRecord, text } from '../wire/reading.ts'
import type { WireRecord } from '../wire/reading.ts'
import { redactedJson, redactedPairs } from '../wire/redaction.ts'
import { seoulStamp } from '../wire/seoul-time.ts'
import { signData } from './signature.ts'

/** Published with 5 seconds to connect and 30 to read. */
const TIMEOUT_MS = 35_000

export interface NiceCall {
  readonly url: string
  readonly fields: Readonly<Record<string, string>>
  /** What `SignData` covers before the merchant key, in the order of the guide; `ediDate` is this call's stamp. */
  readonly signed: (ediDate: string) => readonly string[]
  /** The result codes that mean "done"; every call has its own. */
  readonly done: readonly string[]
  /** Result codes after which nobody knows; absent: `unsettledCodes`. */
  readonly unsettled?: ReadonlySet<string>
}

export type NiceAnswer =
  | { readonly kind: 'done'; readonly code: string; readonly fields: WireRecord; readonly raw: string }
  | Declined
  | Silent

/** Refusals that speak of the PG's own trouble on the way to the bank (result codes of the guide): money may have moved. */
export const unsettledCodes: ReadonlySet<string> = new Set([
  '9002',
  'A226',
  'A299',
  'A304',
  'A306',
  'A400',
  'A401',
  'A402',
  'A403',
])

/** The same, and refusals that speak of an earlier request (TID, request, order number repeated), which may have taken the money. */
export const repeatOrUnsettled: ReadonlySet<string> = new Set([...unsettledCodes, 'A225', '2156', 'A127'])

/** A form in EUC-KR out, JSON back (`EdiType`), in UTF-8 where the call heeds `CharSet` and else in EUC-KR. */
export async function callNice(context: GatewayContext, call: NiceCall): Promise<NiceAnswer> {
  const ediDate = seoulStamp(context.now)
  const answered = await exchange(context.network, {
    method: 'POST',
    url: call.url,
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=euc-kr' },
    body: koreanFormBody({
      MID: mid(context),
      ...call.fields,
      EdiDate: ediDate,
      SignData: signData([...call.signed(ediDate), merchantKey(context)]),
      CharSet: 'utf-8',
      EdiType: 'JSON',
    }),
    timeoutMs: TIMEOUT_MS,
  })
  if (answered.kind === 'silent') return answered
  return answered.status === 200
    ? readAnswer(answered.body, call.done, call.unsettled ?? unsettledCodes)
    : { kind: 'silent', reason: `HTTP ${answered.status}` }
}

/** Pure, so that it can be tried with any bytes. */
export function readAnswer(
  body: Uint8Array,
  done: readonly string[],
  unsettled: ReadonlySet<string> = unsettledCodes,
): NiceAnswer {
  const written = koreanText(body)
  const json = jsonIn(written)
  // Calls that do not know `EdiType` answer `name=value&…`; half a JSON object is neither.
  const fields = json ?? (written.trimStart().startsWith('{') ? {} : readPairs(body))
  const code = text(fields, 'ResultCode')
  if (code === undefined) return { kind: 'silent', reason: 'an answer without ResultCode' }
  const hidden = { cardNumbers: ['CardNo'], secrets: ['BID', 'AuthToken'] }
  const raw = json === undefined ? redactedPairs(written, hidden) : redactedJson(written, hidden)
  if (done.includes(code)) return { kind: 'done', code, fields, raw }
  if (unsettled.has(code)) return { kind: 'silent', reason: `the PG cannot tell (${code})` }
  return { kind: 'declined', pgCode: code, pgMessage: text(fields, 'ResultMsg') ?? '', raw }
}

function jsonIn(written: string): WireRecord | undefined {
  try {
    const parsed: unknown = JSON.parse(written)
    return isRecord(parsed) ? parsed : undefined
  } catch {
    return undefined
  }
}

export function mid({ credentials }: Pick<GatewayContext, 'credentials'>): string {
  return credentials['mid'] ?? ''
}

export function merchantKey({ credentials }: Pick<GatewayContext, 'credentials'>): string {
  return credentials['merchantKey'] ?? ''
}

import type { Declined, GatewayContext, Silent } from '../../port.ts'
import { exchange, type Answered } from '../../wire/exchange.ts'
import { formBody, readPairs } from '../../wire/form.ts'
import { text, utf8 } from '../../wire/reading.ts'
import type { WireRecord } from '../../wire/reading.ts'
import { redactedPairs } from '../../wire/redaction.ts'
import { paypalHosts } from '../environment.ts'

const timeoutMs = 30_000
const version = '120.0'

export type NvpAnswer =
  { readonly kind: 'answered'; readonly fields: WireRecord; readonly raw: string } | Declined | Silent

/** One call of the classic API: a form with the credentials in it, answered by a form, HTTP 200 even for refusals. */
export async function callNvp(
  context: GatewayContext,
  method: string,
  fields: Readonly<Record<string, string>>,
): Promise<NvpAnswer> {
  const answer = await sendNvp(context, method, fields)
  return answer.kind === 'silent' ? answer : readNvp(answer.status, answer.body)
}

/** The call as it goes over the wire, for whoever reads the answer by other rules. */
export async function sendNvp(
  context: GatewayContext,
  method: string,
  fields: Readonly<Record<string, string>> = {},
): Promise<Answered | Silent> {
  const { apiUsername = '', apiPassword = '', signature = '' } = context.credentials
  return exchange(context.network, {
    method: 'POST',
    url: paypalHosts(context.environment).nvp,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: formBody({
      METHOD: method,
      VERSION: version,
      USER: apiUsername,
      PWD: apiPassword,
      SIGNATURE: signature,
      ...fields,
    }),
    timeoutMs,
  })
}

/** Pure. `ACK` decides; anything but Success counts as a refusal, and an answer without it as silence. */
export function readNvp(status: number, body: Uint8Array): NvpAnswer {
  const fields = readPairs(body)
  const ack = text(fields, 'ACK')
  if (status < 200 || status >= 300 || ack === undefined)
    return { kind: 'silent', reason: `status ${status}` }
  const raw = redactedPairs(utf8(body), { cardNumbers: [], secrets: ['SIGNATURE', 'PWD'] })
  if (ack === 'Success' || ack === 'SuccessWithWarning') return { kind: 'answered', fields, raw }
  const pgCode = text(fields, 'L_ERRORCODE0')
  if (pgCode === undefined) return { kind: 'silent', reason: `ACK ${ack} without a code` }
  // 10001: internal error; the call may have taken effect. 10002: the credentials, of which an earlier try says nothing.
  if (pgCode === '10001' || pgCode === '10002')
    return { kind: 'silent', reason: `${pgCode} ${text(fields, 'L_LONGMESSAGE0') ?? ''}` }
  return {
    kind: 'declined',
    pgCode,
    pgMessage: text(fields, 'L_LONGMESSAGE0') ?? text(fields, 'L_SHORTMESSAGE0') ?? '',
    raw,
  }
}

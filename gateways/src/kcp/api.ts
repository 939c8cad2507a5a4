import type { Declined, GatewayContext, Silent } from '../port.ts'
import { exchange } from '../wire/exchange.ts'
import { jsonRecord, text, utf8 } from '../wire/reading.ts'
import type { WireRecord } from '../wire/reading.ts'
import { redactedJson } from '../wire/redaction.ts'
import { kcpHosts } from './environment.ts'
import { oneLineCertificate, signData } from './signature.ts'

/** No limit is published for payments; the verification samples wait 30 s for an answer. */
const TIMEOUT_MS = 30_000
/** "Module or internal communication error": KCP itself does not say whether the card company heard it. */
const UNDECIDED_CODE = '9502'

export interface KcpCall {
  readonly path:
    | '/gw/enc/v1/payment'
    | '/gw/hub/v1/payment'
    | '/gw/mod/v1/cancel'
    | '/std/inquery'
    /** Invented for the simulator; see `withoutPublicWire`. */
    | `/simulated/v1/${string}`
  readonly body: Readonly<Record<string, string>>
  /** What the call signs after the site code; approvals carry the certificate only. */
  readonly signed?: readonly string[]
}

export type KcpAnswer =
  { readonly kind: 'done'; readonly fields: WireRecord; readonly raw: string } | Declined | Silent

/** `POST`, JSON, UTF-8, no header of its own. `res_cd` `0000` is success and everything else is not. */
export async function callKcp(context: GatewayContext, call: KcpCall): Promise<KcpAnswer> {
  const signer = signerOf(context, call.signed)
  if (signer === undefined)
    return { kind: 'declined', pgCode: '', pgMessage: '채널에 등록된 KCP 개인키로 서명할 수 없습니다.' }
  const answered = await exchange(context.network, {
    method: 'POST',
    url: `${kcpHosts(context.environment).rest}${call.path}`,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify({ ...signer, ...call.body }),
    timeoutMs: TIMEOUT_MS,
  })
  if (answered.kind === 'silent') return answered
  if (answered.status >= 500) return { kind: 'silent', reason: `HTTP ${answered.status}` }
  const fields = jsonRecord(answered.body)
  const code = fields && text(fields, 'res_cd')
  if (fields === undefined || code === undefined)
    return { kind: 'silent', reason: `an answer without res_cd (HTTP ${answered.status})` }
  const raw = redactedJson(utf8(answered.body), {
    cardNumbers: ['card_no', 'card_mask_no'],
    secrets: ['batch_key'],
  })
  if (code === '0000') return { kind: 'done', fields, raw }
  const message = text(fields, 'res_msg') ?? ''
  if (code === UNDECIDED_CODE) return { kind: 'silent', reason: `[${code}] ${message}` }
  return { kind: 'declined', pgCode: code, pgMessage: message, raw }
}

/**
 * Who calls. A channel of the V1 modules has a site key instead of a certificate; its real wire is a program of KCP's
 * that is not public, so the key goes to the simulator and nowhere else.
 */
function signerOf(
  context: GatewayContext,
  signed: KcpCall['signed'],
): Readonly<Record<string, string>> | undefined {
  const { credentials } = context
  const siteCode = credentials['siteCode'] ?? ''
  const certificate = credentials['certificate'] ?? ''
  if (certificate === '') {
    if (context.environment.kind !== 'simulator') return undefined
    return { site_cd: siteCode, site_key: credentials['siteKey'] ?? '' }
  }
  const known = { site_cd: siteCode, kcp_cert_info: oneLineCertificate(certificate) }
  if (signed === undefined) return known
  const signature = signData(credentials, [siteCode, ...signed])
  return signature === undefined ? undefined : { ...known, kcp_sign_data: signature }
}

import type { Declined, GatewayContext, Silent } from '../port.ts'
import { exchange } from '../wire/exchange.ts'
import { formBody } from '../wire/form.ts'
import { utf8 } from '../wire/reading.ts'
import { eximbayHosts } from './environment.ts'
import { fgkeyOf, isGenuine, readParameters, type Parameters } from './fgkey.ts'

const TIMEOUT_MS = 30_000

/** Whoever holds the secret key speaks the classic form API; a channel of the current module has an API key. */
export function isClassic({ moduleCode }: Pick<GatewayContext, 'moduleCode'>): boolean {
  return moduleCode === 'eximbay'
}

export function secretKeyOf(context: Pick<GatewayContext, 'moduleCode' | 'credentials'>): string {
  return context.credentials[isClassic(context) ? 'secretKey' : 'reconciliationSecretKey'] ?? ''
}

/** All parameters with the MID, and signed. */
export function signed(context: GatewayContext, parameters: Parameters): Parameters {
  const all = { ver: '230', mid: context.credentials['mid'] ?? '', charset: 'UTF-8', ...parameters }
  return { ...all, fgkey: fgkeyOf(secretKeyOf(context), all) }
}

export type Answered =
  { readonly kind: 'answered'; readonly fields: Parameters; readonly raw: string } | Declined | Silent

/** `DirectProcessor.krp`: a form in, `name=value` text out, signed both ways. What is not signed tells nothing. */
export async function callClassic(context: GatewayContext, parameters: Parameters): Promise<Answered> {
  const answered = await exchange(context.network, {
    method: 'POST',
    url: `${eximbayHosts(context.environment).classic}/DirectProcessor.krp`,
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    body: formBody(signed(context, parameters)),
    timeoutMs: TIMEOUT_MS,
  })
  if (answered.kind === 'silent') return answered
  if (answered.status >= 500) return { kind: 'silent', reason: `HTTP ${answered.status}` }
  const raw = utf8(answered.body)
  const fields = readParameters(raw)
  if ((fields['rescode'] ?? '') === '') return { kind: 'silent', reason: 'an answer without rescode' }
  if (!isGenuine(secretKeyOf(context), fields))
    return { kind: 'silent', reason: 'the answer is not signed with our key' }
  return { kind: 'answered', fields, raw }
}

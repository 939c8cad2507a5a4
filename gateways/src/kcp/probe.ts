import type { GatewayContext, ProbeAnswer } from '../port.ts'
import { isUnknownTrade, lookUp } from './inquire.ts'

/** The codes are not published, so this too is read off the sentence. */
const refusedSigner = /인증서|서명|sign|cert|사이트\s*코드|site_?cd|가맹점/i

/** Asks about a `tno` that cannot exist. Site code, certificate, private key and password sign the request. */
export async function probe(context: GatewayContext): Promise<ProbeAnswer> {
  const checked =
    (context.credentials['certificate'] ?? '') === ''
      ? ['siteCode', 'siteKey']
      : ['siteCode', 'certificate', 'privateKey', 'privateKeyPassword']
  const answer = await lookUp(context, '00000000000000', 'CARD')
  if (answer.kind === 'silent') return answer
  if (answer.kind === 'done') return { kind: 'accepted', checked, pgCode: '0000', pgMessage: '' }
  const { pgCode, pgMessage } = answer
  const kind = isUnknownTrade(pgMessage) ? 'accepted' : refusedSigner.test(pgMessage) ? 'refused' : 'unclear'
  return { kind, checked, pgCode, pgMessage }
}

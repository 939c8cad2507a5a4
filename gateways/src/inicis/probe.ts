import type { GatewayContext, ProbeAnswer } from '../port.ts'
import { text } from '../wire/reading.ts'
import { callV1, callV2 } from './iniapi.ts'
import type { IniApiAnswer } from './iniapi.ts'
import { japanModule } from './japan/hosts.ts'

/** The PG says in words, not in a published code, that it does not know the shop or that the hash is another. */
const refusedSigner = /hash|해시|서명|signature|상점\s*아이디|가맹점|인증\s*키/i
const unknownTrade = /(거래|tid).*(없|존재하지|not\s*found)/i

/** The Japanese service is asked by order number, as after a payment. */
async function askAboutNothing(context: GatewayContext): Promise<IniApiAnswer> {
  const name = `NaruProbe${context.randomText()}`
    .replaceAll(/[^A-Za-z0-9]/g, '0')
    .slice(0, 40)
    .padEnd(40, '0')
  if (context.moduleCode !== japanModule) return callV2(context, 'inquiry', { tid: name })
  const asked = { type: 'Extra', paymethod: 'Inquiry', fields: { oid: name }, hashTail: [] }
  return callV1(context, { path: '/api/v1/extra', ...asked })
}

/**
 * Asks INIAPI about a TID that cannot exist. Merchant id and INIAPI key sign the request; the sign key of the window
 * and the IV are no part of it.
 */
export async function probe(context: GatewayContext): Promise<ProbeAnswer> {
  const checked = ['mid', 'iniApiKey']
  const answer = await askAboutNothing(context)
  switch (answer.kind) {
    case 'silent':
      return answer
    case 'done':
      return {
        kind: 'accepted',
        checked,
        pgCode: text(answer.fields, 'status') ?? '',
        pgMessage: text(answer.fields, 'resultMsg') ?? '',
      }
    case 'declined': {
      const { pgCode, pgMessage } = answer
      const kind = refusedSigner.test(pgMessage)
        ? 'refused'
        : unknownTrade.test(pgMessage)
          ? 'accepted'
          : 'unclear'
      return { kind, checked, pgCode, pgMessage }
    }
  }
}

import type { GatewayContext, Silent } from '../../port.ts'
import { exchange } from '../../wire/exchange.ts'
import { koreanFormBody } from '../../wire/form.ts'
import { field, isRecord, jsonRecord, text, utf8 } from '../../wire/reading.ts'
import type { WireRecord } from '../../wire/reading.ts'
import { redactedJson } from '../../wire/redaction.ts'
import { xpayHosts } from './environment.ts'
import { mertKey, wireMid } from './merchant.ts'
import { authCode, txIdOf } from './signature.ts'

/** What the PG's own clients wait. */
const TIMEOUT_MS = 60_000

export type XpayAnswer =
  | {
      readonly kind: 'answered'
      readonly code: string
      readonly message: string
      /** The first record of `LGD_RESPONSE`. */
      readonly fields: WireRecord
      readonly raw: string
    }
  | Silent

/**
 * One call of the gateway: a form with `LGD_TXID`, `LGD_AUTHCODE`, `LGD_MID` and `LGD_TXNAME` in front, JSON in UTF-8 back.
 * The form is EUC-KR, as the PG's clients send theirs unless they are told otherwise.
 *
 * @param txId made here unless somebody must name it later
 */
export async function callXpay(
  context: GatewayContext,
  txName: string,
  fields: Readonly<Record<string, string>>,
  txId: string = txIdOf(context, context.randomText()),
): Promise<XpayAnswer> {
  const answered = await exchange(context.network, {
    method: 'POST',
    url: xpayHosts(context.environment).gateway,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: koreanFormBody({
      LGD_TXID: txId,
      LGD_AUTHCODE: authCode(txId, mertKey(context)),
      LGD_MID: wireMid(context),
      LGD_TXNAME: txName,
      ...fields,
    }),
    timeoutMs: TIMEOUT_MS,
  })
  if (answered.kind === 'silent') return answered
  if (answered.status < 200 || answered.status > 299)
    return { kind: 'silent', reason: `HTTP ${answered.status}` }
  return readAnswer(answered.body)
}

/** Pure, so that it can be tried with any bytes. An answer without a code tells nothing, as the PG's own client holds. */
export function readAnswer(body: Uint8Array): XpayAnswer {
  const answer = jsonRecord(body)
  const code = answer && text(answer, 'LGD_RESPCODE')
  if (answer === undefined || code === undefined)
    return { kind: 'silent', reason: 'an answer without LGD_RESPCODE' }
  const records = field(answer, 'LGD_RESPONSE')
  const first: unknown = Array.isArray(records) ? records[0] : undefined
  return {
    kind: 'answered',
    code,
    message: text(answer, 'LGD_RESPMSG') ?? '',
    fields: isRecord(first) ? first : {},
    raw: redactedJson(utf8(body).trim(), {
      cardNumbers: ['LGD_CARDNUM'],
      secrets: ['LGD_PAYKEY', 'LGD_ISPKEY', 'LGD_BUYERSSN', 'LGD_AUTHCODE'],
    }),
  }
}

import type { GatewayContext, ProbeAnswer } from '../port.ts'
import { text } from '../wire/reading.ts'
import { callNice, mid } from './api.ts'
import { niceHosts } from './environment.ts'

/** Result codes of the guide: the signature does not fit, the merchant id is unknown or has no settings. */
const refusedCaller: readonly string[] = ['A101', 'A211', 'A109', 'A114', 'A301']

/** Asks about a TID that cannot exist. Merchant id and key sign it; the cancel password is no part of this wire. */
export async function probe(context: GatewayContext): Promise<ProbeAnswer> {
  const checked = ['mid', 'merchantKey']
  const tid = `${mid(context)}0101${'0'.repeat(16)}`
  const answer = await callNice(context, {
    url: `${niceHosts(context.environment).webApi}/webapi/inquery/trans_status.jsp`,
    fields: { TID: tid },
    signed: (ediDate) => [tid, mid(context), ediDate],
    done: ['0000'],
  })
  if (answer.kind === 'silent') return answer
  if (answer.kind === 'done')
    return {
      kind: 'accepted',
      checked,
      pgCode: answer.code,
      pgMessage: text(answer.fields, 'ResultMsg') ?? '',
    }
  const { pgCode, pgMessage } = answer
  return { kind: refusedCaller.includes(pgCode) ? 'refused' : 'unclear', checked, pgCode, pgMessage }
}

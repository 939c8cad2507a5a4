import type { GatewayContext, ProbeAnswer } from '../port.ts'
import { callKicc, seoulDate } from './api.ts'
import { isUnknownTrade } from './inquire.ts'

/** The codes are not published; the sentence says whether the caller or the transaction is at fault. */
const refusedCaller = /인증|가맹점|암호|위변조|msgAuth|mall/i

/** Cancels a transaction that cannot exist: the only signed request that moves nothing. */
export async function probe(context: GatewayContext): Promise<ProbeAnswer> {
  const checked = (context.credentials['encryptionKey'] ?? '') === '' ? ['mid'] : ['mid', 'encryptionKey']
  const pgCno = '0'.repeat(20)
  const shopTransactionId = context.randomText()
  const answer = await callKicc(context, {
    path: '/api/trades/revise',
    body: { shopTransactionId, pgCno, reviseTypeCode: '40', cancelReqDate: seoulDate(context.now) },
    signed: [pgCno, shopTransactionId],
  })
  if (answer.kind === 'silent') return answer
  if (answer.kind === 'done') return { kind: 'unclear', checked, pgCode: '0000', pgMessage: '' }
  const { pgCode, pgMessage } = answer
  const kind = isUnknownTrade(pgMessage) ? 'accepted' : refusedCaller.test(pgMessage) ? 'refused' : 'unclear'
  return { kind, checked, pgCode, pgMessage }
}

import type { GatewayContext, ProbeAnswer } from '../port.ts'
import { callKicc, seoulDate } from './api.ts'

/** The codes are not published; the sentence says whether the caller or the transaction is at fault. */
const unknownTrade = /(거래|내역|승인).{0,10}(없|존재하지)|not\s*found/i
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
  const kind = unknownTrade.test(pgMessage)
    ? 'accepted'
    : refusedCaller.test(pgMessage)
      ? 'refused'
      : 'unclear'
  return { kind, checked, pgCode, pgMessage }
}

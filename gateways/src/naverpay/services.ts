import type { GatewayContext, PaidCall, ProbeAnswer, ServiceAnswer } from '../port.ts'
import { callNaver } from './api.ts'
import { chainOf } from './extras.ts'

/** `v1/purchase-confirm` (거래완료): the purchase is confirmed in the buyer's place, or by the shop. */
export async function completeEscrow(
  context: GatewayContext,
  call: PaidCall & { readonly fromStore: boolean },
): Promise<ServiceAnswer> {
  const answer = await callNaver(context, {
    api: 'v1/purchase-confirm',
    chainId: chainOf(call.order, context.credentials),
    form: { paymentId: call.pgTxId, requester: call.fromStore ? '2' : '1' },
  })
  return answer.kind === 'done' ? { kind: 'done', at: context.now, raw: answer.raw } : answer
}

/** Reads the history of a payment that cannot exist: Naver Pay checks the keys first (401). */
export async function probe(context: GatewayContext): Promise<ProbeAnswer> {
  const checked = ['partnerId', 'clientId', 'clientSecret']
  const answer = await callNaver(context, {
    api: 'v2.2/list/history',
    json: { paymentId: '00000000NP0000000000', approvalType: 'ALL', pageNumber: 1, rowsPerPage: 1 },
  })
  if (answer.kind === 'silent') return answer
  if (answer.kind === 'done') return { kind: 'accepted', checked, pgCode: 'Success', pgMessage: '' }
  const { status, pgCode, pgMessage } = answer
  return { kind: status === 401 ? 'refused' : 'unclear', checked, pgCode, pgMessage }
}

import type { GatewayContext, PaidCall, ProbeAnswer, ReceiptableAnswer, ServiceAnswer } from '../port.ts'
import { wholeNumber } from '../wire/reading.ts'
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

/** `v1/naverpoint-save` (포인트 적립): the buyer gets the points of a purchase that the shop says is done. */
export async function depositPoints(context: GatewayContext, call: PaidCall): Promise<ServiceAnswer> {
  const answer = await callNaver(context, {
    api: 'v1/naverpoint-save',
    chainId: chainOf(call.order, context.credentials),
    form: { paymentId: call.pgTxId },
  })
  return answer.kind === 'done' ? { kind: 'done', at: context.now, raw: answer.raw } : answer
}

/**
 * `v1/receipt/cash-amount` (현금영수증 발급 가용액): what was paid with cash-like means. Its members are known from
 * public merchant code; which of them may be left out is not, so a part without a number is 0 and a missing total is no
 * answer.
 */
export async function readReceiptable(context: GatewayContext, call: PaidCall): Promise<ReceiptableAnswer> {
  const answer = await callNaver(context, {
    api: 'v1/receipt/cash-amount',
    chainId: chainOf(call.order, context.credentials),
    form: { paymentId: call.pgTxId },
  })
  if (answer.kind !== 'done') return answer
  const { fields, raw } = answer
  const totalMinor = wholeNumber(fields, 'totalCashAmount')
  if (totalMinor === undefined) return { kind: 'silent', reason: 'the answer names no amount' }
  const part = (name: string): number => wholeNumber(fields, name) ?? 0
  return {
    kind: 'told',
    totalMinor,
    byPointMinor: part('npointCashAmount'),
    byPrimaryMinor: part('primaryCashAmount'),
    supplyMinor: part('supplyCashAmount'),
    vatMinor: part('vatCashAmount'),
    raw,
  }
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

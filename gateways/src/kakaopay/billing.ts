import type {
  ApproveAnswer,
  BeginAnswer,
  BillingOrder,
  ChargeCall,
  DeleteBillingKeyAnswer,
  DeleteBillingKeyCall,
  GatewayContext,
  IssueAnswer,
  IssueCall,
  ReturnUrls,
} from '../port.ts'
import { firstCharacters } from '../wire/characters.ts'
import { present, text } from '../wire/reading.ts'
import { fromIso } from '../wire/seoul-time.ts'
import { callKakao } from './api.ts'
import { readCard, toApproval } from './approval.ts'
import { approveTid } from './approve.ts'
import { limits, openWindow, partnerIds, quantityOf } from './begin.ts'
import { codes, isUndecided } from './codes.ts'

/** The same window with nothing to pay; the CID must be one of recurring payments (정기결제). */
export function beginIssue(
  context: GatewayContext,
  order: BillingOrder,
  urls: ReturnUrls,
): Promise<BeginAnswer> {
  return openWindow(context, order, urls, {
    ...partnerIds(order.pgIssueId),
    item_name: firstCharacters(order.issueName ?? '정기결제', limits.itemName),
    quantity: 1,
    total_amount: 0,
    tax_free_amount: 0,
  })
}

/** Its approval answers the SID. A charge must show the `partner_user_id` of this registration beside it. */
export async function issueBillingKey(context: GatewayContext, call: IssueCall): Promise<IssueAnswer> {
  const { pgIssueId } = call.order
  const answer = await approveTid(context, pgIssueId, call.proof, 0)
  if (answer.kind !== 'done') return answer
  const { fields, raw } = answer
  const sid = text(fields, 'sid')
  if (sid === undefined)
    return {
      kind: 'declined',
      pgCode: '',
      pgMessage: '카카오페이가 SID를 주지 않았습니다. 정기결제용 CID인지 확인하세요.',
      raw,
    }
  if (text(fields, 'partner_order_id') !== pgIssueId)
    return { kind: 'silent', reason: 'the answer is about another registration' }
  const card = readCard(fields)
  return {
    kind: 'issued',
    right: { sid, partnerUserId: pgIssueId },
    instrument: { type: 'EASY_PAY', provider: 'KAKAOPAY', ...(card === undefined ? {} : { card }) },
    at: fromIso(text(fields, 'approved_at')) ?? context.now,
    raw,
    ...present({ pgTxId: text(fields, 'tid'), pgMerchantId: text(fields, 'cid') }),
  }
}

/**
 * `/subscription`. It may not be repeated, and its tid comes with the answer alone, so a charge whose answer was lost stays
 * pending until somebody looks into KakaoPay's admin: nobody may guess.
 */
export async function chargeBillingKey(context: GatewayContext, call: ChargeCall): Promise<ApproveAnswer> {
  const { order, right } = call
  const { sid, partnerUserId } = right
  if (typeof sid !== 'string' || typeof partnerUserId !== 'string')
    return { kind: 'declined', pgCode: '', pgMessage: 'The billing key is incomplete.' }
  const answer = await callKakao(context, {
    path: 'subscription',
    body: {
      sid,
      partner_order_id: order.pgOrderId,
      partner_user_id: partnerUserId,
      item_name: firstCharacters(order.orderName, limits.itemName),
      quantity: quantityOf(order),
      total_amount: order.amount.minor,
      tax_free_amount: order.taxFreeMinor,
      vat_amount: order.vatMinor,
    },
  })
  if (answer.kind === 'silent') return { kind: 'pending' }
  if (answer.kind === 'declined')
    return isUndecided(answer) ? { kind: 'pending', ...present({ raw: answer.raw }) } : answer
  const approval = toApproval(answer.fields, answer.raw, order, context.now)
  if (approval.kind === 'approved') return approval
  return { kind: 'pending', raw: answer.raw, ...present({ pgTxId: text(answer.fields, 'tid') }) }
}

/** `/manage/subscription/inactive`. A SID that is gone already is what was wanted. */
export async function deleteBillingKey(
  context: GatewayContext,
  { right }: DeleteBillingKeyCall,
): Promise<DeleteBillingKeyAnswer> {
  const sid = typeof right['sid'] === 'string' ? right['sid'] : ''
  const answer = await callKakao(context, { path: 'manage/subscription/inactive', body: { sid } })
  if (answer.kind === 'silent') return answer
  if (answer.kind === 'declined')
    return answer.pgCode === codes.noSuchSid || answer.pgCode === codes.inactiveSid
      ? { kind: 'deleted' }
      : answer
  return text(answer.fields, 'status') === 'ACTIVE'
    ? { kind: 'silent', reason: 'the SID is still active' }
    : { kind: 'deleted' }
}

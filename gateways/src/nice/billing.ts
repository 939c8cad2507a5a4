import type {
  ApproveAnswer,
  ChargeCall,
  DeleteBillingKeyAnswer,
  DeleteBillingKeyCall,
  GatewayContext,
  IssueAnswer,
  IssueByCardCall,
  KeyInCall,
} from '../port.ts'
import { maskedCardNumber } from '../wire/redaction.ts'
import { present, text } from '../wire/reading.ts'
import { callNice, mid } from './api.ts'
import { instant, readCard, toApproval } from './approval.ts'
import { buyerFields, goodsName, quota, taxFields } from './begin.ts'
import { billingCardData, keyInCardData, shortKey } from './card-data.ts'
import { niceHosts } from './environment.ts'
import { tidOf, trades } from './tid.ts'

/** Already deleted or never there (result codes of the guide). */
const goneCodes: readonly string[] = ['A124', 'A126', 'A223']

/** `billing_regist.jsp`: a card number becomes a BID. */
export async function issueBillingKeyByCard(
  context: GatewayContext,
  { order, card }: IssueByCardCall,
): Promise<IssueAnswer> {
  const encData = billingCardData(context, card)
  if (encData === undefined) return shortKey
  const answer = await callNice(context, {
    url: billingUrl(context, 'billing_regist.jsp'),
    fields: { Moid: order.pgIssueId, EncData: encData, ...buyerFields(order.customer) },
    signed: (ediDate) => [mid(context), ediDate, order.pgIssueId],
    done: ['F100'],
  })
  if (answer.kind !== 'done') return answer
  const { fields, raw } = answer
  const bid = text(fields, 'BID')
  if (bid === undefined) return { kind: 'silent', reason: 'the answer names no billing key' }
  const number = maskedCardNumber(card.number)
  return {
    kind: 'issued',
    right: { bid },
    instrument: { type: 'CARD', card: { ...present({ number }), ...readCard(fields) } },
    at: instant(text(fields, 'AuthDate')) ?? context.now,
    raw: raw.replaceAll(bid, '********'),
    pgMerchantId: mid(context),
    ...present({ pgTxId: text(fields, 'TID') }),
  }
}

function billingUrl({ environment }: GatewayContext, name: string): string {
  return `${niceHosts(environment).webApi}/webapi/billing/${name}`
}

/**
 * `billing_approve.jsp`. Not to be repeated: a TID that was used before is refused (A225). The number comes out of our
 * order number, so a lost answer is asked about.
 */
export async function chargeBillingKey(
  context: GatewayContext,
  { order, right }: ChargeCall,
): Promise<ApproveAnswer> {
  const { bid } = right
  if (typeof bid !== 'string')
    return { kind: 'declined', pgCode: '', pgMessage: 'The billing key is incomplete.' }
  const amount = String(order.amount.minor)
  const answer = await callNice(context, {
    url: billingUrl(context, 'billing_approve.jsp'),
    fields: {
      BID: bid,
      TID: tidOf(mid(context), trades.charge, order, context.now),
      Moid: order.pgOrderId,
      Amt: amount,
      GoodsName: goodsName(order.orderName),
      CardInterest: '0',
      CardQuota: quota(order.card?.installmentMonth ?? 0),
      ...buyerFields(order.customer),
      ...taxFields(order),
    },
    signed: (ediDate) => [mid(context), ediDate, order.pgOrderId, amount, bid],
    done: ['3001'],
  })
  return answer.kind === 'done'
    ? toApproval(context, answer, { ...order, payMethod: 'CARD' }, { signature: false })
    : answer
}

/** `billkey_remove.jsp`. */
export async function deleteBillingKey(
  context: GatewayContext,
  { right }: DeleteBillingKeyCall,
): Promise<DeleteBillingKeyAnswer> {
  const { bid } = right
  if (typeof bid !== 'string')
    return { kind: 'declined', pgCode: '', pgMessage: 'The billing key is incomplete.' }
  const moid = context.randomText().slice(0, 40)
  const answer = await callNice(context, {
    url: billingUrl(context, 'billkey_remove.jsp'),
    fields: { BID: bid, Moid: moid },
    signed: (ediDate) => [mid(context), ediDate, moid, bid],
    done: ['F101'],
  })
  if (answer.kind === 'declined' && goneCodes.includes(answer.pgCode)) return { kind: 'deleted' }
  return answer.kind === 'done' ? { kind: 'deleted' } : answer
}

/** `card_keyin.jsp` (수기 결제), read off open merchant code: the guide's own page of it is not public. Never repeated. */
export async function payByCard(context: GatewayContext, { order, card }: KeyInCall): Promise<ApproveAnswer> {
  const encData = keyInCardData(context, card)
  if (encData === undefined) return shortKey
  const amount = String(order.amount.minor)
  const answer = await callNice(context, {
    url: `${niceHosts(context.environment).webApi}/webapi/card_keyin.jsp`,
    fields: {
      TID: tidOf(mid(context), trades.keyIn, order, context.now),
      Moid: order.pgOrderId,
      Amt: amount,
      GoodsName: goodsName(order.orderName),
      EncData: encData,
      CardInterest: '0',
      CardQuota: quota(order.card?.installmentMonth ?? 0),
      ...buyerFields(order.customer),
      ...taxFields(order),
    },
    signed: (ediDate) => [mid(context), amount, ediDate, order.pgOrderId],
    done: ['3001'],
  })
  return answer.kind === 'done' ? toApproval(context, answer, order, { signature: false }) : answer
}

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
import { child, isRecord, present, text } from '../wire/reading.ts'
import { callNaver } from './api.ts'
import { toApproval } from './approval.ts'
import { configOf, limits, taxes } from './begin.ts'
import { naverHosts } from './environment.ts'
import { chainOf, extrasOf, textOf } from './extras.ts'

/** The SDK's registration (`payType` recurrent). Nothing is charged; the amount is shown only. */
export function beginIssue(context: GatewayContext, order: BillingOrder, urls: ReturnUrls): BeginAnswer {
  const chainId = chainOf(order, context.credentials)
  return {
    kind: 'begun',
    handOff: {
      kind: 'naverpay-sdk',
      scriptUrl: naverHosts(context.environment).script,
      config: configOf(context, order, 'recurrent'),
      request: {
        actionType: 'NEW',
        // One registration per product and person: the shop's own id of it decides.
        productCode: firstCharacters(order.issueId ?? order.pgIssueId, 64),
        productName: firstCharacters(order.issueName ?? '정기결제', limits.productName),
        totalPayAmount: order.displayAmount?.minor ?? 0,
        returnUrl: urls.returnUrl,
        ...present({
          subMerchantName: textOf(extrasOf(order.bypass)['subMerchantName']),
          subMerchantId: textOf(extrasOf(order.bypass)['subMerchantId']),
        }),
      },
    },
    memory: chainId === undefined ? {} : { chainId },
  }
}

/** `recurrent/regist/v1/approval`: the reservation and the temporary receipt become a registration. */
export async function issueBillingKey(context: GatewayContext, call: IssueCall): Promise<IssueAnswer> {
  const { reserveId, tempReceiptId } = call.proof
  if (typeof reserveId !== 'string' || typeof tempReceiptId !== 'string')
    return { kind: 'declined', pgCode: '', pgMessage: 'The return carries no reservation.' }
  const chainId = typeof call.memory['chainId'] === 'string' ? call.memory['chainId'] : undefined
  const answer = await callNaver(context, {
    api: 'recurrent/regist/v1/approval',
    chainId,
    form: { reserveId, tempReceiptId },
    idempotencyKey: call.idempotencyKey,
  })
  if (answer.kind !== 'done') return answer
  const recurrentId = text(answer.fields, 'recurrentId')
  if (recurrentId === undefined) return { kind: 'silent', reason: 'the answer names no registration' }
  return {
    kind: 'issued',
    right: { recurrentId, ...(chainId === undefined ? {} : { chainId }) },
    instrument: { type: 'EASY_PAY', provider: 'NAVERPAY' },
    at: context.now,
    raw: answer.raw,
  }
}

/**
 * A charge is reserved and approved: `recurrent/pay/v3/reserve`, then `…/approval`. Between the two no money has moved, and
 * the second call is the only one whose silence leaves anything open.
 */
export async function chargeBillingKey(context: GatewayContext, call: ChargeCall): Promise<ApproveAnswer> {
  const { order, right, idempotencyKey } = call
  const { recurrentId } = right
  if (typeof recurrentId !== 'string')
    return { kind: 'declined', pgCode: '', pgMessage: 'The billing key is incomplete.' }
  const chainId = typeof right['chainId'] === 'string' ? right['chainId'] : undefined
  const { taxScopeAmount, taxExScopeAmount } = taxes(order.amount.minor, order.taxFreeMinor)
  const useCfmYmdt = textOf(extrasOf(order.bypass)['useCfmYmdt'])
  const reserved = await callNaver(context, {
    api: 'recurrent/pay/v3/reserve',
    chainId,
    form: {
      recurrentId,
      totalPayAmount: String(order.amount.minor),
      taxScopeAmount: String(taxScopeAmount),
      taxExScopeAmount: String(taxExScopeAmount),
      productName: firstCharacters(order.orderName, limits.productName),
      merchantPayId: order.pgOrderId,
      merchantUserId: order.customer.customerId ?? order.pgOrderId,
      ...(useCfmYmdt === undefined ? {} : { useCfmYmdt }),
    },
    idempotencyKey: `r-${idempotencyKey}`,
  })
  if (reserved.kind === 'silent')
    return {
      kind: 'declined',
      pgCode: '',
      pgMessage: '네이버페이가 결제 예약에 답하지 않았습니다. 출금되지 않았습니다.',
    }
  if (reserved.kind !== 'done') return reserved
  const paymentId = text(reserved.fields, 'paymentId')
  if (paymentId === undefined)
    return {
      kind: 'declined',
      pgCode: '',
      pgMessage: '네이버페이가 결제번호를 주지 않았습니다. 출금되지 않았습니다.',
    }
  const answer = await callNaver(context, {
    api: 'recurrent/pay/v3/approval',
    chainId,
    form: { recurrentId, paymentId },
    idempotencyKey,
  })
  if (answer.kind === 'declined') return answer
  const detail = answer.kind === 'done' ? child(answer.fields, 'detail') : undefined
  // The reserved number is the only one by which the history can be asked, so it is kept while nobody knows.
  if (answer.kind === 'silent' || detail === undefined) return { kind: 'pending', pgTxId: paymentId }
  return toApproval({ paymentId, ...detail }, answer.raw, order, context.now)
}

/** `recurrent/expire/v1/request`. A refusal does not say why, so the list of registrations tells whether it is over already. */
export async function deleteBillingKey(
  context: GatewayContext,
  { right, reason, requester }: DeleteBillingKeyCall,
): Promise<DeleteBillingKeyAnswer> {
  const recurrentId = textOf(right['recurrentId']) ?? ''
  const chainId = textOf(right['chainId'])
  const answer = await callNaver(context, {
    api: 'recurrent/expire/v1/request',
    chainId,
    form: {
      recurrentId,
      expireRequester: requester === 'CUSTOMER' ? '1' : '2',
      expireReason: firstCharacters(reason?.trim() || '해지', 100),
    },
  })
  switch (answer.kind) {
    case 'done':
      return { kind: 'deleted' }
    case 'silent':
      return answer
    case 'declined':
      return (await isExpired(context, recurrentId, chainId)) ? { kind: 'deleted' } : answer
  }
}

/** `recurrent/v1/list`. A registration that the list does not show may be another partner's: that proves nothing. */
async function isExpired(
  context: GatewayContext,
  recurrentId: string,
  chainId: string | undefined,
): Promise<boolean> {
  const answer = await callNaver(context, {
    api: 'recurrent/v1/list',
    chainId,
    json: { recurrentId, state: 'ALL' },
  })
  const list = answer.kind === 'done' ? answer.fields['list'] : undefined
  return (Array.isArray(list) ? list : [])
    .filter(isRecord)
    .some((row) => text(row, 'recurrentId') === recurrentId && text(row, 'recurrentState') === 'EXPIRED')
}

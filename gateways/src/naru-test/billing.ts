import type {
  BeginAnswer,
  BillingInstrument,
  BillingOrder,
  DeleteBillingKeyAnswer,
  DeleteBillingKeyCall,
  GatewayContext,
  IssueAnswer,
  IssueByCardCall,
  IssueCall,
  ReturnUrls,
} from '../port.ts'
import { child, present, text } from '../wire/reading.ts'
import type { WireRecord } from '../wire/reading.ts'
import { fromIso } from '../wire/seoul-time.ts'
import { callTestPg } from './api.ts'
import { openWindow } from './pay.ts'
import { readCard, storable } from './payment.ts'

export async function beginIssue(
  context: GatewayContext,
  order: BillingOrder,
  urls: ReturnUrls,
): Promise<BeginAnswer> {
  return openWindow(context, {
    kind: 'BILLING',
    orderId: order.pgIssueId,
    orderName: order.issueName ?? '정기결제 등록',
    amount: order.displayAmount?.minor ?? 0,
    currency: order.displayAmount?.currency ?? 'KRW',
    payMethod: order.method,
    returnUrl: urls.returnUrl,
    ...present({ easyPayProvider: order.easyPay?.easyPayProvider, locale: order.locale }),
  })
}

export async function issueBillingKey(context: GatewayContext, call: IssueCall): Promise<IssueAnswer> {
  return issue(context, call.idempotencyKey, '/v1/billing-keys/from-window', {
    issueId: call.order.pgIssueId,
    windowId: call.proof['windowId'] ?? '',
  })
}

export async function issueBillingKeyByCard(
  context: GatewayContext,
  call: IssueByCardCall,
): Promise<IssueAnswer> {
  return issue(context, call.idempotencyKey, '/v1/billing-keys/from-card', {
    issueId: call.order.pgIssueId,
    card: call.card,
  })
}

async function issue(
  context: GatewayContext,
  idempotencyKey: string,
  path: string,
  body: object,
): Promise<IssueAnswer> {
  const answer = await callTestPg(context, { method: 'POST', path, body, idempotencyKey })
  if (answer.kind !== 'answered') return answer
  const billingKey = text(answer.fields, 'billingKey')
  if (billingKey === undefined) return { kind: 'silent', reason: 'the answer names no billing key' }
  return {
    kind: 'issued',
    right: { billingKey },
    instrument: readInstrument(answer.fields),
    at: fromIso(text(answer.fields, 'issuedAt')) ?? context.now,
    raw: storable(answer.raw),
    ...present({ pgMerchantId: text(answer.fields, 'mid'), pgTxId: text(answer.fields, 'issueNumber') }),
  }
}

function readInstrument(fields: WireRecord): BillingInstrument {
  const card = child(fields, 'card')
  switch (text(fields, 'method')) {
    case 'MOBILE':
      return { type: 'MOBILE', ...present({ phoneNumber: text(fields, 'phoneNumber') }) }
    case 'EASY_PAY':
      return {
        type: 'EASY_PAY',
        ...present({ provider: text(fields, 'easyPayProvider'), card: card && readCard(card) }),
      }
    case 'TRANSFER':
      return {
        type: 'TRANSFER',
        ...present({ bank: text(fields, 'bank'), accountNumber: text(fields, 'accountNumber') }),
      }
    default:
      return { type: 'CARD', card: readCard(card) }
  }
}

export async function deleteBillingKey(
  context: GatewayContext,
  call: DeleteBillingKeyCall,
): Promise<DeleteBillingKeyAnswer> {
  const billingKey = call.right['billingKey']
  const answer = await callTestPg(context, {
    method: 'POST',
    path: '/v1/billing-keys/delete',
    body: { billingKey: typeof billingKey === 'string' ? billingKey : '' },
  })
  if (answer.kind === 'answered') return { kind: 'deleted' }
  if (answer.kind === 'declined' && answer.pgCode === 'NO_SUCH_BILLING_KEY') return { kind: 'deleted' }
  return answer
}

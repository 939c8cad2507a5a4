import type {
  ApproveAnswer,
  BeginAnswer,
  BillingInstrument,
  BillingOrder,
  ChargeCall,
  DeleteBillingKeyAnswer,
  DeleteBillingKeyCall,
  GatewayContext,
  IssueAnswer,
  IssueCall,
  ReturnUrls,
} from '../port.ts'
import { present, text } from '../wire/reading.ts'
import type { WireRecord } from '../wire/reading.ts'
import { callTosspay, certain } from './api.ts'
import { instant, readCard, toApproval } from './approval.ts'
import { productDesc } from './check-order.ts'
import { trustedPage } from './environment.ts'
import { amounts, extrasOf, textOf } from './extras.ts'
import { memoryOf, returnAddress } from './read-return.ts'

/** `v1/billing-key`: the key is there at once and can be charged once the buyer has agreed in the window. */
export async function beginIssue(
  context: GatewayContext,
  order: BillingOrder,
  urls: ReturnUrls,
): Promise<BeginAnswer> {
  const userId = order.customer.customerId ?? ''
  const visit = context.randomText().slice(0, 22)
  const answer = await callTosspay(context, '/api/v1/billing-key', {
    userId,
    productDesc: productDesc(order.issueName ?? '정기결제'),
    resultCallback: urls.notifyUrl,
    returnSuccessUrl: returnAddress(urls.returnUrl, visit),
    returnFailureUrl: returnAddress(urls.returnUrl, visit, 'left'),
    ...present({ encryptedUserCi: textOf(extrasOf(order.bypass)['encryptedUserCi']) }),
  })
  if (answer.kind !== 'done') return answer
  const billingKey = text(answer.fields, 'billingKey')
  const url = trustedPage(context.environment, text(answer.fields, 'checkoutUri'))
  if (billingKey === undefined || url === undefined)
    return { kind: 'silent', reason: 'the answer names no key, or a page that is not Toss Pay’s' }
  return { kind: 'begun', handOff: { kind: 'redirect', url }, memory: memoryOf(visit, billingKey) }
}

/** `v1/billing-key/status`, which is asked by user. Only an active key that is the one we were given counts. */
export async function issueBillingKey(context: GatewayContext, call: IssueCall): Promise<IssueAnswer> {
  const { billingKey } = call.proof
  const userId = call.order.customer.customerId
  if (typeof billingKey !== 'string' || userId === undefined)
    return { kind: 'declined', pgCode: '', pgMessage: 'The registration was never begun.' }
  const answer = await callTosspay(context, '/api/v1/billing-key/status', { userId })
  if (answer.kind !== 'done') return answer
  const { fields, raw } = answer
  const named = text(fields, 'billingKey')
  if (named !== undefined && named !== billingKey)
    return { kind: 'silent', reason: 'the status is of another key' }
  const status = text(fields, 'status')
  switch (status) {
    case 'ACTIVE':
      return {
        kind: 'issued',
        right: { billingKey, userId },
        instrument: instrumentOf(fields),
        at: instant(text(fields, 'processedTs')) ?? context.now,
        raw,
      }
    case 'REMOVE':
    case 'FAIL':
    case 'CANCEL':
      return {
        kind: 'declined',
        pgCode: status,
        pgMessage: '토스페이에서 정기결제가 등록되지 않았습니다.',
        raw,
      }
    default:
      return { kind: 'silent', reason: `the key is ${status ?? 'in no known state'}` }
  }
}

function instrumentOf(fields: WireRecord): BillingInstrument {
  const card = text(fields, 'payMethod') === 'CARD' ? { card: readCard(fields) } : {}
  return { type: 'EASY_PAY', provider: 'TOSSPAY', ...card }
}

/**
 * `v1/billing-key/bill`. An order number is charged once. What a repeat would be answered is not documented, so after
 * silence the status of the order decides and nothing is repeated.
 */
export async function chargeBillingKey(context: GatewayContext, call: ChargeCall): Promise<ApproveAnswer> {
  const { order, right } = call
  const { billingKey } = right
  if (typeof billingKey !== 'string')
    return { kind: 'declined', pgCode: '', pgMessage: 'The billing key is incomplete.' }
  const extras = extrasOf(order.bypass)
  const answer = certain(
    await callTosspay(context, '/api/v1/billing-key/bill', {
      billingKey,
      orderNo: order.pgOrderId,
      productDesc: productDesc(order.orderName),
      ...amounts(order.amount.minor, order.taxFreeMinor, order.vatMinor),
      ...present({
        spreadOut: order.card?.installmentMonth,
        cashReceiptTradeOption:
          textOf(extras['cashReceiptTradeOption']) ?? (order.isCulturalExpense ? 'CULTURE' : undefined),
      }),
    }),
  )
  return answer.kind === 'done' ? toApproval(context, answer.fields, answer.raw, order) : answer
}

/** Refusals that mean that the key can be charged no more. */
const gone: ReadonlySet<string> = new Set(['COMMON_BILLING_KEY_NOT_FOUND'])

/** `v1/billing-key/remove`. Some contracts do not allow it (`BILLING_KEY_REMOVE_NOT_ALLOWED_SHOP`). */
export async function deleteBillingKey(
  context: GatewayContext,
  { right }: DeleteBillingKeyCall,
): Promise<DeleteBillingKeyAnswer> {
  const billingKey = typeof right['billingKey'] === 'string' ? right['billingKey'] : ''
  const answer = await callTosspay(context, '/api/v1/billing-key/remove', { billingKey })
  if (answer.kind === 'done' || (answer.kind === 'declined' && gone.has(answer.pgCode)))
    return { kind: 'deleted' }
  return answer
}

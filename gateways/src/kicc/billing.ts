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
import { child, present, text } from '../wire/reading.ts'
import { callKicc, seoulDate } from './api.ts'
import { instant, readCard, toApproval } from './approval.ts'
import { customerInfo, goodsName, openWindow } from './begin.ts'

/** The window in which a card is registered: amount 0, method 81; number, expiry and birth date are asked for. */
export function beginIssue(
  context: GatewayContext,
  order: BillingOrder,
  urls: ReturnUrls,
): Promise<BeginAnswer> {
  return openWindow(context, {
    shopOrderNo: order.pgIssueId,
    amount: 0,
    payMethodTypeCode: '81',
    returnUrl: urls.returnUrl,
    deviceTypeCode: order.device === 'PC' ? 'pc' : 'mobile',
    langFlag: order.locale === 'EN_US' ? 'ENG' : 'KOR',
    orderInfo: {
      goodsName: goodsName(order.issueName ?? '정기결제 등록'),
      customerInfo: customerInfo(order.customer),
    },
    payMethodInfo: { billKeyMethodInfo: { certType: '2' } },
  })
}

/** The approval of such a window answers the key where a payment's has the card number; the card itself is masked beside it. */
export async function issueBillingKey(context: GatewayContext, call: IssueCall): Promise<IssueAnswer> {
  const { authorizationId } = call.proof
  if (typeof authorizationId !== 'string')
    return { kind: 'declined', pgCode: '', pgMessage: 'The return carries no authorization.' }
  const answer = await callKicc(context, {
    path: '/api/ep9/trades/approval',
    body: {
      shopTransactionId: call.order.pgIssueId,
      authorizationId,
      shopOrderNo: call.order.pgIssueId,
      approvalReqDate: seoulDate(context.now),
    },
  })
  if (answer.kind !== 'done') return answer
  const { fields, raw } = answer
  const info = child(fields, 'paymentInfo') ?? {}
  const card = child(info, 'cardInfo') ?? {}
  const batchKey = text(card, 'cardNo')
  if (text(fields, 'shopOrderNo') !== call.order.pgIssueId || batchKey === undefined)
    return { kind: 'silent', reason: 'the answer names no key, or another registration' }
  const { cardNo: _key, ...shown } = card
  return {
    kind: 'issued',
    right: { batchKey },
    instrument: { type: 'CARD', card: readCard(info, shown) },
    at: instant(text(fields, 'transactionDate')) ?? context.now,
    raw: raw.replaceAll(batchKey, '********'),
    ...present({ pgTxId: text(fields, 'pgCno'), pgMerchantId: text(fields, 'mallId') }),
  }
}

/** `POST /api/trades/approval/batch`. Not idempotent: a lost answer is settled by inquiry, by our order number. */
export async function chargeBillingKey(context: GatewayContext, call: ChargeCall): Promise<ApproveAnswer> {
  const { order, right } = call
  if (typeof right['batchKey'] !== 'string')
    return { kind: 'declined', pgCode: '', pgMessage: 'The billing key is incomplete.' }
  const months = order.card?.installmentMonth ?? 0
  const answer = await callKicc(context, {
    path: '/api/trades/approval/batch',
    body: {
      shopTransactionId: order.pgOrderId,
      shopOrderNo: order.pgOrderId,
      approvalReqDate: seoulDate(context.now),
      amount: order.amount.minor,
      currency: '00',
      orderInfo: { goodsName: goodsName(order.orderName), customerInfo: customerInfo(order.customer) },
      payMethodInfo: {
        billKeyMethodInfo: { batchKey: right['batchKey'] },
        cardMethodInfo: { installmentMonth: months === 1 ? 0 : months },
      },
      ...(order.taxFreeMinor > 0
        ? {
            taxInfo: {
              taxAmount: order.amount.minor - order.taxFreeMinor - order.vatMinor,
              freeAmount: order.taxFreeMinor,
              vatAmount: order.vatMinor,
            },
          }
        : {}),
    },
  })
  return answer.kind === 'done' ? toApproval(context, answer, order, true) : answer
}

/**
 * `POST /api/trades/removeBatchKey`. KICC publishes no list of failure codes, so a key that it does not know cannot be told
 * from one that it will not give up.
 */
export async function deleteBillingKey(
  context: GatewayContext,
  { right }: DeleteBillingKeyCall,
): Promise<DeleteBillingKeyAnswer> {
  const answer = await callKicc(context, {
    path: '/api/trades/removeBatchKey',
    body: {
      shopTransactionId: context.randomText(),
      batchKey: right['batchKey'],
      removeReqDate: seoulDate(context.now),
    },
  })
  return answer.kind === 'done' ? { kind: 'deleted' } : answer
}

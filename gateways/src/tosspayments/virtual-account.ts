import type { ApproveAnswer, GatewayContext, Order } from '../port.ts'
import { firstCharacters } from '../wire/characters.ts'
import { present } from '../wire/reading.ts'
import { seoulLocal } from '../wire/seoul-time.ts'
import { callToss } from './api.ts'
import { toApproval } from './approval.ts'
import { bankCodeOf, cashReceiptOnWire } from './codes.ts'

/**
 * `POST /v1/virtual-accounts`: a virtual account without a window (core API reference). A repeat with the same idempotency
 * key gets the first answer.
 */
export async function issueVirtualAccount(
  context: GatewayContext,
  { order, idempotencyKey }: { readonly order: Order; readonly idempotencyKey: string },
): Promise<ApproveAnswer> {
  const { virtualAccount: account, customer, amount } = order
  const bank = account?.bank === undefined ? undefined : bankCodeOf(account.bank)
  const customerName = account?.remitteeName ?? customer.fullName
  if (amount.currency !== 'KRW') return refused('가상계좌는 원화로만 발급됩니다.')
  if (account?.accountType === 'FIXED')
    return refused('토스페이먼츠의 고정식 가상계좌는 나루에서 발급할 수 없습니다.')
  if (bank === undefined || customerName === undefined || customerName === '')
    return refused('토스페이먼츠의 가상계좌 발급에는 은행과 구매자 이름이 필요합니다.')
  const answer = await callToss(context, {
    method: 'POST',
    path: '/v1/virtual-accounts',
    body: {
      amount: amount.minor,
      orderId: order.pgOrderId,
      orderName: firstCharacters(order.orderName, 100),
      customerName: firstCharacters(customerName, 100),
      bank,
      ...(account?.expiresAt === undefined ? {} : { dueDate: seoulLocal(account.expiresAt) }),
      ...(order.taxFreeMinor > 0 ? { taxFreeAmount: order.taxFreeMinor } : {}),
      ...(order.isEscrow ? { useEscrow: true } : {}),
      ...cashReceiptOf(account),
      ...present({
        customerEmail: customer.email,
        customerMobilePhone: customer.phoneNumber?.replaceAll(/\D/g, '') || undefined,
      }),
    },
    idempotencyKey,
  })
  switch (answer.kind) {
    case 'silent':
      return answer
    case 'payment':
      return answer.payment.status === 'WAITING_FOR_DEPOSIT'
        ? toApproval(answer.payment, 'VIRTUAL_ACCOUNT_ISSUED', order, context.now)
        : { kind: 'silent', reason: `issued, but the payment is ${answer.payment.status}` }
    case 'refused':
      // An earlier try of this very order went through; the books tell how it stands.
      return answer.code === 'DUPLICATED_ORDER_ID' || answer.code === 'ALREADY_PROCESSED_PAYMENT'
        ? { kind: 'silent', reason: `the account was issued before (${answer.code})` }
        : { kind: 'declined', pgCode: answer.code, pgMessage: answer.message, raw: answer.raw }
  }
}

function cashReceiptOf(account: Order['virtualAccount']): object {
  const type = account?.cashReceiptType && cashReceiptOnWire(account.cashReceiptType)
  return type
    ? { cashReceipt: { type, ...present({ registrationNumber: account?.customerIdentifier }) } }
    : {}
}

/** Nothing was sent to the PG. */
function refused(pgMessage: string): ApproveAnswer {
  return { kind: 'declined', pgCode: '', pgMessage }
}

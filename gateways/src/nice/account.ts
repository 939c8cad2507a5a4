import type { ApproveAnswer, GatewayContext, Order } from '../port.ts'
import { callNice, mid } from './api.ts'
import { toApproval } from './approval.ts'
import { buyerFields, goodsName, limits, plainText } from './begin.ts'
import { standardBankCode } from '../wire/standard-banks.ts'
import { niceHosts } from './environment.ts'
import { seoulStamp } from '../wire/seoul-time.ts'
import { tidOf, trades } from './tid.ts'

/** `get_vacount.jsp`: a virtual account without a window. Bank and end are required (webapi guide, virtual accounts). */
export async function issueVirtualAccount(
  context: GatewayContext,
  { order }: { readonly order: Order },
): Promise<ApproveAnswer> {
  const { virtualAccount: account } = order
  const bank = account?.bank === undefined ? undefined : standardBankCode(account.bank)
  if (bank === undefined || account?.expiresAt === undefined)
    return {
      kind: 'declined',
      pgCode: '',
      pgMessage: '나이스페이먼츠의 가상계좌 발급에는 은행과 입금 기한이 필요합니다.',
    }
  const amount = String(order.amount.minor)
  const answer = await callNice(context, {
    url: `${niceHosts(context.environment).webApi}/webapi/get_vacount.jsp`,
    fields: {
      TID: tidOf(mid(context), trades.account, order, context.now),
      Moid: order.pgOrderId,
      Amt: amount,
      GoodsName: goodsName(order.orderName),
      BankCode: bank,
      VbankExpDate: seoulStamp(account.expiresAt).slice(0, 12),
      ...(account.remitteeName === undefined
        ? {}
        : { VbankAccountName: plainText(account.remitteeName, limits.buyerName) }),
      ...receiptFields(account),
      ...buyerFields(order.customer),
    },
    signed: (ediDate) => [mid(context), amount, ediDate, order.pgOrderId],
    done: ['4100'],
  })
  if (answer.kind !== 'done') return answer
  // What this answer leaves out is what the call named.
  const fields = { Amt: amount, Moid: order.pgOrderId, ...answer.fields }
  return toApproval(context, { ...answer, fields }, order, { signature: false })
}

/** 1 for a person's phone, 2 for a company's number, 0 for none. */
function receiptFields(account: NonNullable<Order['virtualAccount']>): Record<string, string> {
  const number = account.customerIdentifier?.replaceAll(/\D/g, '') ?? ''
  const type = number === '' ? '0' : (receiptTypes[account.cashReceiptType ?? ''] ?? '0')
  return { CashReceiptType: type, ReceiptTypeNo: type === '0' ? '' : number }
}

const receiptTypes: Readonly<Record<string, string>> = { PERSONAL: '1', CORPORATE: '2' }

import type { ApproveAnswer, GatewayContext, Order } from '../port.ts'
import { present, text, wholeNumber } from '../wire/reading.ts'
import type { WireRecord } from '../wire/reading.ts'
import { fromSeoulDigits, seoulStamp } from '../wire/seoul-time.ts'
import { memoryOf } from './approval-facts.ts'
import { buyerFields, refused, SHOP_URL } from './charge-card.ts'
import { bankCodeOf, bankOf } from './codes.ts'
import { callV1 } from './iniapi.ts'
import { goodsName, priceOf } from './window-words.ts'

/**
 * `POST /api/v1/formpay`, `Pay` / `Vacct`: a virtual account without a window (needs a contract of its own). Open merchant
 * code shows the request (`bankCode`, `nmInput`; hash tail order number and price); neither its other names nor the answer
 * are public. Those are the simulator's, and nobody else is spoken to.
 */
export async function issueVirtualAccount(
  context: GatewayContext,
  { order }: { readonly order: Order },
): Promise<ApproveAnswer> {
  if (context.environment.kind !== 'simulator')
    return {
      kind: 'declined',
      pgCode: 'SIMULATOR_ONLY',
      pgMessage: 'KG이니시스가 API로 가상계좌를 발급하는 응답은 공개되어 있지 않아 시뮬레이터에서만 됩니다.',
    }
  const { virtualAccount: account, amount } = order
  const bankCode = account?.bank === undefined ? undefined : bankCodeOf(account.bank)
  if (amount.currency !== 'KRW') return refused('가상계좌는 원화로만 발급됩니다.')
  if (account?.accountType === 'FIXED') return refused('KG이니시스의 고정식 가상계좌는 발급할 수 없습니다.')
  if (bankCode === undefined || account?.expiresAt === undefined)
    return refused('KG이니시스의 가상계좌 발급에는 은행과 입금 기한이 필요합니다.')
  const buyer = buyerFields(order.customer)
  if ('kind' in buyer) return buyer
  const price = priceOf(order)
  const end = seoulStamp(account.expiresAt)
  const answer = await callV1(context, {
    path: '/api/v1/formpay',
    type: 'Pay',
    paymethod: 'Vacct',
    fields: {
      url: SHOP_URL,
      moid: order.pgOrderId,
      goodName: goodsName(order.orderName),
      ...buyer,
      price,
      bankCode,
      dtInput: end.slice(0, 8),
      tmInput: end.slice(8, 12),
      nmInput: account.remitteeName ?? buyer.buyerName,
    },
    hashTail: [order.pgOrderId, price],
  })
  return answer.kind === 'done' ? toIssued(context, order, answer.fields, answer.raw) : answer
}

function toIssued(context: GatewayContext, order: Order, fields: WireRecord, raw: string): ApproveAnswer {
  const tid = text(fields, 'tid')
  const accountNumber = text(fields, 'vacct')
  if (tid === undefined || accountNumber === undefined)
    return { kind: 'silent', reason: 'issued, but without TID or account number' }
  const at = fromSeoulDigits(text(fields, 'payDate'), text(fields, 'payTime')) ?? context.now
  const method = {
    type: 'VIRTUAL_ACCOUNT' as const,
    virtualAccount: {
      accountNumber,
      accountType: 'NORMAL' as const,
      issuedAt: at,
      ...present({
        bank: bankOf(text(fields, 'bankCode')),
        remitteeName: text(fields, 'vacctName'),
        expiredAt: fromSeoulDigits(text(fields, 'validDate'), text(fields, 'validTime')),
      }),
    },
  }
  return {
    kind: 'approved',
    state: 'VIRTUAL_ACCOUNT_ISSUED',
    pgTxId: tid,
    pgOrderId: text(fields, 'moid') ?? order.pgOrderId,
    amount: { minor: wholeNumber(fields, 'price') ?? order.amount.minor, currency: order.amount.currency },
    method,
    at,
    memory: memoryOf(method),
    raw,
    ...present({ pgMerchantId: text(fields, 'mid') }),
  }
}

import type { GatewayContext, InquireAnswer, InquireCall, PaidMethod } from '../port.ts'
import { present } from '../wire/reading.ts'
import { receiptUrlOf, rememberedAccount } from './approval-facts.ts'
import { tradeByOid, tradeByTid } from './books.ts'
import type { Trade } from './books.ts'

/** Asks the PG's books by TID, or by our order number when the TID was lost. */
export async function inquire(context: GatewayContext, call: InquireCall): Promise<InquireAnswer> {
  const { order, pgTxId } = call
  const trade =
    pgTxId === undefined ? await tradeByOid(context, order.pgOrderId) : await tradeByTid(context, pgTxId)
  if (trade.kind === 'silent') return trade
  if (trade.oid !== undefined && trade.oid !== order.pgOrderId)
    return { kind: 'silent', reason: 'the inquiry answered about another order' }
  return readBooks(context, call, trade)
}

function readBooks(context: GatewayContext, call: InquireCall, trade: Trade): InquireAnswer {
  switch (trade.status) {
    case '9':
      // The window may still be open, or our approve call still be running.
      return { kind: 'not-approved', final: false, pgCode: trade.status, pgMessage: '거래 없음' }
    case '0':
    case '1':
    case 'Y':
      return approved(context, call, trade, 'PAID')
    case 'N':
    case 'C':
      return approved(context, call, trade, 'VIRTUAL_ACCOUNT_ISSUED')
  }
}

function approved(
  context: GatewayContext,
  { order, pgTxId, memory }: InquireCall,
  trade: Trade,
  state: 'PAID' | 'VIRTUAL_ACCOUNT_ISSUED',
): InquireAnswer {
  const tid = trade.tid ?? pgTxId
  if (tid === undefined) return { kind: 'silent', reason: 'the inquiry names no TID' }
  if (pgTxId !== undefined && tid !== pgTxId)
    return { kind: 'silent', reason: 'the inquiry answered about another TID' }
  const method = methodOf(order.payMethod, memory, state)
  if (method === undefined)
    return { kind: 'silent', reason: 'an account was issued, but its number was in the lost answer' }

  const isReduced = trade.isPartlyCancelled || trade.status === '1' || trade.status === 'C'
  // Once something was given back the books tell the rest only; the original price is then the order's.
  const totalMinor = isReduced ? order.amount.minor : trade.balanceMinor
  const cancelledMinor = totalMinor - trade.balanceMinor
  if (cancelledMinor < 0) return { kind: 'silent', reason: 'more remains than was ever to be paid' }
  return {
    kind: 'approved',
    approval: {
      kind: 'approved',
      state,
      pgTxId: tid,
      pgOrderId: order.pgOrderId,
      amount: { minor: totalMinor, currency: order.amount.currency },
      method,
      at: trade.approvedAt ?? context.now,
      raw: trade.raw,
      ...present({ receiptUrl: receiptUrlOf(context.environment, tid) }),
    },
    cancelledMinor,
    // The books list no single cancels.
    cancels: [],
  }
}

/** The inquiry does not tell how it was paid: what the approve answer told is remembered, the rest was asked for. */
function methodOf(
  payMethod: InquireCall['order']['payMethod'],
  memory: InquireCall['memory'],
  state: 'PAID' | 'VIRTUAL_ACCOUNT_ISSUED',
): PaidMethod | undefined {
  switch (payMethod) {
    case 'CARD':
      return { type: payMethod, card: {} }
    case 'GIFT_CERTIFICATE':
      return { type: payMethod, approvalNumber: '' }
    case 'VIRTUAL_ACCOUNT': {
      const virtualAccount =
        rememberedAccount(memory) ?? (state === 'PAID' ? { accountNumber: '' } : undefined)
      return virtualAccount && { type: payMethod, virtualAccount }
    }
    case 'TRANSFER':
    case 'MOBILE':
    case 'EASY_PAY':
      return { type: payMethod }
  }
}

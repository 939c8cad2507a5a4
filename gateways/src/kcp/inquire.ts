import type { GatewayContext, InquireAnswer, InquireCall, PaidMethod } from '../port.ts'
import { text, wholeNumber } from '../wire/reading.ts'
import type { WireRecord } from '../wire/reading.ts'
import { callKcp, type KcpAnswer } from './api.ts'
import { rememberedAccount } from '../deposit-note.ts'
import { instant, readCard } from './approval.ts'
import { methodWords } from './codes.ts'

/** Asks KCP's books by `tno`; no public inquiry takes an order number. */
export async function inquire(context: GatewayContext, call: InquireCall): Promise<InquireAnswer> {
  const { order, pgTxId, memory } = call
  if (pgTxId === undefined)
    return { kind: 'silent', reason: 'KCP can be asked by tno only, and the answer that named it was lost' }
  const answer = await lookUp(context, pgTxId, order.payMethod)
  if (answer.kind === 'silent') return answer
  // A refused signer, say, tells nothing about the trade.
  if (answer.kind === 'declined' && !isUnknownTrade(answer.pgMessage))
    return { kind: 'silent', reason: `the inquiry was refused (${answer.pgCode})` }
  if (answer.kind === 'declined')
    return { kind: 'not-approved', final: false, pgCode: answer.pgCode, pgMessage: answer.pgMessage }
  const { fields, raw } = answer
  if (text(fields, 'tno') !== pgTxId)
    return { kind: 'silent', reason: 'the inquiry answered about another tno' }
  const amountMinor = wholeNumber(fields, 'amount')
  if (amountMinor === undefined) return { kind: 'silent', reason: 'the inquiry names no amount' }
  const method = methodOf(order.payMethod, fields, memory)
  if (method === undefined) return { kind: 'silent', reason: 'the account was in the lost answer' }
  const balanceMinor = balanceOf(fields, amountMinor)
  if (balanceMinor === undefined || balanceMinor > amountMinor)
    return { kind: 'silent', reason: `the inquiry names the state ${stateOf(fields) ?? 'of nothing'}` }
  return {
    kind: 'approved',
    approval: {
      kind: 'approved',
      // Whether an account was paid into, the public inquiry does not tell; the deposit note does.
      state: order.payMethod === 'VIRTUAL_ACCOUNT' ? 'VIRTUAL_ACCOUNT_ISSUED' : 'PAID',
      pgTxId,
      pgOrderId: order.pgOrderId,
      amount: { minor: amountMinor, currency: order.amount.currency },
      method,
      at: instant(text(fields, 'app_time')) ?? context.now,
      raw,
    },
    cancelledMinor: amountMinor - balanceMinor,
    cancels: [],
  }
}

/** The codes are not published; the sentence says whether the signer or the transaction is at fault. */
export const isUnknownTrade = (pgMessage: string): boolean =>
  /(거래|원거래|tno).*(없|존재하지|not\s*found)/i.test(pgMessage)

/** `POST /std/inquery`; the signature covers site code, tno and pay type (inquiry guide). */
export function lookUp(
  context: GatewayContext,
  tno: string,
  payMethod: InquireCall['order']['payMethod'],
): Promise<KcpAnswer> {
  const { payType } = methodWords[payMethod]
  return callKcp(context, {
    path: '/std/inquery',
    body: { pay_type: payType, tno },
    signed: [tno, payType],
  })
}

function stateOf(fields: WireRecord): string | undefined {
  return (
    text(fields, 'stat_ca_cd') ??
    text(fields, 'stat_bk_cd') ??
    text(fields, 'stat_hp_cd') ??
    text(fields, 'shop_status')
  )
}

/** What is left of the payment; undefined when the books say something that we cannot read. */
export function balanceOf(fields: WireRecord, amountMinor: number): number | undefined {
  switch (stateOf(fields)) {
    case 'STSR':
    // Account inquiries name no state in public documents.
    case undefined:
      return amountMinor
    case 'STPC':
      return (
        wholeNumber(fields, 'rem_mny') ??
        wholeNumber(fields, 'bk_rem_mny') ??
        wholeNumber(fields, 'hp_rem_mny')
      )
    case 'STSC':
      return 0
    default:
      return undefined
  }
}

function methodOf(
  payMethod: InquireCall['order']['payMethod'],
  fields: WireRecord,
  memory: InquireCall['memory'],
): PaidMethod | undefined {
  switch (payMethod) {
    case 'CARD':
      return { type: payMethod, card: readCard(fields) }
    case 'GIFT_CERTIFICATE':
      return { type: payMethod, approvalNumber: text(fields, 'app_no') ?? '' }
    case 'VIRTUAL_ACCOUNT': {
      const virtualAccount = rememberedAccount(memory)
      return virtualAccount && { type: payMethod, virtualAccount }
    }
    case 'TRANSFER':
    case 'MOBILE':
    case 'EASY_PAY':
      return { type: payMethod }
  }
}

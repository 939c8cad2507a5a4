import type { CancelAnswer, CancelCall, Declined, GatewayContext } from '../port.ts'
import { present, text, wholeNumber } from '../wire/reading.ts'
import { fromSeoulDigits } from '../wire/seoul-time.ts'
import { alreadyCancelledCodes, cancelledCodes } from './codes.ts'
import { standardBankCode } from '../wire/standard-banks.ts'
import { callNice, merchantKey, mid, repeatOrUnsettled } from './api.ts'
import type { NiceAnswer } from './api.ts'
import { plainText, taxFields } from './begin.ts'
import { niceHosts } from './environment.ts'
import { askStatus } from './inquire.ts'
import { checkSignature } from './signature.ts'

const limits = { reason: 100, holderName: 10, account: 16, moid: 64 } as const

/**
 * `cancel_process.jsp`: all (0) or a part (1), an account that nobody paid into, or a deposit back to an account. The
 * guide wants an order number of its own for every part, so that no part is cancelled twice by mistake.
 *
 * It is signed with the merchant key; the cancel password of the channel form is no part of this wire.
 */
export async function cancel(context: GatewayContext, call: CancelCall): Promise<CancelAnswer> {
  const refund = refundFields(call)
  if (refund.kind === 'declined') return refund
  const amount = String(call.amountMinor)
  return readCancel(
    context,
    call,
    await callNice(context, {
      url: `${niceHosts(context.environment).pgApi}/webapi/cancel_process.jsp`,
      fields: {
        TID: call.pgTxId,
        Moid: call.isWhole ? call.order.pgOrderId : call.cancellationId.slice(-limits.moid),
        CancelAmt: amount,
        CancelMsg: plainText(call.reason, limits.reason) || '취소',
        PartialCancelCode: call.isWhole ? '0' : '1',
        ...refund.fields,
        ...taxesOf(call),
      },
      signed: (ediDate) => [mid(context), amount, ediDate],
      done: cancelledCodes,
      unsettled: call.isWhole ? repeatOrUnsettled : partUnsettled,
    }),
  )
}

/** Of a part, "cancelled already" may speak of this very part or of another. */
const partUnsettled: ReadonlySet<string> = new Set([...repeatOrUnsettled, ...alreadyCancelledCodes])

function taxesOf({
  order,
  amountMinor,
  taxFreeMinor,
  vatMinor,
  isWhole,
}: CancelCall): Record<string, string> {
  return order.taxFreeMinor === 0 || isWhole
    ? {}
    : taxFields({
        amount: { minor: amountMinor, currency: order.amount.currency },
        taxFreeMinor,
        vatMinor,
      })
}

/** A deposit goes back to an account that the buyer names; everything else goes back the way it came. */
function refundFields(
  call: CancelCall,
): { readonly kind: 'fields'; readonly fields: Readonly<Record<string, string>> } | Declined {
  if (call.methodType !== 'VIRTUAL_ACCOUNT' || call.isUnpaidVirtualAccount)
    return { kind: 'fields', fields: {} }
  const { refundAccount } = call
  const bank = refundAccount === undefined ? undefined : standardBankCode(refundAccount.bank)
  const number = refundAccount?.number.replaceAll(/\D/g, '') ?? ''
  if (refundAccount === undefined || bank === undefined || number === '' || number.length > limits.account)
    return {
      kind: 'declined',
      pgCode: '',
      pgMessage: '나이스페이먼츠로 환불할 수 있는 환불 계좌가 필요합니다.',
    }
  return {
    kind: 'fields',
    fields: {
      RefundAcctNo: number,
      RefundBankCd: bank,
      RefundAcctNm: plainText(refundAccount.holderName, limits.holderName),
    },
  }
}

function readCancel(context: GatewayContext, call: CancelCall, answer: NiceAnswer): CancelAnswer {
  if (answer.kind !== 'done') return answer
  const { fields, raw } = answer
  if (checkSignature(fields, ['TID', 'MID', 'CancelAmt'], merchantKey(context)) === 'wrong')
    return { kind: 'silent', reason: 'the signature of the answer does not fit' }
  const cancelledMinor = wholeNumber(fields, 'CancelAmt')
  if (cancelledMinor !== undefined && cancelledMinor !== call.amountMinor)
    return { kind: 'silent', reason: `asked for ${call.amountMinor}, NICE answered ${cancelledMinor}` }
  const tid = text(fields, 'TID')
  return {
    kind: 'approved',
    at: fromSeoulDigits(text(fields, 'CancelDate'), text(fields, 'CancelTime')) ?? context.now,
    raw,
    // A part gets a TID of its own, a whole cancel a number only.
    ...present({ pgCancellationId: tid === call.pgTxId ? text(fields, 'CancelNum') : tid }),
  }
}

/**
 * Whether this very cancel happened. The books tell "cancelled" or "approved" of the whole trade and no part of it: a
 * whole cancel can be told, a part or the rest cannot, and waits for a person who looks at the PG's admin pages.
 */
export async function inquireCancel(context: GatewayContext, call: CancelCall): Promise<CancelAnswer> {
  if (!call.isWhole)
    return { kind: 'silent', reason: 'NICE tells no partial cancels; look the trade up at its admin pages' }
  const books = await askStatus(context, call.pgTxId)
  if (books.kind === 'silent') return books
  switch (books.status) {
    case 'CANCELLED':
      return { kind: 'approved', at: context.now, raw: books.raw }
    case 'APPROVED':
      return { kind: 'declined', pgCode: '', pgMessage: '취소되지 않았습니다. (거래 조회)', raw: books.raw }
    case 'NONE':
      return { kind: 'silent', reason: 'the books know no such trade' }
  }
}

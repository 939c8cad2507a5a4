import type { CancelAnswer, CancelCall, Declined, GatewayContext } from '../port.ts'
import { present, text, wholeNumber } from '../wire/reading.ts'
import type { KiccAnswer } from './api.ts'
import { callKicc, seoulDate } from './api.ts'
import { instant } from './approval.ts'
import { plainText } from './begin.ts'
import { standardBankCode } from '../wire/standard-banks.ts'
import { isRunning, lookUp } from './inquire.ts'

/**
 * `POST /api/trades/revise`: 40 all, 32 a part of a card, 33 a part of a transfer or phone bill, 63 a deposit back to an
 * account at once, 61 for escrow. Our cancellation id is the number of the call, by which its outcome can be asked.
 */
export async function cancel(context: GatewayContext, call: CancelCall): Promise<CancelAnswer> {
  const kind = kindOf(call)
  if (kind.kind === 'declined') return kind
  return readCancel(context, call, await revise(context, call, kind.fields))
}

function revise(
  context: GatewayContext,
  call: CancelCall,
  fields: Readonly<Record<string, unknown>>,
): Promise<KiccAnswer> {
  return callKicc(context, {
    path: '/api/trades/revise',
    body: {
      shopTransactionId: shopTransactionId(call),
      pgCno: call.pgTxId,
      cancelReqDate: seoulDate(context.now),
      reviseMessage: plainText(call.reason, 100) || '취소',
      ...fields,
    },
    signed: [call.pgTxId, shopTransactionId(call)],
  })
}

/** At most 60 characters; ours are UUIDs, but a reversal's key is longer. */
function shopTransactionId({ cancellationId }: CancelCall): string {
  return cancellationId.slice(-60)
}

function kindOf(
  call: CancelCall,
): { readonly kind: 'fields'; readonly fields: Readonly<Record<string, unknown>> } | Declined {
  const { methodType, order, amountMinor, remainingMinor } = call
  const fields = (members: Readonly<Record<string, unknown>>) =>
    ({ kind: 'fields', fields: members }) as const
  if (methodType === 'VIRTUAL_ACCOUNT' && !call.isUnpaidVirtualAccount) return refund(call)
  if (order.isEscrow && (call.isWhole || call.isUnpaidVirtualAccount))
    return fields({ reviseTypeCode: '61', reviseSubTypeCode: 'ES02' })
  if (call.isWhole || call.isUnpaidVirtualAccount) return fields({ reviseTypeCode: '40' })
  return fields({
    reviseTypeCode: methodType === 'CARD' || methodType === 'EASY_PAY' ? '32' : '33',
    amount: amountMinor,
    // What could still be cancelled before this cancel: the PG refuses when its books say otherwise.
    remainAmount: amountMinor + remainingMinor,
    ...taxFields(call),
  })
}

/** Cancels name the taxed part `taxationAmount`; the window says `taxAmount`. */
function taxFields({ order, amountMinor, taxFreeMinor, vatMinor }: CancelCall): Record<string, unknown> {
  return order.taxFreeMinor === 0
    ? {}
    : {
        taxInfo: {
          taxationAmount: amountMinor - taxFreeMinor - vatMinor,
          taxFreeAmount: taxFreeMinor,
          vatAmount: vatMinor,
        },
      }
}

/** At once, with the holder's name checked by the bank: whole (10) or a part (11). */
function refund(call: CancelCall): ReturnType<typeof kindOf> {
  const { refundAccount } = call
  const bank = refundAccount === undefined ? undefined : standardBankCode(refundAccount.bank)
  if (refundAccount === undefined || bank === undefined)
    return { kind: 'declined', pgCode: '', pgMessage: '이지페이로 환불할 수 있는 환불 계좌가 필요합니다.' }
  return {
    kind: 'fields',
    fields: {
      reviseTypeCode: '63',
      reviseSubTypeCode: call.isWhole ? '10' : '11',
      ...(call.isWhole
        ? {}
        : { amount: call.amountMinor, remainAmount: call.amountMinor + call.remainingMinor }),
      ...taxFields(call),
      refundInfo: {
        refundBankCode: bank,
        refundAccountNo: refundAccount.number.replaceAll(/\D/g, ''),
        refundDepositName: plainText(refundAccount.holderName, 50),
      },
    },
  }
}

function readCancel(context: GatewayContext, call: CancelCall, answer: KiccAnswer): CancelAnswer {
  if (answer.kind === 'declined' && isRunning(answer.pgCode))
    return { kind: 'pending', ...present({ raw: answer.raw }) }
  if (answer.kind !== 'done') return answer
  const { fields, raw } = answer
  if (text(fields, 'oriPgCno') !== call.pgTxId)
    return { kind: 'silent', reason: 'the answer is about another transaction' }
  const cancelledMinor = wholeNumber(fields, 'cancelAmount')
  if (!call.isUnpaidVirtualAccount && cancelledMinor !== undefined && cancelledMinor !== call.amountMinor)
    return { kind: 'silent', reason: `asked for ${call.amountMinor}, KICC answered ${cancelledMinor}` }
  return {
    kind: 'approved',
    at: instant(text(fields, 'transactionDate')) ?? context.now,
    raw,
    ...present({ pgCancellationId: text(fields, 'cancelPgCno') }),
  }
}

/**
 * Whether this very cancel happened: the books answer what the call answered. A refund that still runs is asked for
 * again with `refundQueryFlag`, which starts nothing new.
 */
export async function inquireCancel(context: GatewayContext, call: CancelCall): Promise<CancelAnswer> {
  const books = await lookUp(context, shopTransactionId(call), call.requestedAt)
  if (books.kind === 'done' || books.kind === 'silent') return readCancel(context, call, books)
  const isRefund = call.methodType === 'VIRTUAL_ACCOUNT' && !call.isUnpaidVirtualAccount
  if (!isRefund || !isRunning(books.pgCode))
    return isRunning(books.pgCode)
      ? { kind: 'pending', ...present({ raw: books.raw }) }
      : { kind: 'declined', pgCode: books.pgCode, pgMessage: books.pgMessage, ...present({ raw: books.raw }) }
  const kind = kindOf(call)
  if (kind.kind === 'declined') return kind
  return readCancel(context, call, await revise(context, call, { ...kind.fields, refundQueryFlag: 'Y' }))
}

import { createHash } from 'node:crypto'
import type { CancelAnswer, CancelCall, GatewayContext } from '../port.ts'
import { firstCharacters } from '../wire/characters.ts'
import { present, text } from '../wire/reading.ts'
import type { WireRecord } from '../wire/reading.ts'
import { amountText, minorOf } from './amount.ts'
import { inquire } from './approve.ts'
import { callClassic, isClassic } from './classic.ts'
import { callOpenApi } from './open-api.ts'
import { languageOf, referenceOf } from './window-words.ts'

/**
 * Gives back all or a part. `refundid` is ours and unique, and `balance` is what could be given back before, which the PG
 * compares: a repeat of a cancel that happened names a balance that is no more.
 */
export async function cancel(context: GatewayContext, call: CancelCall): Promise<CancelAnswer> {
  const words = refundOf(call)
  const answer = isClassic(context)
    ? await callClassic(context, {
        txntype: 'REFUND',
        ref: words.reference,
        cur: words.currency,
        amt: words.total,
        refundtype: words.type,
        refundamt: words.amount,
        balance: words.balance,
        transid: call.pgTxId,
        refundid: words.refundId,
        reason: words.reason,
        lang: languageOf(call.order),
      })
    : await callOpenApi(context, `/v1/payments/${encodeURIComponent(call.pgTxId)}/cancel`, {
        mid: context.credentials['mid'] ?? '',
        payment: {
          order_id: words.reference,
          currency: words.currency,
          amount: words.total,
          balance: words.balance,
          lang: languageOf(call.order),
        },
        refund: {
          refund_type: words.type,
          refund_amount: words.amount,
          refund_id: words.refundId,
          reason: words.reason,
        },
      })
  if (answer.kind !== 'answered') return answer
  const code = text(answer.fields, 'rescode') ?? ''
  if (code !== '0000')
    return {
      kind: 'declined',
      pgCode: code,
      pgMessage: (text(answer.fields, 'resmsg') ?? '').trim(),
      raw: answer.raw,
    }
  return readRefunded(context, call, answer.fields, answer.raw)
}

function refundOf(call: CancelCall) {
  const { order, amountMinor, remainingMinor } = call
  const { currency } = order.amount
  return {
    reference: referenceOf(order.pgOrderId),
    currency,
    total: amountText(order.amount),
    type: call.isWhole ? 'F' : 'P',
    amount: amountText({ minor: amountMinor, currency }),
    balance: amountText({ minor: amountMinor + remainingMinor, currency }),
    refundId: refundIdOf(call.idempotencyKey),
    reason: firstCharacters(call.reason.trim() || '취소', 255),
  }
}

/** The length of `refundid` is not published; 30 characters, as for `ref`, that are the same for the same cancel. */
function refundIdOf(idempotencyKey: string): string {
  return createHash('sha256').update(idempotencyKey, 'utf8').digest('hex').slice(0, 30)
}

function readRefunded(
  context: GatewayContext,
  call: CancelCall,
  fields: WireRecord,
  raw: string,
): CancelAnswer {
  const { currency } = call.order.amount
  const told = text(fields, 'refundamt') ?? text(fields, 'refund_amount')
  if (told !== undefined && minorOf(told, currency) !== call.amountMinor)
    return { kind: 'silent', reason: 'the PG answered another amount than was asked for' }
  return {
    kind: 'approved',
    at: context.now,
    raw,
    ...present({ pgCancellationId: text(fields, 'refundtransid') ?? text(fields, 'refund_transaction_id') }),
  }
}

/** Refunds cannot be asked about, but the balance tells whether this one happened. */
export async function inquireCancel(context: GatewayContext, call: CancelCall): Promise<CancelAnswer> {
  const books = await inquire(context, { order: call.order, pgTxId: call.pgTxId })
  if (books.kind === 'silent') return books
  if (books.kind === 'not-approved')
    return { kind: 'silent', reason: `the books do not know the payment (${books.pgCode})` }
  const balanceMinor = books.approval.amount.minor - books.cancelledMinor
  const { raw } = books.approval
  if (balanceMinor === call.remainingMinor) return { kind: 'approved', at: context.now, raw }
  if (balanceMinor === call.remainingMinor + call.amountMinor)
    return { kind: 'declined', pgCode: '', pgMessage: '취소되지 않은 것을 조회로 확인했습니다.', raw }
  return { kind: 'silent', reason: `the books tell a balance of ${balanceMinor}` }
}

import type { GatewayContext, InquireAnswer, InquireCall } from '../port.ts'
import { text, wholeNumber } from '../wire/reading.ts'
import type { KiccAnswer } from './api.ts'
import { callKicc, seoulDate } from './api.ts'
import { rememberedAccount } from '../deposit-note.ts'
import { toApproval } from './approval.ts'

const DAY_MS = 86_400_000

/** The PG is still moving the money to the refund account (developer documentation, refund). */
export const isRunning = (code: string): boolean => code === 'VTIM' || code === 'VT00'

/**
 * Asks KICC's books by the number of our approval call. They answer what that call answered, with the state of now, and
 * tell of today and yesterday only.
 */
export async function inquire(context: GatewayContext, call: InquireCall): Promise<InquireAnswer> {
  const { order, pgTxId, memory, attemptedAt } = call
  const answer = await lookUp(context, order.pgOrderId, attemptedAt)
  if (answer.kind === 'silent') return answer
  if (answer.kind === 'declined')
    return { kind: 'not-approved', final: false, pgCode: answer.pgCode, pgMessage: answer.pgMessage }
  const { fields } = answer
  if (pgTxId !== undefined && text(fields, 'pgCno') !== pgTxId)
    return { kind: 'silent', reason: 'the inquiry answered about another transaction' }
  const approval = toApproval(context, answer, order, false)
  if (approval.kind === 'silent') return approval
  if (text(fields, 'shopOrderNo') !== order.pgOrderId)
    return { kind: 'silent', reason: 'the inquiry answered about another order' }
  const remembered = approval.method.type === 'VIRTUAL_ACCOUNT' ? rememberedAccount(memory) : undefined
  const cancelledMinor = cancelledOf(fields, approval.amount.minor)
  if (cancelledMinor === undefined)
    return { kind: 'silent', reason: 'the inquiry tells of a partial cancel and of no balance' }
  return {
    kind: 'approved',
    approval:
      remembered === undefined
        ? approval
        : { ...approval, method: { type: 'VIRTUAL_ACCOUNT', virtualAccount: remembered } },
    cancelledMinor,
    cancels: [],
  }
}

/** TS02 cancelled, TS06 partially cancelled, RF02 refunded; every other state has the whole amount. */
function cancelledOf(fields: Parameters<typeof text>[0], amountMinor: number): number | undefined {
  switch (text(fields, 'statusCode')) {
    case 'TS02':
    case 'RF02':
      return amountMinor
    case 'TS06': {
      const remainMinor = wholeNumber(fields, 'remainAmount')
      return remainMinor === undefined || remainMinor > amountMinor ? undefined : amountMinor - remainMinor
    }
    default:
      return 0
  }
}

/** No list of codes is public, so the sentence alone says that there is no such call; any other refusal says nothing of it. */
export const isUnknownTrade = (pgMessage: string): boolean =>
  /(거래|내역|승인).{0,10}(없|존재하지)|not\s*found/i.test(pgMessage)

/**
 * `POST /api/trades/retrieveTransaction` by the number of one of our calls: today's books, then yesterday's. `declined`
 * means that they certainly do not know it. What was called before yesterday they do not tell of, so not finding it is
 * silence.
 *
 * @param calledAt no later than the call; absent: it is known to be of these two days
 */
export async function lookUp(
  context: GatewayContext,
  shopTransactionId: string,
  calledAt: Date = context.now,
): Promise<KiccAnswer> {
  const ask = (at: Date) =>
    callKicc(context, {
      path: '/api/trades/retrieveTransaction',
      body: { shopTransactionId, transactionDate: seoulDate(at) },
    })
  const yesterday = new Date(context.now.getTime() - DAY_MS)
  const today = await ask(context.now)
  const answer = today.kind === 'declined' && isUnknownTrade(today.pgMessage) ? await ask(yesterday) : today
  if (answer.kind !== 'declined' || isRunning(answer.pgCode)) return answer
  if (!isUnknownTrade(answer.pgMessage))
    return { kind: 'silent', reason: `the inquiry was refused (${answer.pgCode})` }
  return seoulDate(calledAt) < seoulDate(yesterday)
    ? { kind: 'silent', reason: 'KICC tells of today and yesterday only' }
    : answer
}

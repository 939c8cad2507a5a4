import type { GatewayContext, InquireAnswer, InquireCall } from '../port.ts'
import { text, wholeNumber } from '../wire/reading.ts'
import type { KiccAnswer } from './api.ts'
import { callKicc, seoulDate } from './api.ts'
import { rememberedAccount, toApproval } from './approval.ts'

const DAY_MS = 86_400_000

/**
 * Asks KICC's books by the number of our approval call. They answer what that call answered, with the state of now, and
 * tell of today and yesterday only.
 */
export async function inquire(context: GatewayContext, call: InquireCall): Promise<InquireAnswer> {
  const { order, pgTxId, memory } = call
  const answer = await lookUp(context, order.pgOrderId)
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

/** `POST /api/trades/retrieveTransaction` by the number of one of our calls: today's books, then yesterday's. */
export async function lookUp(context: GatewayContext, shopTransactionId: string): Promise<KiccAnswer> {
  const ask = (at: Date) =>
    callKicc(context, {
      path: '/api/trades/retrieveTransaction',
      body: { shopTransactionId, transactionDate: seoulDate(at) },
    })
  const today = await ask(context.now)
  return today.kind === 'declined' ? ask(new Date(context.now.getTime() - DAY_MS)) : today
}

import type {
  ApproveAnswer,
  ApproveCall,
  GatewayContext,
  IncomingRequest,
  InquireAnswer,
  InquireCall,
  Order,
  Silent,
} from '../port.ts'
import { amountText } from './amount.ts'
import { callClassic, isClassic, secretKeyOf } from './classic.ts'
import { isGenuine, readParameters } from './fgkey.ts'
import { callOpenApi } from './open-api.ts'
import { messageOf } from './read-return.ts'
import { readResult, toAnswer, toBooks } from './result.ts'
import { withoutToken, withToken } from './token.ts'
import { languageOf, referenceOf } from './window-words.ts'

/**
 * The money is taken already; this finds out whether it is. What the buyer or the PG brought counts when it is signed
 * with our key, or when the PG says that it is its own message (`/v1/payments/verify`). A message that the PG does not
 * know proves nothing either way, so its books are asked, and as long as they know nothing, nobody does.
 */
export async function approve(context: GatewayContext, call: ApproveCall): Promise<ApproveAnswer> {
  const { order, proof } = call
  const { data } = proof
  const sender = typeof data === 'string' ? await authenticate(context, data) : undefined
  if (typeof data === 'string' && sender?.kind === 'genuine') {
    const told = toAnswer(context, order, readResult(readParameters(data)), withoutToken(data))
    if (told.kind !== 'silent') return order.issuesBillingKey === true ? withToken(told, data) : told
  }
  // The books do not know the token, so whoever is owed one waits until the PG says whose message it is.
  if (sender?.kind === 'silent' && order.issuesBillingKey === true) return sender
  const books = await inquire(context, call)
  switch (books.kind) {
    case 'approved':
      return books.approval
    case 'silent':
      return books
    case 'not-approved':
      return books.final
        ? { kind: 'declined', pgCode: books.pgCode, pgMessage: books.pgMessage }
        : books.pgCode === 'REGISTERED'
          ? { kind: 'pending' }
          : { kind: 'silent', reason: 'neither the message nor the books say that it was paid' }
  }
}

/** Whose message it is: by the signature where we hold the secret key, else the PG says. */
async function authenticate(
  context: GatewayContext,
  data: string,
): Promise<{ readonly kind: 'genuine' | 'forged' } | Silent> {
  const secretKey = secretKeyOf(context)
  if (secretKey !== '') return { kind: isGenuine(secretKey, readParameters(data)) ? 'genuine' : 'forged' }
  const answer = await callOpenApi(context, '/v1/payments/verify', { data })
  if (answer.kind === 'silent') return answer
  return { kind: answer.code === '0000' ? 'genuine' : 'forged' }
}

/** Before a status message may start anything: what it names could be anybody's transaction. */
export async function authenticateNotification(
  context: GatewayContext,
  request: IncomingRequest,
): Promise<{ readonly kind: 'genuine' | 'forged' } | Silent> {
  const message = messageOf(request)
  return message === undefined ? { kind: 'forged' } : authenticate(context, message.data)
}

/** By the PG's own number where it is known, else by ours; the latter answers about the latest of an order. */
export async function inquire(
  context: GatewayContext,
  { order, pgTxId }: Pick<InquireCall, 'order' | 'pgTxId'>,
): Promise<InquireAnswer> {
  const books = isClassic(context)
    ? await query(context, order, pgTxId)
    : await retrieve(context, order, pgTxId)
  // The latest of an order may be a refund, whose sum says nothing about what was paid.
  return books.kind === 'approved' &&
    pgTxId === undefined &&
    books.approval.amount.minor !== order.amount.minor
    ? { kind: 'silent', reason: 'the latest transaction of the order is of another amount' }
    : books
}

async function query(
  context: GatewayContext,
  order: Order,
  pgTxId: string | undefined,
): Promise<InquireAnswer> {
  const answer = await callClassic(context, {
    txntype: 'QUERY',
    keyfield: pgTxId === undefined ? 'REF' : 'TRANSID',
    ref: referenceOf(order.pgOrderId),
    cur: order.amount.currency,
    amt: amountText(order.amount),
    transid: pgTxId ?? '',
    lang: languageOf(order),
  })
  switch (answer.kind) {
    case 'answered':
      return toBooks(context, order, readResult(answer.fields), answer.raw)
    case 'declined':
      return { kind: 'not-approved', final: false, pgCode: answer.pgCode, pgMessage: answer.pgMessage }
    case 'silent':
      return answer
  }
}

async function retrieve(
  context: GatewayContext,
  order: Order,
  pgTxId: string | undefined,
): Promise<InquireAnswer> {
  const answer = await callOpenApi(context, '/v1/payments/retrieve', {
    mid: context.credentials['mid'] ?? '',
    key_field: pgTxId === undefined ? 'order_id' : 'transaction_id',
    payment: {
      order_id: referenceOf(order.pgOrderId),
      currency: order.amount.currency,
      amount: amountText(order.amount),
      transaction_id: pgTxId ?? '',
      lang: languageOf(order),
    },
  })
  return answer.kind === 'answered' ? toBooks(context, order, readResult(answer.fields), answer.raw) : answer
}

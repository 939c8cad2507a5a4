import type {
  ApproveAnswer,
  ApproveCall,
  BeginAnswer,
  GatewayContext,
  IncomingRequest,
  InquireAnswer,
  InquireCall,
  JsonObject,
  Order,
  ReturnReading,
  ReturnUrls,
} from '../../port.ts'
import { firstCharacters } from '../../wire/characters.ts'
import { present, text } from '../../wire/reading.ts'
import type { WireRecord } from '../../wire/reading.ts'
import { minorOf, wireValue } from '../amount.ts'
import { paypalHosts } from '../environment.ts'
import { notYet } from '../order-reading.ts'
import { callNvp } from './nvp.ts'

/** `SetExpressCheckout`: a token for three hours, and PayPal's page by redirect on every device. */
export async function beginExpress(
  context: GatewayContext,
  order: Order,
  urls: ReturnUrls,
): Promise<BeginAnswer> {
  const answer = await callNvp(context, 'SetExpressCheckout', {
    ...requestFields(order, urls.notifyUrl),
    RETURNURL: urls.returnUrl,
    CANCELURL: urls.closeUrl,
    NOSHIPPING: '1',
    ...present({ EMAIL: order.customer.email }),
  })
  if (answer.kind !== 'answered') return answer
  const token = text(answer.fields, 'TOKEN')
  if (token === undefined) return { kind: 'silent', reason: 'the answer names no token' }
  const query = new URLSearchParams({ token, useraction: 'commit' })
  return {
    kind: 'begun',
    handOff: { kind: 'redirect', url: `${paypalHosts(context.environment).checkout}?${query.toString()}` },
    // The approval repeats the fields of the request, its notification address among them.
    memory: { token, notifyUrl: urls.notifyUrl },
  }
}

function requestFields(order: Order, notifyUrl: string): Readonly<Record<string, string>> {
  const value = wireValue(order.amount) ?? ''
  return {
    PAYMENTREQUEST_0_PAYMENTACTION: 'Sale',
    PAYMENTREQUEST_0_AMT: value,
    PAYMENTREQUEST_0_ITEMAMT: value,
    PAYMENTREQUEST_0_CURRENCYCODE: order.amount.currency,
    PAYMENTREQUEST_0_INVNUM: order.pgOrderId,
    PAYMENTREQUEST_0_CUSTOM: order.pgOrderId,
    PAYMENTREQUEST_0_DESC: firstCharacters(order.orderName, 127),
    PAYMENTREQUEST_0_NOTIFYURL: notifyUrl,
    L_PAYMENTREQUEST_0_NAME0: firstCharacters(order.orderName, 127),
    L_PAYMENTREQUEST_0_AMT0: value,
    L_PAYMENTREQUEST_0_QTY0: '1',
  }
}

/** `RETURNURL?token=EC-…&PayerID=…`. A buyer who cancels goes to the close address instead. */
export function readExpressReturn(
  memory: JsonObject,
  { query }: Pick<IncomingRequest, 'query'>,
): ReturnReading {
  const { token, PayerID: payerId } = query
  if (token === undefined || payerId === undefined)
    return { kind: 'unreadable', reason: 'no token and payer' }
  if (token !== memory['token']) return { kind: 'unreadable', reason: 'the token is another one' }
  return { kind: 'authenticated', proof: { token, payerId } }
}

/** `DoExpressCheckoutPayment`. A token pays once; 10415 and 11607 say that it has. */
export async function approveExpress(context: GatewayContext, call: ApproveCall): Promise<ApproveAnswer> {
  const { token, payerId } = call.proof
  if (typeof token !== 'string' || typeof payerId !== 'string' || token !== call.memory['token'])
    return { kind: 'declined', pgCode: '', pgMessage: 'The return does not belong to this order.' }
  const { notifyUrl } = call.memory
  const answer = await callNvp(context, 'DoExpressCheckoutPayment', {
    ...requestFields(call.order, typeof notifyUrl === 'string' ? notifyUrl : ''),
    TOKEN: token,
    PAYERID: payerId,
  })
  switch (answer.kind) {
    case 'silent':
      return answer
    case 'declined':
      return answer.pgCode === '10415' || answer.pgCode === '11607' ? lookUp(context, call, token) : answer
    case 'answered':
      return readPayment(answer.fields, answer.raw, 'PAYMENTINFO_0_', {
        pgOrderId: call.order.pgOrderId,
        now: context.now,
      })
  }
}

async function lookUp(context: GatewayContext, call: ApproveCall, token: string): Promise<ApproveAnswer> {
  const books = await inquireExpress(context, { order: call.order, memory: { token } })
  if (books.kind === 'approved') return books.approval
  if (books.kind === 'silent') return books
  return books.final
    ? { kind: 'declined', pgCode: books.pgCode, pgMessage: books.pgMessage }
    : { kind: 'silent', reason: 'already completed, and not in the books' }
}

/** `GetExpressCheckoutDetails` names the transaction, `GetTransactionDetails` tells how it stands. */
export async function inquireExpress(context: GatewayContext, call: InquireCall): Promise<InquireAnswer> {
  const transactionId = call.pgTxId ?? (await transactionOf(context, call.memory['token']))
  if (typeof transactionId !== 'string') return transactionId
  const answer = await callNvp(context, 'GetTransactionDetails', { TRANSACTIONID: transactionId })
  if (answer.kind === 'silent') return answer
  if (answer.kind === 'declined') return notYet(answer.pgCode)
  const taken = readPayment(answer.fields, answer.raw, '', {
    pgOrderId: text(answer.fields, 'INVNUM') ?? '',
    now: context.now,
  })
  switch (taken.kind) {
    case 'approved': {
      const isBack = text(answer.fields, 'PAYMENTSTATUS') === 'Refunded'
      return {
        kind: 'approved',
        approval: taken,
        cancelledMinor: isBack ? taken.amount.minor : 0,
        cancels: [],
      }
    }
    case 'declined':
      return { kind: 'not-approved', final: true, pgCode: taken.pgCode, pgMessage: taken.pgMessage }
    case 'pending':
      return notYet('Pending')
    case 'silent':
      return taken
  }
}

async function transactionOf(
  context: GatewayContext,
  token: unknown,
): Promise<string | Exclude<InquireAnswer, { kind: 'approved' }>> {
  if (typeof token !== 'string') return notYet('UNKNOWN_TOKEN')
  const answer = await callNvp(context, 'GetExpressCheckoutDetails', { TOKEN: token })
  if (answer.kind === 'silent') return answer
  if (answer.kind === 'declined') return notYet(answer.pgCode)
  const transactionId = text(answer.fields, 'PAYMENTREQUEST_0_TRANSACTIONID')
  return transactionId ?? notYet(text(answer.fields, 'CHECKOUTSTATUS') ?? '')
}

/** `PAYMENTSTATUS` (DoExpressCheckoutPayment and GetTransactionDetails references). */
function readPayment(
  fields: WireRecord,
  raw: string,
  prefix: string,
  known: { readonly pgOrderId: string; readonly now: Date },
): ApproveAnswer {
  const at = (name: string) => text(fields, `${prefix}${name}`)
  const pgTxId = at('TRANSACTIONID')
  const currency = at('CURRENCYCODE') ?? ''
  const minor = minorOf(at('AMT'), currency)
  if (pgTxId === undefined || minor === undefined)
    return { kind: 'silent', reason: 'the answer names no transaction or no amount' }
  const status = at('PAYMENTSTATUS') ?? ''
  switch (status) {
    case 'Completed':
    case 'Processed':
    case 'Completed-Funds-Held':
    case 'Refunded':
    case 'Partially-Refunded': {
      const orderTime = new Date(at('ORDERTIME') ?? '')
      return {
        kind: 'approved',
        state: 'PAID',
        pgTxId,
        pgOrderId: known.pgOrderId,
        amount: { minor, currency },
        method: { type: 'EASY_PAY', provider: 'PAYPAL' },
        at: Number.isNaN(orderTime.getTime()) ? known.now : orderTime,
        raw,
      }
    }
    case 'Pending':
    case 'In-Progress':
      return { kind: 'pending', pgTxId, raw }
    case 'Denied':
    case 'Expired':
    case 'Failed':
    case 'Voided': {
      const pgCode = at('REASONCODE') ?? status
      return { kind: 'declined', pgCode: pgCode === 'None' ? status : pgCode, pgMessage: status, raw }
    }
    default:
      return { kind: 'silent', reason: `the payment is ${status}` }
  }
}

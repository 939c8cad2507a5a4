import type { IncomingRequest, JsonObject, ReturnReading } from '../port.ts'
import { text } from '../wire/reading.ts'

type Query = Pick<IncomingRequest, 'query'>

/**
 * Our address, saying which window it belongs to and, for a buyer who leaves, that he did: Toss Pay sends him there and adds
 * nothing that tells so.
 */
export function returnAddress(returnUrl: string, visit: string, end?: 'left'): string {
  const url = new URL(returnUrl)
  url.searchParams.set('visit', visit)
  if (end !== undefined) url.searchParams.set('end', end)
  return url.href
}

/** What each window that was opened is called at Toss Pay; later ones join the earlier. */
export function memoryOf(visit: string, name: string): JsonObject {
  return { [`visit-${visit}`]: name }
}

function remembered(memory: JsonObject, query: Query['query']): string | undefined {
  const key = `visit-${text(query, 'visit') ?? ''}`
  const name = Object.hasOwn(memory, key) ? memory[key] : undefined
  return typeof name === 'string' ? name : undefined
}

const left: ReturnReading = { kind: 'failed', pgCode: '', pgMessage: '', closedByBuyer: true }
const stranger: ReturnReading = { kind: 'unreadable', reason: 'of no window that we opened' }

/** `status=PAY_APPROVED&orderNo=…&payMethod=…`, unsigned. The payment's number is the one that we remember. */
export function readReturn(memory: JsonObject, { query }: Query): ReturnReading {
  const payToken = remembered(memory, query)
  if (payToken === undefined) return stranger
  if (text(query, 'end') === 'left') return left
  const status = text(query, 'status')
  const orderNo = text(query, 'orderNo')
  if ((status !== 'PAY_APPROVED' && status !== 'PAY_COMPLETE') || orderNo === undefined)
    return { kind: 'unreadable', reason: 'no status or order' }
  return { kind: 'authenticated', proof: { payToken }, pgTxId: payToken, claimedOrderId: orderNo }
}

/** `status=…&userId=…&billingKey=…&errorCode=…`. Whether the key may be charged is asked of Toss Pay. */
export function readIssueReturn(memory: JsonObject, { query }: Query): ReturnReading {
  const known = remembered(memory, query)
  if (known === undefined) return stranger
  if (text(query, 'end') === 'left') return left
  const errorCode = text(query, 'errorCode')
  if (errorCode !== undefined)
    return {
      kind: 'failed',
      pgCode: errorCode,
      pgMessage: text(query, 'msg') ?? '',
      closedByBuyer: errorCode === 'BILLING_KEY_REGISTRATION_CANCELLED',
    }
  const billingKey = text(query, 'billingKey')
  if (text(query, 'status') === undefined || billingKey === undefined)
    return { kind: 'unreadable', reason: 'no status or key' }
  return billingKey === known
    ? { kind: 'authenticated', proof: { billingKey } }
    : { kind: 'unreadable', reason: 'the return names another key' }
}

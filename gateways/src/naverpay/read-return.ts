import type { IncomingRequest, ReturnReading } from '../port.ts'
import { text } from '../wire/reading.ts'

type Query = Pick<IncomingRequest, 'query'>

/** `resultCode=Success&paymentId=…`, or a code of what went wrong. Nothing in it is signed. */
export function readReturn({ query }: Query): ReturnReading {
  const failed = readFailure(query)
  if (failed !== undefined) return failed
  const paymentId = text(query, 'paymentId')
  if (paymentId === undefined || paymentId.length > 100)
    return { kind: 'unreadable', reason: 'no payment number' }
  return { kind: 'authenticated', proof: { paymentId }, pgTxId: paymentId }
}

/** A registration comes back with what its approval wants. */
export function readIssueReturn({ query }: Query): ReturnReading {
  const failed = readFailure(query)
  if (failed !== undefined) return failed
  const reserveId = text(query, 'reserveId')
  const tempReceiptId = text(query, 'tempReceiptId')
  if (reserveId === undefined || tempReceiptId === undefined)
    return { kind: 'unreadable', reason: 'no reservation or receipt' }
  return { kind: 'authenticated', proof: { reserveId, tempReceiptId } }
}

function readFailure(query: Query['query']): ReturnReading | undefined {
  const code = text(query, 'resultCode')
  if (code === 'Success') return undefined
  if (code === undefined) return { kind: 'unreadable', reason: 'no resultCode' }
  // The sentence is shown as it is: Naver Pay's rules forbid adding to it.
  const pgMessage = text(query, 'resultMessage') ?? ''
  const closedByBuyer = code === 'UserCancel' || pgMessage === 'userCancel'
  return { kind: 'failed', pgCode: code, pgMessage, closedByBuyer }
}

import type { IncomingRequest, ReturnReading } from '../port.ts'
import { readPairs } from '../wire/form.ts'
import { text } from '../wire/reading.ts'

/** No list of codes is public; the sentence says that the buyer himself stopped. */
const closedByBuyer = /(사용자|고객|구매자|결제자).{0,12}(취소|중단|종료)|cancel/i

/** The form that the window posts: an authorization of at most 60 characters, or a code. Nothing in it is signed. */
export function readReturn(request: Pick<IncomingRequest, 'rawBody' | 'query'>): ReturnReading {
  const body = readPairs(request.rawBody)
  const fields = text(body, 'resCd') === undefined ? request.query : body
  const code = text(fields, 'resCd')
  if (code === undefined) return { kind: 'unreadable', reason: 'no resCd' }
  if (code !== '0000') {
    const pgMessage = text(fields, 'resMsg') ?? ''
    return { kind: 'failed', pgCode: code, pgMessage, closedByBuyer: closedByBuyer.test(pgMessage) }
  }
  const authorizationId = text(fields, 'authorizationId')
  const orderId = text(fields, 'shopOrderNo')
  if (authorizationId === undefined || authorizationId.length > 60 || orderId === undefined)
    return { kind: 'unreadable', reason: 'no authorization or order number' }
  return { kind: 'authenticated', proof: { authorizationId }, claimedOrderId: orderId }
}

import type { GatewayContext, IncomingRequest, Order, ReturnReading } from '../../port.ts'
import { readPairs } from '../../wire/form.ts'
import { present, text, toWholeNumber } from '../../wire/reading.ts'
import { SUCCESS } from './codes.ts'
import { wireMid } from './merchant.ts'
import { txIdOf } from './signature.ts'

/** Which code it has is not confirmed; the sentence says that the buyer himself stopped. */
const closedByBuyer = /(사용자|고객|구매자|결제자).{0,12}(취소|중단|종료)/

/**
 * The form that the window posts to `LGD_RETURNURL` (a few phones come by GET). Its key opens the approval and nothing in
 * it is believed: the approval names our own amount, and the answer tells whose order was paid.
 *
 * The number of the coming approval is made here and kept with the proof, because a rollback must name it.
 */
export function readReturn(
  context: Pick<GatewayContext, 'credentials' | 'mode' | 'now'>,
  order: Pick<Order, 'pgOrderId'>,
  request: Pick<IncomingRequest, 'rawBody' | 'query'>,
): ReturnReading {
  const body = readPairs(request.rawBody)
  const fields = text(body, 'LGD_RESPCODE') === undefined ? request.query : body
  const code = text(fields, 'LGD_RESPCODE')
  if (code === undefined) return { kind: 'unreadable', reason: 'no LGD_RESPCODE' }
  const named = text(fields, 'LGD_MID')
  if (named !== undefined && named !== wireMid(context))
    return { kind: 'unreadable', reason: 'the return is for another merchant id' }
  if (code !== SUCCESS) {
    const pgMessage = text(fields, 'LGD_RESPMSG') ?? ''
    return { kind: 'failed', pgCode: code, pgMessage, closedByBuyer: closedByBuyer.test(pgMessage) }
  }
  const payKey = text(fields, 'LGD_PAYKEY')
  if (payKey === undefined || !/^[A-Za-z0-9_-]{1,200}$/.test(payKey))
    return { kind: 'unreadable', reason: 'no LGD_PAYKEY of the PG' }
  return {
    kind: 'authenticated',
    proof: { payKey, txId: txIdOf(context, order.pgOrderId + payKey) },
    ...present({
      claimedOrderId: text(fields, 'LGD_OID'),
      claimedAmountMinor: toWholeNumber(text(fields, 'LGD_AMOUNT')),
    }),
  }
}

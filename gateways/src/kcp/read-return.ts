import type { IncomingRequest, ReturnReading } from '../port.ts'
import { readPairs } from '../wire/form.ts'
import { present, text, toWholeNumber } from '../wire/reading.ts'
import type { WireRecord } from '../wire/reading.ts'
import { orderIdOf } from './order-number.ts'

/** The sealed result of a window is some kilobytes. */
const SEALED_LENGTH_MAX = 20_000
/** The only code of "closed by the buyer" that is public (mobile window of an open-source shop). */
const CLOSED_CODE = '3001'

/** Reads the form that either window leaves behind: sealed data that only KCP opens, and a code. */
export function readReturn(request: Pick<IncomingRequest, 'rawBody' | 'query'>): ReturnReading {
  const body = readPairs(request.rawBody)
  const fields = text(body, 'res_cd') === undefined ? request.query : body
  const code = text(fields, 'res_cd')
  if (code === undefined) return { kind: 'unreadable', reason: 'no res_cd' }
  if (code !== '0000') {
    const pgMessage = text(fields, 'res_msg') ?? ''
    return {
      kind: 'failed',
      pgCode: code,
      pgMessage,
      closedByBuyer: code === CLOSED_CODE || /(사용자|고객|구매자).{0,12}취소/.test(pgMessage),
    }
  }
  const encData = text(fields, 'enc_data')
  const encInfo = text(fields, 'enc_info')
  const tranCd = text(fields, 'tran_cd')
  if (encData === undefined || encInfo === undefined || tranCd === undefined)
    return { kind: 'unreadable', reason: 'no sealed result' }
  if (encData.length > SEALED_LENGTH_MAX || encInfo.length > SEALED_LENGTH_MAX || !/^\d{8}$/.test(tranCd))
    return { kind: 'unreadable', reason: 'the sealed result is too large' }
  return {
    kind: 'authenticated',
    proof: {
      encData,
      encInfo,
      tranCd,
      ...present({ cashReceiptCode: text(fields, 'cash_tr_code') }),
    },
    ...claims(fields),
  }
}

/** PC: `ordr_chk` repeats order number and amount as the window had them. The phone names the order number. */
function claims(fields: WireRecord) {
  const [checkedOrder, checkedAmount] = (text(fields, 'ordr_chk') ?? '').split('|')
  const order = checkedOrder === '' || checkedOrder === undefined ? text(fields, 'ordr_idxx') : checkedOrder
  const amount = checkedAmount === undefined ? undefined : toWholeNumber(checkedAmount)
  return present({
    claimedOrderId: order === undefined ? undefined : orderIdOf(order),
    claimedAmountMinor: amount,
  })
}

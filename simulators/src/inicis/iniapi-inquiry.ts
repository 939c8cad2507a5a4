import { compactClock, compactDate } from '../desk/seoul-time.ts'
import type { ApiAnswer } from './iniapi-refund.ts'
import { balance, inquiryStatus } from './order.ts'
import type { InicisOrder } from './order.ts'

/** What the books say: `price` is what remains, `status` as in the INIAPI manual. An unknown order is status 9. */
export function inquiry(order: InicisOrder | undefined): ApiAnswer {
  const status = inquiryStatus(order)
  if (order === undefined || status === '9')
    return { resultCode: '00', resultMsg: '정상처리되었습니다.', tid: '', price: '0', status }

  const parts = order.entries.filter((entry) => entry.kind === 'cancel')
  const isUnpaid = order.state === 'ISSUED' || order.state === 'ISSUE_CANCELLED'
  const price = String(order.state === 'ISSUED' ? order.amountMinor : balance(order))
  const at = new Date(order.approvedAt ?? order.openedAt)
  return {
    resultCode: '00',
    resultMsg: '정상처리되었습니다.',
    tid: order.tid,
    oid: order.oid,
    mid: order.mid,
    price,
    status,
    payMethod: order.method,
    goodName: order.goodName,
    buyerName: order.buyerName,
    applDate: isUnpaid ? '' : compactDate(at),
    applTime: isUnpaid ? '' : compactClock(at),
    applNum: order.applNum,
    ...(parts.length === 0
      ? {}
      : {
          prtcRemains: price,
          prtcCnt: String(parts.length),
          prtcPrice: String(parts.at(-1)?.amountMinor ?? 0),
        }),
  }
}

import { sql, type Database } from '../foundation/database.ts'
import type { TimelineEntry } from '../wire/console.ts'
import type { EventKind } from './write-transition.ts'

const readEvents = sql(
  'payment-read-events',
  `select kind, at, transaction_id, detail from payment_event where store_id = $1 and payment_id = $2 order by event_id`,
)

/** What each line of the timeline says to merchants. */
const sentences: Readonly<Record<EventKind, { readonly ko: string; readonly en: string }>> = {
  ATTEMPT_PREPARED: { ko: '결제창을 열었습니다.', en: 'The payment window was opened.' },
  BUYER_AUTHENTICATED: {
    ko: '구매자 인증이 끝나 승인 요청을 기다립니다.',
    en: 'The buyer is authenticated; waiting for your server to confirm.',
  },
  APPROVAL_STARTED: { ko: 'PG사에 승인을 요청했습니다.', en: 'Approval was requested from the PG.' },
  APPROVAL_UNKNOWN: {
    ko: 'PG사가 답하지 않아 결과를 확인하고 있습니다.',
    en: 'The PG did not answer; its books are being asked.',
  },
  APPROVAL_MISMATCH: {
    ko: '승인 정보가 요청과 달라 되돌리고 있습니다.',
    en: 'The approval does not fit the order; it is being reversed.',
  },
  PAID: { ko: '결제가 완료되었습니다.', en: 'Paid.' },
  PAY_PENDING: { ko: 'PG사가 결제를 처리하고 있습니다.', en: 'The PG accepted and decides later.' },
  VIRTUAL_ACCOUNT_ISSUED: {
    ko: '가상계좌를 발급했습니다. 입금을 기다립니다.',
    en: 'A virtual account was issued; waiting for the deposit.',
  },
  FAILED: { ko: '결제에 실패했습니다.', en: 'The payment failed.' },
  CANCEL_STARTED: { ko: 'PG사에 취소를 요청했습니다.', en: 'Cancellation was requested from the PG.' },
  CANCEL_UNKNOWN: {
    ko: 'PG사가 취소 요청에 답하지 않아 결과를 확인하고 있습니다.',
    en: 'The PG did not answer the cancel; finding out.',
  },
  CANCEL_PENDING: {
    ko: 'PG사가 취소를 처리하고 있습니다.',
    en: 'The PG accepted the cancel and decides later.',
  },
  CANCEL_STOPPED: {
    ko: '처리 중이던 취소를 철회했습니다.',
    en: 'The cancel under way was withdrawn.',
  },
  CAPTURED: { ko: '매입을 요청했습니다.', en: 'The acquirer was asked to collect.' },
  ESCROW_REGISTERED: { ko: '에스크로 배송 정보를 등록했습니다.', en: 'The escrow delivery was registered.' },
  ESCROW_CONFIRMED: { ko: '에스크로 구매를 확정했습니다.', en: 'The escrow purchase was confirmed.' },
  CHANNEL_CHANGED: {
    ko: 'PG사가 결제창을 열지 못해 채널 그룹의 다른 채널로 바꿨습니다.',
    en: 'The PG did not open its window, so another channel of the group took over.',
  },
  ACCOUNT_CHANGED: {
    ko: '입금 대기 중인 계좌의 금액 또는 기한을 바꿨습니다.',
    en: 'The waiting account got another amount or deadline.',
  },
  STORE_RECEIPTS_REGISTERED: {
    ko: '매출전표에 하위 상점 거래를 등록했습니다.',
    en: 'The partners’ lines were put on the sales slip.',
  },
  DELIVERY_REPORTED: { ko: 'PG사에 배송 상태를 알렸습니다.', en: 'The PG was told how far the delivery is.' },
  ORDER_STATE_TOLD: { ko: 'PG사에 주문 상태를 알렸습니다.', en: 'The PG was told the state of the order.' },
  POINTS_DEPOSITED: { ko: '구매자에게 포인트를 적립했습니다.', en: 'The buyer was given the points.' },
  CANCEL_REFUSED: { ko: 'PG사가 취소를 거절했습니다.', en: 'The PG refused the cancel.' },
  PARTIAL_CANCELLED: { ko: '일부 금액을 취소했습니다.', en: 'Cancelled in part.' },
  CANCELLED: { ko: '전액 취소되었습니다.', en: 'Cancelled as a whole.' },
  PG_NOTICE: { ko: 'PG사 통보를 받았습니다.', en: 'The PG sent a notice.' },
}

/** The life of a payment, oldest line first. */
export async function readTimeline(
  database: Database,
  storeId: string,
  paymentId: string,
): Promise<TimelineEntry[]> {
  const rows = await database.query<{
    kind: EventKind
    at: Date
    transaction_id: string
    detail: Record<string, unknown>
  }>(readEvents, [storeId, paymentId])
  return rows.map((row) => ({
    at: row.at.toISOString(),
    kind: row.kind,
    messageKo: `${sentences[row.kind].ko}${channelsOf(row.detail)}`,
    messageEn: `${sentences[row.kind].en}${channelsOf(row.detail)}`,
    transactionId: row.transaction_id,
    detail: row.detail,
  }))
}

/** From which channel to which, where the line is about that. */
function channelsOf({ from, to }: Record<string, unknown>): string {
  return typeof from === 'string' && typeof to === 'string' ? ` (${from} → ${to})` : ''
}

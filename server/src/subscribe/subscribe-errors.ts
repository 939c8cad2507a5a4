import { billingKeyRefusals } from '../billing-key/billing-key-errors.ts'
import { Refusal, refusals, type RefusalCatalogue } from '../foundation/refusal.ts'
import { paymentRefusals } from '../payment/payment-errors.ts'
import { scheduleRefusals } from '../schedule/schedule-errors.ts'

/** What V1's billing keys, charges and schedules refuse in words of their own. Shops compare the Korean sentences. */
export const subscribeRefusals = {
  CUSTOMER_NOT_FOUND: {
    httpStatus: 404,
    ko: '요청하신 customer_uid로 등록된 정보를 찾을 수 없습니다.',
    en: '요청하신 customer_uid로 등록된 정보를 찾을 수 없습니다.',
    cure: 'Issue the billing key with POST /subscribe/customers/{customer_uid}.',
  },
  CUSTOMER_NOT_REGISTERED: {
    httpStatus: 200,
    ko: '등록된 고객정보가 없습니다.',
    en: '등록된 고객정보가 없습니다.',
    cure: 'Send card_number and expiry, or a customer_uid with a billing key.',
  },
  CUSTOMER_IN_USE: {
    httpStatus: 200,
    ko: '실행 중인 예약결제가 있어 빌링키를 삭제할 수 없습니다.',
    en: 'A scheduled payment of this billing key is being charged.',
    cure: 'Ask again when the payment is decided.',
  },
  CHANNEL_NOT_FOUND: {
    httpStatus: 200,
    ko: '요청을 처리할 수 있는 V1 API 채널이 없습니다. channel_key를 확인해 주세요.',
    en: 'No V1 channel of this store can do that.',
    cure: 'Send channel_key of a channel whose PG offers the method by API; GET /users/pg lists the channels.',
  },
  CARD_REFUSED: {
    httpStatus: 200,
    ko: '카드정보 인증에 실패하였습니다.',
    en: '카드정보 인증에 실패하였습니다.',
    cure: 'Read the PG’s own words behind the sentence.',
  },
  ISSUE_REFUSED: {
    httpStatus: 200,
    ko: '카드정보 인증 및 빌키 발급에 실패하였습니다.',
    en: '카드정보 인증 및 빌키 발급에 실패하였습니다.',
    cure: 'Read the PG’s own words behind the sentence.',
  },
  NOTHING_SCHEDULED: {
    httpStatus: 200,
    ko: '취소할 예약결제 기록이 존재하지 않습니다.',
    en: '취소할 예약결제 기록이 존재하지 않습니다.',
    cure: 'Check customer_uid and merchant_uid.',
  },
  SCHEDULE_NOT_FOUND: {
    httpStatus: 404,
    ko: '존재하지 않는 예약결제정보입니다.',
    en: 'There is no such scheduled payment.',
    cure: 'Check merchant_uid.',
  },
  SCHEDULE_NOT_WAITING: {
    httpStatus: 400,
    ko: '예약 상태인 결제만 예정 시각을 바꿀 수 있습니다.',
    en: 'Only a schedule that still waits can be moved.',
    cure: 'Use reschedule for one that failed or was revoked.',
  },
  SCHEDULE_NOT_OVER: {
    httpStatus: 400,
    ko: '실패하였거나 철회된 예약결제만 다시 요청할 수 있습니다.',
    en: 'Only a schedule that failed or was revoked can be asked for again.',
    cure: 'Wait until it was executed, or revoke it.',
  },
  SCHEDULE_TIME_PAST: {
    httpStatus: 400,
    ko: '예약 시각은 현재보다 뒤여야 합니다.',
    en: 'schedule_at lies in the past.',
    cure: 'Send a time to come, in UNIX seconds.',
  },
  SCHEDULE_TWICE: {
    httpStatus: 200,
    ko: '이미 등록된 merchant_uid입니다.',
    en: 'This merchant_uid is scheduled already.',
    cure: 'Every scheduled payment needs a merchant_uid of its own.',
  },
} as const satisfies RefusalCatalogue

const refuse = refusals(subscribeRefusals)

/** `code` 1 says that the platform itself refused. */
export function refuseSubscribe(type: keyof typeof subscribeRefusals, detail?: string): Refusal {
  return refuse(type, detail, subscribeRefusals[type].httpStatus === 200 ? { code: 1 } : {})
}

/** The sentence names the customer, as the real one does. 200 with −1 where a charge needed it. */
export function refuseCustomer(customerUid: string, httpStatus: 200 | 404): Refusal {
  const words = `요청하신 customer_uid(${customerUid.slice(0, 80)})로 등록된 정보를 찾을 수 없습니다.`
  const entry = { ...subscribeRefusals.CUSTOMER_NOT_FOUND, httpStatus, ko: words, en: words }
  return new Refusal('CUSTOMER_NOT_FOUND', entry)
}

/** The platform's sentence with the PG's words behind it: HTTP 200, code −1. */
export function refuseByPgAs(
  type: 'CARD_REFUSED' | 'ISSUE_REFUSED',
  { pgCode, pgMessage }: { readonly pgCode: string; readonly pgMessage: string },
): Refusal {
  const entry = subscribeRefusals[type]
  const words = `${entry.ko} ${pgCode === '' ? '' : `[${pgCode}] `}${pgMessage}`.trim()
  return new Refusal(type, { ...entry, ko: words, en: words })
}

const known = { ...billingKeyRefusals, ...paymentRefusals, ...scheduleRefusals }

/** A use case's refusal as V1 tells it: its own sentence, HTTP 200 and code 1 where no other place is asked for. */
export function refuseUseCase(type: keyof typeof known, detail?: string, httpStatus = 200): Refusal {
  return new Refusal(type, { ...known[type], httpStatus }, detail, httpStatus === 200 ? { code: 1 } : {})
}

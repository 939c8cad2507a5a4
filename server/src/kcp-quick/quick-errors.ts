import { Refusal, refusals, type RefusalCatalogue } from '../foundation/refusal.ts'

/** What REST V1 refuses of KCP QuickPay (퀵페이). */
export const quickRefusals = {
  MEMBER_NOT_FOUND: {
    httpStatus: 404,
    ko: '등록된 퀵페이 회원이 아닙니다.',
    en: 'There is no such QuickPay member.',
    cure: 'Check member_id, site_code, partner_type and partner_subtype.',
  },
  CHANNEL_NOT_QUICK: {
    httpStatus: 400,
    ko: 'KCP 퀵페이 채널이 아닙니다. channel_key를 확인해 주세요.',
    en: 'channel_key names no KCP QuickPay channel of this store.',
    cure: 'Copy the key of a kcp_quick channel from GET /users/pg.',
  },
  MONEY_CHANNEL_NOT_FOUND: {
    httpStatus: 200,
    ko: '선불머니를 쓸 수 있는 KCP 퀵페이 채널이 없습니다. channel_key를 확인해 주세요.',
    en: 'channel_key names no KCP QuickPay channel of this store.',
    cure: 'Copy the key of a kcp_quick channel from GET /users/pg.',
  },
  PIN_NOT_CHECKED: {
    httpStatus: 200,
    ko: 'PIN 인증(PinCheck)이 끝난 회원의 거래가 아닙니다.',
    en: 'imp_uid names no finished PIN check of this member in this channel.',
    cure: 'Open the window with bypass.kcpQuick.actionType PinCheck and send its imp_uid.',
  },
  PREPARED_AMOUNT_DIFFERS: {
    httpStatus: 200,
    ko: '사전등록된 선불머니 금액과 결제 금액이 다릅니다.',
    en: 'The prepared amount of prepaid money is another one.',
    cure: 'Change it with PUT /kcpquick/prepare/{merchant_uid}.',
  },
  PREPARED_ALREADY: {
    httpStatus: 409,
    ko: '이미 사전등록된 merchant_uid입니다.',
    en: 'This merchant_uid is prepared already.',
    cure: 'Change it with PUT.',
  },
  NOT_PREPARED: {
    httpStatus: 404,
    ko: '사전등록된 정보가 없습니다.',
    en: 'Nothing is prepared for this merchant_uid.',
    cure: 'Prepare it with POST.',
  },
  KEY_NOT_QUICK: {
    httpStatus: 200,
    ko: 'KCP 퀵페이에 등록된 자동결제 키가 아닙니다.',
    en: 'This customer_uid is no key of KCP QuickPay.',
    cure: 'Use POST /subscribe/payments/again for keys of other PGs.',
  },
  AUTOPAY_NOT_FOUND: {
    httpStatus: 404,
    ko: '등록된 빌링키 또는 자동결제 키를 찾을 수 없습니다.',
    en: 'There is no such key of KCP QuickPay.',
    cure: 'Check customer_uid.',
  },
  BIOMETRICS_NOT_RELEASED: {
    httpStatus: 200,
    ko: '생체인증 해제에 실패하였습니다.',
    en: 'KCP did not release the biometrics.',
    cure: 'Read error: it has KCP’s own code and words.',
  },
  KCP_UNREACHABLE: {
    httpStatus: 500,
    ko: 'KCP와 통신하는 중 오류가 발생했습니다.',
    en: 'KCP did not answer.',
    cure: 'Ask again; to say it twice does no harm.',
  },
} as const satisfies RefusalCatalogue

const refuse = refusals(quickRefusals)

/** `code` 1 says that the platform itself refused. */
export function refuseQuick(type: keyof typeof quickRefusals, detail?: string): Refusal {
  return refuse(type, detail, quickRefusals[type].httpStatus === 200 ? { code: 1 } : {})
}

/** KCP's own words, in the member that V1 has for them here. */
export function refuseRelease({
  pgCode,
  pgMessage,
}: {
  readonly pgCode: string
  readonly pgMessage: string
}): Refusal {
  return refuse('BIOMETRICS_NOT_RELEASED', undefined, { error: { code: pgCode, message: pgMessage } })
}

import { json } from '../desk/answer.ts'
import type { WireAnswer } from '../desk/answer.ts'
import type { Choosable } from '../window/pay-page.ts'

/** Words of `available_cards`, with the issuer as the buyer knows it. */
export const cards: readonly Choosable[] = [
  { code: 'SHINHAN', name: { ko: '신한카드', en: 'Shinhan' } },
  { code: 'HYUNDAI', name: { ko: '현대카드', en: 'Hyundai' } },
  { code: 'LOTTE', name: { ko: '롯데카드', en: 'Lotte' } },
  { code: 'SAMSUNG', name: { ko: '삼성카드', en: 'Samsung' } },
  { code: 'NH', name: { ko: 'NH농협카드', en: 'NH' } },
  { code: 'BC', name: { ko: 'BC카드', en: 'BC' } },
  { code: 'HANA', name: { ko: '하나카드', en: 'Hana' } },
  { code: 'CITI', name: { ko: '씨티카드', en: 'Citi' } },
  { code: 'KAKAOBANK', name: { ko: '카카오뱅크', en: 'KakaoBank' } },
  { code: 'KAKAOPAY', name: { ko: '카카오페이', en: 'KakaoPay' } },
  { code: 'WOORI', name: { ko: '우리카드', en: 'Woori' } },
  { code: 'KB', name: { ko: 'KB국민카드', en: 'KB Kookmin' } },
]

export const cardWords: ReadonlySet<string> = new Set(cards.map(({ code }) => code))

/** How the window can end badly: the status that the order takes. */
export const declineReasons: readonly Choosable[] = [
  { code: 'FAIL_AUTH_PASSWORD', name: { ko: '비밀번호 인증 실패', en: 'Wrong password' } },
  { code: 'FAIL_PAYMENT', name: { ko: '결제 실패', en: 'Payment failed' } },
]

/** Error codes of KakaoPay's list as public clients quote it; the sentences are this simulator's. */
export const errors = {
  '-401': '유효하지 않은 Secret key 입니다.',
  '-701': '결제 인증이 완료되지 않았습니다.',
  '-702': '이미 결제가 완료된 TID 입니다.',
  '-704': '결제 금액이 올바르지 않습니다.',
  '-706': 'partner_order_id 가 결제 준비 때와 다릅니다.',
  '-707': 'partner_user_id 가 결제 준비 때와 다릅니다.',
  '-708': 'pg_token 이 올바르지 않습니다.',
  '-710': '취소 요청 금액이 취소 가능 금액보다 큽니다.',
  '-721': 'TID 가 존재하지 않습니다.',
  '-722': '금액 정보가 올바르지 않습니다.',
  '-723': '결제 만료 시간이 지났습니다.',
  '-725': '총 결제 금액이 올바르지 않습니다.',
  '-726': '주문 정보가 올바르지 않습니다.',
  '-731': 'CID 가 올바르지 않습니다.',
  '-733': 'CID_SECRET 이 올바르지 않습니다.',
  '-750': 'SID 가 존재하지 않습니다.',
  '-751': '비활성화된 SID 입니다.',
  '-753': 'partner_user_id 가 SID 를 발급할 때와 다릅니다.',
  '-780': '결제 승인에 실패했습니다.',
  '-781': '결제 취소에 실패했습니다.',
  '-782': '정기결제에 실패했습니다.',
  '-784': '취소할 수 없는 상태입니다.',
} as const
export type KakaoError = keyof typeof errors

/** What the means of payment said, beside `-780`, `-781` and `-782`. */
const methodResults = {
  LACK_BALANCE: '잔액이 부족합니다.',
  USER_LOCKED: '동일한 사용자의 거래가 처리 중입니다.',
} as const
export type MethodResult = keyof typeof methodResults

export function refuse(code: KakaoError, method?: MethodResult): WireAnswer {
  return json(code === '-401' ? 401 : 400, {
    error_code: Number(code),
    error_message: errors[code],
    ...(method === undefined
      ? {}
      : { extras: { method_result_code: method, method_result_message: methodResults[method] } }),
  })
}

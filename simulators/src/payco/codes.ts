import { json } from '../desk/answer.ts'
import type { WireAnswer } from '../desk/answer.ts'
import type { Choosable } from '../window/pay-page.ts'

/** Codes that PAYCO's sample code names, and our own words for what it leaves open (8…). */
const messages = {
  '1001': '필수 항목이 없거나 형식이 올바르지 않습니다.',
  '1012': '결제 가능 시간이 지났습니다.',
  '1402': '카드 한도를 초과했습니다.',
  '4005': '이미 결제가 완료된 주문입니다.',
  '8001': '판매자 키 또는 가맹점코드가 올바르지 않습니다.',
  '8002': '해당 주문이 없습니다.',
  '8003': '결제 인증 토큰이 올바르지 않습니다.',
  '8004': '결제 금액이 예약 금액과 다릅니다.',
  '8005': '취소 가능 금액이 일치하지 않습니다.',
  '8006': '변경할 수 없는 주문 상태입니다.',
} as const
export type PaycoCode = keyof typeof messages

export function refuse(code: PaycoCode): WireAnswer {
  return json(200, { code: Number(code), message: messages[code] })
}

export function answer(result: object): WireAnswer {
  return json(200, { code: 0, message: 'success', result })
}

export const cards: readonly Choosable[] = [
  { code: 'CCLG', name: { ko: '신한카드', en: 'Shinhan' } },
  { code: 'CCKM', name: { ko: '국민카드', en: 'KB Kookmin' } },
  { code: 'CCSS', name: { ko: '삼성카드', en: 'Samsung' } },
]

export const declineReasons: readonly Choosable[] = [
  { code: '1402', name: { ko: '한도 초과', en: 'Over the limit' } },
]

export function messageOf(code: string): string {
  return code in messages ? messages[code as PaycoCode] : '결제가 거절되었습니다.'
}

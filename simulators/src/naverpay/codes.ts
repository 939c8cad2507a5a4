import type { Choosable } from '../window/pay-page.ts'

export const cards: readonly Choosable[] = [
  { code: 'C0', name: { ko: '신한카드', en: 'Shinhan' } },
  { code: 'C3', name: { ko: 'KB국민카드', en: 'KB Kookmin' } },
  { code: 'CH', name: { ko: '현대카드', en: 'Hyundai' } },
  { code: 'C7', name: { ko: '삼성카드', en: 'Samsung' } },
  { code: 'C5', name: { ko: '롯데카드', en: 'Lotte' } },
  { code: 'C1', name: { ko: 'BC카드', en: 'BC' } },
]

export const declineReasons: readonly Choosable[] = [
  { code: 'OwnerAuthFail', name: { ko: '본인 카드 인증 실패', en: 'Owner check failed' } },
  { code: 'TimeExpired', name: { ko: '결제 시간 만료', en: 'Time expired' } },
]

import type { BillingMethod, Evidence, PayMethod, WindowType } from '@naru/gateways'

/** The Korean words of the generated tables. */

export const payMethods: Readonly<Record<PayMethod, string>> = {
  CARD: '카드',
  VIRTUAL_ACCOUNT: '가상계좌',
  TRANSFER: '계좌이체',
  MOBILE: '휴대폰',
  GIFT_CERTIFICATE: '상품권',
  EASY_PAY: '간편결제',
  CONVENIENCE_STORE: '편의점',
}

export const billingMethods: Readonly<Record<BillingMethod, string>> = {
  CARD: '카드',
  MOBILE: '휴대폰',
  EASY_PAY: '간편결제',
  TRANSFER: '계좌이체',
  PAYPAL: '페이팔',
}

export const windowTypes: Readonly<Record<WindowType, string>> = {
  IFRAME: '아이프레임',
  POPUP: '팝업',
  REDIRECTION: '페이지 이동',
  UI: '상점 페이지 안의 버튼',
}

export const attributes = { PAYMENT: '결제', IDENTITY_VERIFICATION: '본인인증' } as const

export const evidences: Readonly<Record<Evidence, string>> = {
  A: 'A · PG가 공개한 문서',
  B: 'B · 공개된 가맹점 코드',
  C: 'C · 공개 자료 없음 (시뮬레이터 전용)',
}

export const requirements = {
  always: '필수',
  conditional: '조건부',
  recommended: '권장',
  optional: '선택',
} as const

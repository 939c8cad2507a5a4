import type { Gateway, PayMethod } from '@naru/gateways'

/** What a channel may be asked for and its PG may not have. */
const uses = {
  'window:CARD': { ko: '결제창의 카드 결제', en: 'card payments in the window' },
  'window:TRANSFER': { ko: '결제창의 계좌이체', en: 'bank transfers in the window' },
  'window:VIRTUAL_ACCOUNT': { ko: '결제창의 가상계좌', en: 'virtual accounts in the window' },
  'window:MOBILE': { ko: '결제창의 휴대폰 결제', en: 'phone-bill payments in the window' },
  'window:GIFT_CERTIFICATE': { ko: '결제창의 상품권 결제', en: 'gift certificates in the window' },
  'window:EASY_PAY': { ko: '결제창의 간편결제', en: 'easy pay in the window' },
  'window:CONVENIENCE_STORE': { ko: '결제창의 편의점 결제', en: 'convenience stores in the window' },
  'billing-window': { ko: '결제창의 빌링키 발급', en: 'billing keys in the window' },
  'billing-by-card': { ko: '카드번호로 빌링키 발급', en: 'billing keys by card number' },
  'key-in': { ko: '수기 결제', en: 'key-in payments' },
  purse: { ko: '포인트·선불금 결제', en: 'payments from a purse' },
  'store-barcode': { ko: '편의점 수납', en: 'barcodes for convenience stores' },
  'account-by-api': { ko: 'API 가상계좌 발급', en: 'virtual accounts by API' },
  'identity-window': { ko: '본인인증 창', en: 'identity verification in the window' },
  'identity-code': { ko: '인증번호 본인인증', en: 'identity verification by a code' },
  button: { ko: 'PG 결제 버튼', en: 'a button of the PG’s own' },
  'stop-cancel': { ko: '취소 요청 철회', en: 'withdrawing a cancel' },
  'close-account': { ko: '가상계좌 말소', en: 'closing a virtual account' },
  'cash-receipt': { ko: '현금영수증 수동 발급', en: 'cash receipts' },
  'cash-receipt-cancel': { ko: '현금영수증 취소', en: 'cancelling cash receipts' },
} as const satisfies Readonly<Record<string, { readonly ko: string; readonly en: string }>>

export type ChannelUse = keyof typeof uses

/** The feature's own name in both languages. */
export function thingOf(use: ChannelUse): { readonly ko: string; readonly en: string } {
  return uses[use]
}

export function windowUse(payMethod: PayMethod): ChannelUse | undefined {
  const use = `window:${payMethod}`
  return isUse(use) ? use : undefined
}

function isUse(text: string): text is ChannelUse {
  return text in uses
}

/**
 * The one sentence with which every door says that the PG behind a channel does not have what was asked for. It stands
 * beside the door's own type: `CHANNEL_NOT_FOUND` where the request names a channel, `PG_PROVIDER` where only a payment.
 */
export function notSupported(gateway: Gateway, moduleCode: string, use: ChannelUse): string {
  return notSupportedThing(gateway, moduleCode, uses[use].ko, uses[use].en)
}

/** The same of a thing that has its own name, as services of a paid order have. */
export function notSupportedThing(
  { catalogue }: Gateway,
  moduleCode: string,
  thingKo: string,
  thingEn?: string,
): string {
  const english = thingEn === undefined ? '' : `: ${thingEn} of ${catalogue.nameEn}`
  return `이 채널이 지원하지 않는 기능입니다: ${catalogue.nameKo}(${moduleCode})의 ${thingKo} / not supported by this channel${english}`
}

import type { Language } from './language.ts'
import type { Currency, OrderStatus } from './order.ts'

const ko = {
  shop: '나루터 찻집',
  tagline: '강 건너 산에서 온 차와 그릇',
  demo: '결제 연동을 보여 주는 예제 쇼핑몰입니다. 실제 상품은 배송되지 않습니다.',
  products: '상품',
  buy: '주문하기',
  recent: '최근 주문',
  orderForm: '주문서',
  quantity: '수량',
  buyer: '주문하는 사람',
  fullName: '이름',
  phoneNumber: '휴대폰 번호',
  email: '이메일',
  payment: '결제 방법',
  channel: '결제대행사 (채널)',
  payMethod: '결제 수단',
  windowType: '결제창 방식',
  total: '결제할 금액',
  pay: '결제하기',
  payAgain: '결제창 다시 열기',
  working: '결제를 진행하고 있습니다…',
  checking: '결제 결과를 확인하고 있습니다…',
  noScript: '결제 스크립트를 불러오지 못했습니다. 결제 서버가 켜져 있는지 확인해 주세요.',
  failed: '요청을 마치지 못했습니다. 잠시 후 다시 시도해 주세요.',
  order: '주문',
  orderNumber: '주문번호',
  status: '상태',
  amount: '결제 금액',
  cancelled: '취소한 금액',
  left: '남은 금액',
  account: '입금할 계좌',
  until: '입금 기한',
  receipt: '매출전표 보기',
  live: '웹훅이 오면 이 화면이 저절로 바뀝니다.',
  cancelTitle: '결제 취소',
  cancelAmount: '취소할 금액 (비우면 남은 금액 전부)',
  cancelCents: '취소할 금액, 센트 단위 (비우면 남은 금액 전부)',
  cancelReason: '취소 사유',
  reasonDefault: '단순 변심',
  cancelButton: '취소 요청',
  refundBank: '환불받을 은행',
  refundNumber: '환불 계좌번호',
  refundHolder: '예금주',
  notFound: '찾을 수 없는 페이지입니다.',
  home: '처음으로',
  mode: '테스트',
}

export type Words = Readonly<Record<keyof typeof ko, string>>

const en: Words = {
  shop: 'Ferry Tea House',
  tagline: 'Tea and pottery from across the river',
  demo: 'A sample shop that shows a payment integration. Nothing is really shipped.',
  products: 'Products',
  buy: 'Order',
  recent: 'Recent orders',
  orderForm: 'Your order',
  quantity: 'Quantity',
  buyer: 'Buyer',
  fullName: 'Name',
  phoneNumber: 'Mobile number',
  email: 'E-mail',
  payment: 'How to pay',
  channel: 'Payment provider (channel)',
  payMethod: 'Payment method',
  windowType: 'Payment window',
  total: 'To pay',
  pay: 'Pay',
  payAgain: 'Open the payment window again',
  working: 'Payment under way…',
  checking: 'Checking the result…',
  noScript: 'The payment script did not load. Is the checkout service running?',
  failed: 'The request could not be finished. Please try again in a moment.',
  order: 'Order',
  orderNumber: 'Order number',
  status: 'Status',
  amount: 'Amount',
  cancelled: 'Cancelled',
  left: 'Left',
  account: 'Deposit account',
  until: 'Deposit by',
  receipt: 'Receipt',
  live: 'This page changes by itself when the webhook arrives.',
  cancelTitle: 'Cancel payment',
  cancelAmount: 'Amount to cancel (empty: all that is left)',
  cancelCents: 'Amount to cancel, in cents (empty: all that is left)',
  cancelReason: 'Reason',
  reasonDefault: 'Changed my mind',
  cancelButton: 'Request cancel',
  refundBank: 'Bank for the refund',
  refundNumber: 'Account number',
  refundHolder: 'Account holder',
  notFound: 'This page does not exist.',
  home: 'Front page',
  mode: 'TEST',
}

export const words: Readonly<Record<Language, Words>> = { ko, en }

export const statusWords: Readonly<Record<Language, Readonly<Record<OrderStatus, string>>>> = {
  ko: {
    WAITING: '결제 대기',
    ACCOUNT_ISSUED: '입금 대기',
    PAID: '결제 완료',
    PARTIAL_CANCELLED: '일부 취소',
    CANCELLED: '전액 취소',
    FAILED: '결제 실패',
    MISMATCH: '금액 불일치 · 확인 필요',
  },
  en: {
    WAITING: 'Waiting for payment',
    ACCOUNT_ISSUED: 'Waiting for deposit',
    PAID: 'Paid',
    PARTIAL_CANCELLED: 'Partly cancelled',
    CANCELLED: 'Cancelled',
    FAILED: 'Payment failed',
    MISMATCH: 'Amount differs · needs a look',
  },
}

export const methodWords: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  ko: {
    CARD: '카드',
    EASY_PAY: '간편결제',
    TRANSFER: '계좌이체',
    VIRTUAL_ACCOUNT: '가상계좌',
    MOBILE: '휴대폰',
    PAYPAL: '페이팔 (달러)',
  },
  en: {
    CARD: 'Card',
    EASY_PAY: 'Easy pay',
    TRANSFER: 'Bank transfer',
    VIRTUAL_ACCOUNT: 'Virtual account',
    MOBILE: 'Mobile',
    PAYPAL: 'PayPal (dollars)',
  },
}

export const windowWords: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  ko: { AUTO: '자동 (권장)', IFRAME: '이 페이지 위에', POPUP: '새 창', REDIRECTION: '결제 페이지로 이동' },
  en: {
    AUTO: 'Automatic (recommended)',
    IFRAME: 'On this page',
    POPUP: 'New window',
    REDIRECTION: 'Go to the payment page',
  },
}

/** Won with its thousands, written the same on every Node version. */
export function won(amount: number, language: Language): string {
  const digits = String(amount).replace(/\B(?=(\d{3})+$)/g, ',')
  return language === 'ko' ? `${digits}원` : `₩${digits}`
}

/** The amount in its currency; dollars are kept in cents. */
export function money(amount: number, currency: Currency, language: Language): string {
  if (currency === 'KRW') return won(amount, language)
  const whole = String(Math.trunc(amount / 100)).replace(/\B(?=(\d{3})+$)/g, ',')
  return `$${whole}.${String(amount % 100).padStart(2, '0')}`
}

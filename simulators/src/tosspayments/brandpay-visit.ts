import { fateOf, faultOf } from '../desk/magic.ts'
import type { Fate } from '../desk/magic.ts'
import { randomDigits } from '../desk/random.ts'
import type { TossBooks } from './books.ts'
import { memberOf, type BrandpayMember, type BrandpayMethod } from './brandpay-member.ts'
import { statusAt } from './payment.ts'
import type { TossPayment } from './payment.ts'

/** What the page's script asked BrandPay to show. `AGREE`: nothing but the terms, where they are not agreed to yet. */
export const brandpayCalls = [
  'REQUEST_PAYMENT',
  'ADD_PAYMENT_METHOD',
  'SETUP_PASSWORD',
  'OPEN_SETTINGS',
  'AGREE',
] as const
export type BrandpayCall = (typeof brandpayCalls)[number]

/** One opening of BrandPay's window, from the call to its result. A snapshot; changes make a new one. */
export interface BrandpayVisit {
  readonly visitId: string
  readonly mid: string
  readonly customerKey: string
  readonly call: BrandpayCall
  /** Whom the result may be told: the page that called. */
  readonly origin: string
  readonly redirectUrl?: string
  readonly paymentKey?: string
  /** The one method that the shop asks to be paid with. */
  readonly methodId?: string
  readonly installmentMonths?: number
  /** The buyer wants to register one more before he pays. */
  readonly isAdding?: boolean
  readonly isOver: boolean
  readonly openedAt: string
}

/** The SDK's error codes (error code table, BrandPay), those that this simulator gives. */
export const brandpayProblems = {
  USER_CANCEL: '취소되었습니다.',
  INVALID_CLIENT_KEY: 'ClientKey 형태가 올바르지 않습니다.',
  INVALID_CUSTOMER_KEY:
    '고객키는 영문 대소문자, 숫자, 특수문자 -, _, =, ., @로 2자 이상 50자 이하여야 합니다.',
  INVALID_PARAMETERS: '필수 파라미터가 없거나 형식이 올바르지 않습니다.',
  INVALID_AMOUNT_VALUE: '결제금액이 올바르지 않습니다.',
  INCORRECT_SUCCESS_URL_FORMAT: '잘못된 successUrl 입니다.',
  INCORRECT_FAIL_URL_FORMAT: '잘못된 failUrl 입니다.',
  NOT_REGISTERED_REDIRECT_URL: '리다이렉트 URL이 등록되지 않았습니다. 개발정보 페이지에서 등록해주세요.',
  DUPLICATED_ORDER_ID: '이미 승인 및 취소가 진행된 중복된 주문번호 입니다. 다른 주문번호로 진행해주세요.',
  NOT_FOUND_METHOD: '존재하지 않는 결제 수단 입니다.',
  NOT_FOUND_METHOD_OWNERSHIP: '결제수단의 소유자가 아닙니다.',
  INVALID_PASSWORD: '결제 비밀번호가 일치하지 않습니다.',
} as const
export type BrandpayProblem = keyof typeof brandpayProblems

/** A window lives as long as its payment may be authenticated. */
const OPEN_MS = 30 * 60_000

export function isOpen(books: TossBooks, visit: BrandpayVisit): boolean {
  if (visit.isOver || books.now().getTime() - Date.parse(visit.openedAt) > OPEN_MS) return false
  const payment = visit.paymentKey === undefined ? undefined : books.payments.get(visit.paymentKey)
  return payment === undefined || statusAt(payment, books.now()) === 'READY'
}

/** Which page the visit shows now; `done`: it has what it was opened for. */
export function stepOf(
  books: TossBooks,
  visit: BrandpayVisit,
): 'over' | 'agree' | 'password' | 'register' | 'settings' | 'pay' | 'done' {
  if (!isOpen(books, visit)) return 'over'
  const member = memberOf(books, visit.mid, visit.customerKey)
  if (!member.isAdmitted) return 'agree'
  switch (visit.call) {
    case 'AGREE':
      return 'done'
    case 'SETUP_PASSWORD':
      return 'password'
    case 'ADD_PAYMENT_METHOD':
      return 'register'
    case 'OPEN_SETTINGS':
      return visit.isAdding === true ? 'register' : 'settings'
    case 'REQUEST_PAYMENT':
      return visit.isAdding === true || member.methods.length === 0 ? 'register' : 'pay'
  }
}

/** The methods that the pay page offers: the one that the shop asked for, else all. */
export function offeredMethods(member: BrandpayMember, visit: BrandpayVisit): readonly BrandpayMethod[] {
  return visit.methodId === undefined
    ? member.methods
    : member.methods.filter(({ id }) => id === visit.methodId)
}

export type PaidVisit =
  | { readonly kind: 'authenticated'; readonly payment: TossPayment; readonly methodId: string }
  | {
      readonly kind: 'declined'
      readonly code: string
      readonly message: string
      readonly payment: TossPayment
    }

/** The password was right: the payment waits for the shop's confirm, unless a magic value refuses it here. */
export function payWith(
  books: TossBooks,
  payment: TossPayment,
  method: BrandpayMethod,
  installmentMonths: number,
): PaidVisit {
  const { orderName, amountMinor } = payment
  const fate = (method.fate as Fate | undefined) ?? fateOf({ orderName, amountMinor })
  if (fate === 'decline-window')
    return decline(books, payment, 'REJECT_CARD_COMPANY', '결제 승인이 거절되었습니다.')
  const fault = fate === undefined ? undefined : faultOf(fate, payment.orderId)
  if (fault !== undefined) books.faults.add(fault)
  const isCard = method.kind === 'CARD'
  const authenticated = books.payments.put({
    ...payment,
    status: 'IN_PROGRESS',
    method: isCard ? 'CARD' : 'TRANSFER',
    authenticatedAt: books.now().toISOString(),
    ...(isCard
      ? {
          card: {
            issuerCode: method.code,
            number: method.number,
            installmentMonths: amountMinor >= 50_000 ? installmentMonths : 0,
            approveNo: randomDigits(8),
          },
        }
      : { bankCode: method.code }),
  })
  return { kind: 'authenticated', payment: authenticated, methodId: method.id }
}

export function decline(books: TossBooks, payment: TossPayment, code: string, message: string): PaidVisit {
  const over = books.payments.put({ ...payment, status: 'ABORTED', failure: { code, message } })
  return { kind: 'declined', code, message, payment: over }
}

/** What the SDK adds to `successUrl`, and gives to the page that names no addresses. */
export function successOf({ payment, methodId }: Extract<PaidVisit, { kind: 'authenticated' }>) {
  return {
    paymentType: 'BRANDPAY',
    orderId: payment.orderId,
    paymentKey: payment.paymentKey,
    amount: payment.amountMinor,
    methodId,
  }
}

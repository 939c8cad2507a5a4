import type { BillingOrder, JsonObject, Order } from '../port.ts'
import { refusal } from '../order-refusal.ts'
import type { OrderRefusal } from '../order-refusal.ts'
import { characterCount, firstCharacters } from '../wire/characters.ts'
import { instant } from './approval.ts'
import { extrasOf, onlyMeans } from './extras.ts'

/** Limits of Toss Pay (developer site: create payment, billing key, error codes). */
export const limits = {
  amountMin: 1,
  amountMax: 9_999_999,
  cardMin: 100,
  productDesc: 255,
  forbidden: ['\\', '"', "'"],
  userId: 50,
  receiptOptions: ['GENERAL', 'CULTURE', 'PUBLIC_TP'],
} as const

const receiptKey = 'bypass.tosspay_v2.cashReceiptTradeOption'
const won = refusal('currency', '토스페이는 원화(KRW)만 지원합니다.', 'Toss Pay takes KRW only.')

/** What Toss Pay would refuse, said before its window opens. */
export function checkOrder(order: Order): OrderRefusal | undefined {
  const { amount } = order
  if (amount.currency !== 'KRW') return won
  const amountMin = onlyMeans(order) === 'CARD' ? limits.cardMin : limits.amountMin
  if (!Number.isSafeInteger(amount.minor) || amount.minor < amountMin || amount.minor > limits.amountMax)
    return refusal(
      'totalAmount',
      `토스페이의 결제 금액은 ${amountMin}원 이상 ${limits.amountMax}원(7자리) 이하여야 합니다.`,
      `Toss Pay takes ${amountMin} to ${limits.amountMax} KRW.`,
    )
  if (order.isEscrow)
    return refusal('isEscrow', '토스페이는 에스크로를 지원하지 않습니다.', 'Toss Pay has no escrow.')
  return checkName('orderName', order.orderName) ?? checkExtras(extrasOf(order.bypass))
}

export function checkBillingOrder(order: BillingOrder): OrderRefusal | undefined {
  if (order.method !== 'EASY_PAY')
    return refusal(
      'billingKeyMethod',
      '토스페이의 빌링키는 간편결제(EASY_PAY)만 됩니다.',
      'Billing keys of Toss Pay are EASY_PAY only.',
    )
  if (order.displayAmount !== undefined && order.displayAmount.currency !== 'KRW') return won
  const { customerId = '' } = order.customer
  if (customerId === '' || characterCount(customerId) > limits.userId)
    return refusal(
      'customer.customerId',
      `토스페이의 빌링키에는 구매자 아이디(customerId)가 1자 이상 ${limits.userId}자 이하로 필요합니다.`,
      `Billing keys of Toss Pay want a customerId of 1 to ${limits.userId} characters.`,
    )
  return order.issueName === undefined ? undefined : checkName('issueName', order.issueName)
}

function checkName(field: 'orderName' | 'issueName', name: string): OrderRefusal | undefined {
  if (name.trim() === '' || characterCount(name) > limits.productDesc)
    return refusal(
      field,
      `토스페이의 상품 설명은 1자 이상 ${limits.productDesc}자 이하여야 합니다.`,
      `Toss Pay takes names of 1 to ${limits.productDesc} characters.`,
    )
  return limits.forbidden.some((character) => name.includes(character))
    ? refusal(
        field,
        '토스페이의 상품 설명에는 역슬래시와 따옴표(\\ " \')를 쓸 수 없습니다.',
        'Toss Pay takes no backslash and no straight quotes (\\ " \') in names.',
      )
    : undefined
}

function checkExtras(extras: JsonObject): OrderRefusal | undefined {
  const { cashReceiptTradeOption, expiredTime } = extras
  if (
    cashReceiptTradeOption !== undefined &&
    !limits.receiptOptions.some((one) => one === cashReceiptTradeOption)
  )
    return refusal(
      receiptKey,
      `cashReceiptTradeOption은 ${limits.receiptOptions.join(', ')} 가운데 하나여야 합니다.`,
      `cashReceiptTradeOption is one of ${limits.receiptOptions.join(', ')}.`,
    )
  const isTime =
    typeof expiredTime === 'string' &&
    /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(expiredTime) &&
    instant(expiredTime) !== undefined
  return expiredTime === undefined || isTime
    ? undefined
    : refusal(
        'bypass.tosspay_v2.expiredTime',
        'expiredTime은 yyyy-MM-dd HH:mm:ss 형식이어야 합니다(한국 시각, 최대 60분 뒤).',
        'expiredTime is yyyy-MM-dd HH:mm:ss in Seoul, at most 60 minutes ahead.',
      )
}

/** A name as Toss Pay takes it, for charges whose name was never checked against the window's rules. */
export function productDesc(name: string): string {
  const allowed = limits.forbidden
    .reduce<string>((text, character) => text.replaceAll(character, ''), name)
    .trim()
  return firstCharacters(allowed === '' ? '결제' : allowed, limits.productDesc)
}

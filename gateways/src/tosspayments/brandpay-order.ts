import type { Order } from '../port.ts'
import { refusal } from '../order-refusal.ts'
import type { OrderRefusal } from '../order-refusal.ts'
import { characterCount } from '../wire/characters.ts'
import { field, flag } from '../wire/reading.ts'
import { extrasOf, monthsAsked, receiptAsked, receiptTypes } from './brandpay-request.ts'

/** Cards are charged from 100 won on, accounts from 200 (`BELOW_MINIMUM_AMOUNT`, error code table). */
const AMOUNT_MINOR_MIN = 100
/** `INVALID_CUSTOMER_KEY` of the SDK: 2–50 of letters, digits and - _ = . @ (error code table). */
const customerKeyPattern = /^[A-Za-z0-9\-_=.@]{2,50}$/

/** What BrandPay would refuse, said before its window opens. Fields go by V1's names, the only API of this module. */
export function checkBrandpayOrder(order: Order): OrderRefusal | undefined {
  const { amount, customer } = order
  const nameLength = characterCount(order.orderName)
  if (amount.currency !== 'KRW')
    return refusal('currency', '브랜드페이는 원화(KRW)만 지원합니다.', 'BrandPay takes KRW only.')
  if (!Number.isSafeInteger(amount.minor) || amount.minor < AMOUNT_MINOR_MIN)
    return refusal(
      'totalAmount',
      '브랜드페이는 100원부터 결제할 수 있습니다.',
      'BrandPay takes payments of at least 100 KRW.',
    )
  if (order.orderName.trim() === '' || nameLength > 100)
    return refusal(
      'orderName',
      '주문명은 1자 이상 100자 이하여야 합니다.',
      'The order name must have 1 to 100 characters.',
    )
  if (customer.customerId === undefined)
    return refusal(
      'customer_id',
      '브랜드페이는 구매자 아이디가 필요합니다. 짐작할 수 없는 무작위 값이어야 합니다.',
      'BrandPay needs the customer’s id, a random value that nobody can guess.',
    )
  if (!customerKeyPattern.test(customer.customerId))
    return refusal(
      'customer_id',
      '구매자 아이디는 영문, 숫자, - _ = . @ 로 된 2~50자여야 합니다.',
      'The customer’s id must have 2 to 50 characters of letters, digits and - _ = . @',
    )
  if (characterCount(customer.email ?? '') > 100)
    return refusal(
      'customer.email',
      '이메일은 100자 이하여야 합니다.',
      'The e-mail must have at most 100 characters.',
    )
  return checkOptions(order)
}

function checkOptions(order: Order): OrderRefusal | undefined {
  if (order.isEscrow)
    return refusal('escrow', '브랜드페이에는 에스크로가 없습니다.', 'BrandPay has no escrow.')
  if (order.isCulturalExpense || flag(order.bypass ?? {}, 'isCulturalExpense') === true)
    return refusal(
      'bypass.isCulturalExpense',
      '브랜드페이 결제창에 도서 문화비를 알리는 방법이 공개되어 있지 않습니다. 카드의 문화비는 카드사의 전용 가맹점번호로 처리됩니다.',
      'How BrandPay’s window is told of cultural expenses is not public. Those of cards go by a merchant number of their own.',
    )
  return checkMonths(order) ?? checkReceipt(order)
}

/** One number or none; more would have to be guessed among (PortOne's guide of BrandPay, `display.card_quota`). */
function checkMonths(order: Order): OrderRefusal | undefined {
  const months = monthsAsked(order) ?? []
  const picked = field(extrasOf(order), 'cardInstallmentPlan')
  const [only = 0] = picked === undefined ? months : [Number(picked)]
  if (months.length > 1)
    return refusal(
      'display.card_quota',
      '브랜드페이는 할부 개월 수를 하나만 지정할 수 있습니다.',
      'BrandPay takes one number of months, no list.',
    )
  return Number.isSafeInteger(only) && only >= 0 && only <= 12
    ? undefined
    : refusal(
        'display.card_quota',
        '할부는 2~12개월이며 0은 일시불입니다.',
        '2 to 12 months, or 0 to pay at once.',
      )
}

function checkReceipt({ bypass }: Order): OrderRefusal | undefined {
  const { said, type, number } = receiptAsked(bypass)
  if (said !== undefined && type === undefined)
    return refusal(
      'bypass.cashReceiptType',
      `현금영수증 유형은 ${receiptTypes.join(', ')} 가운데 하나입니다.`,
      `The cash receipt type is one of ${receiptTypes.join(', ')}.`,
    )
  if ((type === 'personal' || type === 'corporate') && (number === undefined || number.length < 10))
    return refusal(
      'bypass.customerIdentifier',
      '현금영수증을 발급하려면 휴대폰번호, 사업자등록번호 또는 현금영수증 카드번호가 필요합니다.',
      'A cash receipt needs a phone number, a business number or a cash receipt card.',
    )
  return undefined
}

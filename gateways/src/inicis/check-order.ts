import type { Order } from '../port.ts'
import { refusal } from '../order-refusal.ts'
import type { OrderRefusal } from '../order-refusal.ts'
import { walletWindow } from './codes.ts'
import { checkPhoneKey } from './phone-key.ts'

/** What the PG's windows would refuse, said before they open (standard web payment and mobile manuals). */
export function checkOrder(order: Order): OrderRefusal | undefined {
  const { amount } = order
  if (amount.currency !== 'KRW' && amount.currency !== 'USD')
    return refusal('currency', 'KG이니시스는 KRW와 USD만 지원합니다.', 'KG Inicis takes KRW and USD only.')
  if (amount.currency === 'USD' && order.payMethod !== 'CARD')
    return refusal(
      'currency',
      'KG이니시스의 USD 결제는 카드만 지원합니다.',
      'KG Inicis takes USD by card only.',
    )
  if (amount.currency === 'USD' && order.device === 'MOBILE')
    return refusal(
      'currency',
      'KG이니시스 모바일 결제창은 원화만 지원합니다.',
      'The mobile window of KG Inicis takes KRW only.',
    )
  if (!Number.isSafeInteger(amount.minor) || amount.minor < 1)
    return refusal('totalAmount', '결제 금액은 1 이상이어야 합니다.', 'The amount must be at least 1.')
  // Too long a name is not refused: the PG cuts it, and so do we.
  if (order.orderName.trim() === '')
    return refusal('orderName', '주문명을 입력해야 합니다.', 'The order name must not be empty.')
  return (
    checkCustomer(order) ??
    checkMethod(order) ??
    (order.issuesBillingKey === true ? checkPhoneKey(order) : undefined)
  )
}

/** The PC window wants all three; mobile asks for the name only (mobile manual, required fields). */
function checkCustomer({ customer, device }: Order): OrderRefusal | undefined {
  if (isBlank(customer.fullName))
    return refusal('customer.fullName', '구매자 이름이 필요합니다.', 'The buyer’s full name is required.')
  if (device === 'MOBILE') return undefined
  if (isBlank(customer.phoneNumber))
    return refusal(
      'customer.phoneNumber',
      'KG이니시스 PC 결제에는 구매자 연락처가 필요합니다.',
      'KG Inicis on PC requires the buyer’s phone number.',
    )
  if (isBlank(customer.email))
    return refusal(
      'customer.email',
      'KG이니시스 PC 결제에는 구매자 이메일이 필요합니다.',
      'KG Inicis on PC requires the buyer’s e-mail.',
    )
  return undefined
}

function checkMethod({ payMethod, card, easyPay }: Order): OrderRefusal | undefined {
  const company = card?.cardCompany
  if (payMethod === 'CARD' && company !== undefined) {
    // A company whose code the PG does not publish is not refused: its buyer picks it in the ordinary card window.
    if (company === 'TOSS_BANK')
      return refusal(
        'card.cardCompany',
        'KG이니시스는 토스뱅크 카드를 바로 열 수 없습니다.',
        'KG Inicis cannot open Toss Bank cards directly.',
      )
    if (card?.availableInstallmentMonths !== undefined)
      return refusal(
        'card.installment.monthOption.availableMonthList',
        '카드사를 바로 열 때는 할부 개월 목록을 지정할 수 없습니다. fixedMonth를 사용하세요.',
        'A direct card window takes one fixed month, not a list of months.',
      )
  }
  const provider = easyPay?.easyPayProvider
  if (payMethod === 'EASY_PAY' && provider !== undefined && walletWindow(provider) === undefined)
    return refusal(
      'easyPay.easyPayProvider',
      `KG이니시스가 지원하지 않는 간편결제사입니다: ${provider}`,
      `KG Inicis does not offer this easy-pay provider: ${provider}`,
    )
  return undefined
}

function isBlank(value: string | undefined): boolean {
  return value === undefined || value.trim() === ''
}

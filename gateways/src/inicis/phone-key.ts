import type { ApproveAnswer, Customer, JsonObject, Order } from '../port.ts'
import { refusal } from '../order-refusal.ts'
import type { OrderRefusal } from '../order-refusal.ts'
import { present } from '../wire/reading.ts'

/**
 * The right to charge a phone bill (휴대폰 소액결제) again, which comes with a payment in the window: the approval's `HPP_Billkey`
 * and its charge are in open merchant code. How the window is asked for one is not public, so this word is the
 * simulator's, and the catalogue opens such a window there only.
 */
export const phoneKeyOption = 'simulated_phone_key'

/** True for the right of such a key; a card's key says nothing of it. */
export function isPhoneKey(right: JsonObject): boolean {
  return right['isPhone'] === true
}

/** What PortOne asks of such a payment, on a PC and a phone alike. */
export function checkPhoneKey({ payMethod, amount, customer, productType }: Order): OrderRefusal | undefined {
  if (payMethod !== 'MOBILE')
    return refusal(
      'billingKeyAndPayMethod',
      'KG이니시스에서 결제와 함께 발급하는 빌링키는 휴대폰 결제뿐입니다.',
      'KG Inicis issues a key with a payment for phone bills only.',
    )
  if (amount.currency !== 'KRW')
    return refusal(
      'currency',
      'KG이니시스 휴대폰 결제는 원화만 지원합니다.',
      'Phone bills at KG Inicis are in won.',
    )
  for (const [field, value] of Object.entries({ phoneNumber: customer.phoneNumber, email: customer.email }))
    if (value === undefined || value.trim() === '')
      return refusal(
        `customer.${field}`,
        'KG이니시스의 휴대폰 빌링키에는 구매자의 연락처와 이메일이 필요합니다.',
        'A phone bill key of KG Inicis requires the buyer’s phone number and e-mail.',
      )
  if (productType === undefined)
    return refusal(
      'productType',
      '휴대폰 결제에는 상품 유형이 필요합니다.',
      'A phone bill requires the product type.',
    )
  return undefined
}

/** The approval with its key. Money without it is half of what was asked for, so the platform undoes it by net cancel. */
export function withPhoneKey(
  answer: ApproveAnswer,
  order: Order,
  billKey: string | undefined,
): ApproveAnswer {
  if (order.issuesBillingKey !== true || answer.kind !== 'approved') return answer
  if (answer.method.type !== 'MOBILE' || billKey === undefined)
    return { kind: 'silent', reason: 'approved, but without the key of the phone bill' }
  return {
    ...answer,
    issued: {
      right: { billKey, isPhone: true, buyer: buyerOf(order.customer) },
      instrument: { type: 'MOBILE', ...present({ phoneNumber: answer.method.phoneNumber }) },
    },
  }
}

function buyerOf({ fullName, email, phoneNumber }: Customer): JsonObject {
  return present({ fullName, email, phoneNumber })
}

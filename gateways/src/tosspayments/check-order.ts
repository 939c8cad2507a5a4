import type { Order } from '../port.ts'
import { refusal } from '../order-refusal.ts'
import type { OrderRefusal } from '../order-refusal.ts'
import { characterCount } from '../wire/characters.ts'
import { directCardCode, providerOnWire } from './codes.ts'

/** What the PG's window would refuse, said before it opens (SDK v2 reference; limits count characters). */
export function checkOrder(order: Order): OrderRefusal | undefined {
  const { amount, customer } = order
  if (amount.currency !== 'KRW')
    return refusal(
      'currency',
      '토스페이먼츠 결제창은 원화(KRW)만 지원합니다.',
      'The TossPayments window takes KRW only.',
    )
  if (!Number.isSafeInteger(amount.minor) || amount.minor < 1)
    return refusal('totalAmount', '결제 금액은 1원 이상이어야 합니다.', 'The amount must be at least 1 KRW.')
  const nameLength = characterCount(order.orderName)
  if (order.orderName.trim() === '' || nameLength > 100)
    return refusal(
      'orderName',
      '주문명은 1자 이상 100자 이하여야 합니다.',
      'The order name must have 1 to 100 characters.',
    )
  if (customer.customerId !== undefined && !customerKeyPattern.test(customer.customerId))
    return refusal(
      'customer.customerId',
      '고객 식별자는 영문, 숫자, - _ = . @ 로 된 2~50자여야 합니다.',
      'The customer id must have 2 to 50 characters of letters, digits and - _ = . @',
    )
  if (characterCount(customer.fullName ?? '') > 100)
    return refusal(
      'customer.fullName',
      '구매자 이름은 100자 이하여야 합니다.',
      'The name must have at most 100 characters.',
    )
  if (characterCount(customer.email ?? '') > 100)
    return refusal(
      'customer.email',
      '이메일은 100자 이하여야 합니다.',
      'The e-mail must have at most 100 characters.',
    )
  return checkMethod(order)
}

const customerKeyPattern = /^[A-Za-z0-9\-_=.@]{2,50}$/

function checkMethod(order: Order): OrderRefusal | undefined {
  switch (order.payMethod) {
    case 'EASY_PAY': {
      const provider = order.easyPay?.easyPayProvider
      if (provider === undefined)
        return refusal(
          'easyPay.easyPayProvider',
          '토스페이먼츠 간편결제는 간편결제사를 지정해야 합니다.',
          'TossPayments needs the easy-pay provider to be named.',
        )
      return providerOnWire(provider) === undefined
        ? refusal(
            'easyPay.easyPayProvider',
            `토스페이먼츠가 지원하지 않는 간편결제사입니다: ${provider}`,
            `TossPayments does not offer this easy-pay provider: ${provider}`,
          )
        : undefined
    }
    case 'CARD': {
      const company = order.card?.cardCompany
      return company !== undefined && directCardCode(company) === undefined
        ? refusal(
            'card.cardCompany',
            `토스페이먼츠가 바로 열 수 없는 카드사입니다: ${company}`,
            `TossPayments cannot open this card company directly: ${company}`,
          )
        : undefined
    }
    case 'VIRTUAL_ACCOUNT':
    case 'TRANSFER':
    case 'MOBILE':
    case 'GIFT_CERTIFICATE':
      return undefined
  }
}

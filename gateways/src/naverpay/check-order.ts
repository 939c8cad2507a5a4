import type { BillingOrder, Order } from '../port.ts'
import { refusal } from '../order-refusal.ts'
import type { OrderRefusal } from '../order-refusal.ts'
import { characterCount } from '../wire/characters.ts'
import { limits } from './begin.ts'

/** What Naver Pay would refuse, said before its window opens (PortOne's pages of Naver Pay; SDK fields). */
export function checkOrder(order: Order): OrderRefusal | undefined {
  const { amount } = order
  if (amount.currency !== 'KRW')
    return refusal('currency', '네이버페이는 원화(KRW)만 지원합니다.', 'Naver Pay takes KRW only.')
  // V1's release notes of 2024-01 allow 10 won, V2's page says 100.
  const amountMin = order.apiVersion === 'V1' ? 10 : limits.amountMin
  if (!Number.isSafeInteger(amount.minor) || amount.minor < amountMin)
    return refusal(
      'totalAmount',
      `네이버페이의 결제 금액은 ${amountMin}원 이상이어야 합니다.`,
      `Naver Pay takes at least ${amountMin} KRW.`,
    )
  if (order.orderName.trim() === '' || characterCount(order.orderName) > limits.productName)
    return refusal(
      'orderName',
      `네이버페이의 주문명은 1자 이상 ${limits.productName}자 이하여야 합니다.`,
      `Naver Pay takes order names of 1 to ${limits.productName} characters.`,
    )
  return undefined
}

export function checkBillingOrder(order: BillingOrder): OrderRefusal | undefined {
  if (order.method !== 'EASY_PAY')
    return refusal(
      'billingKeyMethod',
      '네이버페이의 빌링키는 간편결제(EASY_PAY)만 됩니다.',
      'Billing keys of Naver Pay are EASY_PAY only.',
    )
  if (order.displayAmount !== undefined && order.displayAmount.currency !== 'KRW')
    return refusal('currency', '네이버페이는 원화(KRW)만 지원합니다.', 'Naver Pay takes KRW only.')
  if ((order.issueId ?? '') === '')
    return refusal('issueId', '네이버페이는 issueId가 필요합니다.', 'Naver Pay wants an issueId.')
  return (order.issueName ?? '') === ''
    ? refusal('issueName', '네이버페이는 issueName이 필요합니다.', 'Naver Pay wants an issueName.')
    : undefined
}

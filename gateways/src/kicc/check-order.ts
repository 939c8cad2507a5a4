import type { BillingOrder, Order } from '../port.ts'
import { refusal } from '../order-refusal.ts'
import type { OrderRefusal } from '../order-refusal.ts'
import { koreanByteLength } from '../wire/korean-bytes.ts'
import { limits } from './begin.ts'
import { directCardCode, walletCodeOf } from './codes.ts'

/** What KICC would refuse, said before its window opens (developer documentation: window registration; lengths are bytes). */
export function checkOrder(order: Order): OrderRefusal | undefined {
  const { amount, payMethod } = order
  if (amount.currency !== 'KRW')
    return refusal(
      'currency',
      '이지페이 결제창은 원화(KRW)만 지원합니다.',
      'The EasyPay window takes KRW only.',
    )
  if (!Number.isSafeInteger(amount.minor) || amount.minor < 1)
    return refusal('totalAmount', '결제 금액은 1원 이상이어야 합니다.', 'The amount must be at least 1 KRW.')
  if (order.orderName.trim() === '' || koreanByteLength(order.orderName) > limits.goodsName)
    return refusal(
      'orderName',
      `이지페이의 주문명은 1자 이상 ${limits.goodsName}바이트(한글 25자)까지입니다.`,
      `EasyPay takes order names of at most ${limits.goodsName} bytes (a Hangul syllable is two).`,
    )
  const company = order.card?.cardCompany
  if (payMethod === 'CARD' && company !== undefined && directCardCode(company) === undefined)
    return refusal(
      'card.cardCompany',
      `이지페이가 바로 열 수 없는 카드사입니다: ${company}`,
      `EasyPay cannot open this card company directly: ${company}`,
    )
  const provider = order.easyPay?.easyPayProvider
  if (payMethod === 'EASY_PAY' && provider !== undefined && walletCodeOf(provider) === undefined)
    return refusal(
      'easyPay.easyPayProvider',
      `이지페이가 지원하지 않는 간편결제사입니다: ${provider}`,
      `EasyPay does not offer this easy-pay provider: ${provider}`,
    )
  return undefined
}

export function checkBillingOrder(order: BillingOrder): OrderRefusal | undefined {
  return order.method === 'CARD'
    ? undefined
    : refusal(
        'billingKeyMethod',
        '이지페이의 빌링키는 카드만 됩니다.',
        'Billing keys of EasyPay are cards only.',
      )
}

import type { Order } from '../port.ts'
import { refusal } from '../order-refusal.ts'
import type { OrderRefusal } from '../order-refusal.ts'
import { characterCount } from '../wire/characters.ts'
import { currencies } from './amount.ts'
import { extrasOf, limits, objectOf, sumOf } from './window-words.ts'

/** What the window would refuse, said before it opens (classic guide; PortOne's guide to Eximbay). */
export function checkOrder(moduleCode: string, order: Order): OrderRefusal | undefined {
  const { amount, customer } = order
  if (!currencies.includes(amount.currency))
    return refusal(
      'currency',
      `엑심베이로 받을 수 없는 통화입니다. ${currencies.join(', ')} 가운데 고르세요.`,
      `Eximbay does not take this currency. Choose one of ${currencies.join(', ')}.`,
    )
  if (!Number.isSafeInteger(amount.minor) || amount.minor < 1 || amount.minor > 99_999_999_999)
    return refusal('totalAmount', '결제 금액은 0보다 커야 합니다.', 'The amount must be more than 0.')
  if (order.orderName.trim() === '')
    return refusal('orderName', '주문명을 입력해야 합니다.', 'The order name must not be empty.')
  if ((customer.fullName ?? '').trim() === '')
    return refusal(
      'customer.fullName',
      '엑심베이는 구매자 이름이 필요합니다.',
      'Eximbay wants the buyer’s name.',
    )
  if (characterCount(customer.fullName ?? '') > limits.buyer)
    return refusal(
      'customer.fullName',
      `구매자 이름은 ${limits.buyer}자까지입니다.`,
      `The buyer’s name takes at most ${limits.buyer} characters.`,
    )
  if ((customer.email ?? '') === '')
    return refusal(
      'customer.email',
      '엑심베이는 구매자 이메일이 필요합니다.',
      'Eximbay wants the buyer’s e-mail.',
    )
  if (order.isEscrow)
    return refusal('isEscrow', '엑심베이에는 에스크로가 없습니다.', 'Eximbay has no escrow.')
  return checkProducts(moduleCode, order)
}

function checkProducts(moduleCode: string, order: Order): OrderRefusal | undefined {
  if (sumOf(order) !== order.amount.minor)
    return refusal(
      'products',
      '상품과 추가 금액의 합이 결제 금액과 같아야 합니다.',
      'Products and surcharges must add up to the amount.',
    )
  if (moduleCode !== 'eximbay_v2') return undefined
  const extras = extrasOf(order)
  const method = objectOf(extras['payment'])['payment_method']
  if (method === 'P305')
    return refusal(
      'bypass.eximbay_v2.payment.payment_method',
      '엑심베이 가상계좌(P305)는 지원하지 않습니다.',
      'Virtual accounts of Eximbay (P305) are not supported.',
    )
  if (order.issuesBillingKey === true && method !== undefined && method !== 'P000')
    return refusal(
      'bypass.eximbay_v2.payment.payment_method',
      '빌링키는 카드(P000)로만 발급됩니다.',
      'Billing keys are issued for cards only (P000).',
    )
  // Only foreign cards do without a list of what is bought.
  const isForeignCard = method === undefined || method === 'P000'
  const isKorean = objectOf(extras['settings'])['issuer_country'] === 'KR'
  const hasLinks =
    (order.products ?? []).length > 0 && (order.products ?? []).every(({ link }) => link !== undefined)
  return (!isForeignCard || isKorean) && !hasLinks
    ? refusal(
        'products',
        '해외 카드가 아닌 결제수단에는 상품 목록과 상품마다 link가 필요합니다.',
        'Anything but foreign cards wants products, each with a link.',
      )
    : undefined
}

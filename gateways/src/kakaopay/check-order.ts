import type { BillingOrder, Order } from '../port.ts'
import { refusal } from '../order-refusal.ts'
import type { OrderRefusal } from '../order-refusal.ts'
import { characterCount } from '../wire/characters.ts'
import { limits } from './begin.ts'
import { extrasOf, fixedMonth, textOf } from './extras.ts'

/** What KakaoPay would refuse, said before its window opens (PortOne's pages of KakaoPay; fields of `/ready`). */
export function checkOrder(order: Order): OrderRefusal | undefined {
  const { amount } = order
  if (amount.currency !== 'KRW')
    return refusal('currency', '카카오페이는 원화(KRW)만 지원합니다.', 'KakaoPay takes KRW only.')
  if (!Number.isSafeInteger(amount.minor) || amount.minor < 1)
    return refusal(
      'totalAmount',
      '카카오페이의 결제 금액은 1원 이상이어야 합니다.',
      'KakaoPay takes at least 1 KRW.',
    )
  if (!isName(order.orderName))
    return refusal(
      'orderName',
      `카카오페이의 주문명은 1자 이상 ${limits.itemName}자 이하여야 합니다.`,
      `KakaoPay takes order names of 1 to ${limits.itemName} characters.`,
    )
  if (order.isEscrow)
    return refusal('isEscrow', '카카오페이에는 에스크로가 없습니다.', 'KakaoPay has no escrow.')
  const month = fixedMonth(order)
  if (month !== undefined && (!Number.isSafeInteger(month) || month < 0 || month > limits.installMonth))
    return refusal(
      'easyPay.installment.monthOption.fixedMonth',
      `카카오페이의 할부는 ${limits.installMonth}개월까지입니다.`,
      `KakaoPay takes at most ${limits.installMonth} months.`,
    )
  return checkExtras(order)
}

function checkExtras({ bypass }: Pick<Order, 'bypass'>): OrderRefusal | undefined {
  const { payment_method_type: method, custom_message: message } = extrasOf(bypass)
  if (method !== undefined && method !== 'CARD' && method !== 'MONEY')
    return refusal(
      'bypass.kakaopay.payment_method_type',
      'payment_method_type은 CARD 또는 MONEY입니다.',
      'payment_method_type is CARD or MONEY.',
    )
  return message !== undefined && textOf(message) === undefined
    ? refusal('bypass.kakaopay.custom_message', 'custom_message는 문자열입니다.', 'custom_message is text.')
    : undefined
}

export function checkBillingOrder(order: BillingOrder): OrderRefusal | undefined {
  if (order.method !== 'EASY_PAY')
    return refusal(
      'billingKeyMethod',
      '카카오페이의 빌링키는 간편결제(EASY_PAY)만 됩니다.',
      'Billing keys of KakaoPay are EASY_PAY only.',
    )
  if (order.displayAmount !== undefined && order.displayAmount.currency !== 'KRW')
    return refusal('currency', '카카오페이는 원화(KRW)만 지원합니다.', 'KakaoPay takes KRW only.')
  if (!isName(order.issueName ?? ''))
    return refusal(
      'issueName',
      `카카오페이는 issueName이 필요하며 ${limits.itemName}자까지입니다.`,
      `KakaoPay wants an issueName of at most ${limits.itemName} characters.`,
    )
  return checkExtras(order)
}

function isName(name: string): boolean {
  return name.trim() !== '' && characterCount(name) <= limits.itemName
}

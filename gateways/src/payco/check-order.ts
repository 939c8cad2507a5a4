import { refusal } from '../order-refusal.ts'
import type { OrderRefusal } from '../order-refusal.ts'
import type { Order } from '../port.ts'

/** What PAYCO's reservation would refuse, said before the window opens. */
export function checkOrder(order: Order): OrderRefusal | undefined {
  if (order.amount.currency !== 'KRW')
    return refusal('currency', '페이코는 원화만 지원합니다.', 'PAYCO takes KRW only.')
  const provider = order.easyPay?.easyPayProvider
  if (provider !== undefined && provider !== 'PAYCO')
    return refusal(
      'easyPay.easyPayProvider',
      `페이코 채널에서 다른 간편결제사를 열 수 없습니다: ${provider}`,
      `A PAYCO channel opens no other wallet: ${provider}`,
    )
  return order.isEscrow
    ? refusal('isEscrow', '페이코는 에스크로를 제공하지 않습니다.', 'PAYCO has no escrow.')
    : undefined
}

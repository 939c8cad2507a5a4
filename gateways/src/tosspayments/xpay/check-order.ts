import { refusal } from '../../order-refusal.ts'
import type { OrderRefusal } from '../../order-refusal.ts'
import type { Order } from '../../port.ts'
import { directCardCode } from '../codes.ts'
import { payTypeOf } from './codes.ts'
import { extra, wrongExtra } from './extras.ts'
import { isPlain, limits } from './plain-value.ts'

const AMOUNT_DIGITS_MAX = 12

/** What XPay's window would refuse, said before it opens. */
export function checkOrder(order: Order): OrderRefusal | undefined {
  const { amount, orderName } = order
  if (amount.currency !== 'KRW')
    return refusal(
      'currency',
      '토스페이먼츠 구모듈 결제창은 원화(KRW)만 지원합니다.',
      'The former module of TossPayments takes KRW only.',
    )
  if (!Number.isSafeInteger(amount.minor) || amount.minor < 1)
    return refusal('totalAmount', '결제 금액은 1원 이상이어야 합니다.', 'The amount must be at least 1 KRW.')
  if (String(amount.minor).length > AMOUNT_DIGITS_MAX)
    return refusal(
      'totalAmount',
      `결제 금액은 ${AMOUNT_DIGITS_MAX}자리 이하여야 합니다.`,
      `The amount must have at most ${AMOUNT_DIGITS_MAX} digits.`,
    )
  if (orderName.trim() === '') return refusal('orderName', '주문명이 필요합니다.', 'An order name is needed.')
  const wrong = wrongExtra(order)
  if (wrong !== undefined)
    return refusal(
      `bypass.uplus.${wrong}`,
      '토스페이먼츠 구모듈에 그대로 넘길 수 없는 값입니다. LGD_ 로 시작하는 이름만, 주문이 정하는 값과 주소는 제외하고, 200자 이하로 < > ; \' " \\ -- 없이 쓸 수 있습니다.',
      'This cannot be handed through: only names that begin with LGD_ and that the order does not decide, with at most 200 characters and none of < > ; \' " \\ --.',
    )
  return checkMethod(order)
}

function checkMethod(order: Order): OrderRefusal | undefined {
  const { payMethod, card, giftCertificate } = order
  if (payMethod === 'EASY_PAY')
    return refusal(
      'payMethod',
      '토스페이먼츠 구모듈의 간편결제 호출 방식은 공개되어 있지 않아 지원하지 않습니다.',
      'How the former module of TossPayments opens a wallet is not public.',
    )
  if (payTypeOf(payMethod, giftCertificate?.giftCertificateType) === undefined)
    return refusal(
      'giftCertificate.giftCertificateType',
      '토스페이먼츠 구모듈의 상품권은 CULTURELAND, SMART_MUNSANG, BOOKNLIFE 입니다.',
      'The former module of TossPayments knows CULTURELAND, SMART_MUNSANG and BOOKNLIFE.',
    )
  if (
    payMethod === 'CARD' &&
    card?.cardCompany !== undefined &&
    directCardCode(card.cardCompany) === undefined
  )
    return refusal(
      'card.cardCompany',
      `토스페이먼츠가 바로 열 수 없는 카드사입니다: ${card.cardCompany}`,
      `TossPayments cannot open this card company directly: ${card.cardCompany}`,
    )
  return payMethod === 'GIFT_CERTIFICATE' ? checkGift(order) : undefined
}

/** The PG wants to know who spends a gift certificate, and from where. */
function checkGift(order: Order): OrderRefusal | undefined {
  const buyerId = extra(order, 'LGD_BUYERID') ?? order.customer.customerId ?? ''
  if (buyerId === '' || buyerId.length > limits.buyerId || !isPlain(buyerId))
    return refusal(
      'customer.customerId',
      `토스페이먼츠 구모듈의 상품권 결제에는 ${limits.buyerId}자 이하의 구매자 아이디가 필요합니다.`,
      `Gift certificates need an id of the buyer, at most ${limits.buyerId} characters.`,
    )
  if (!/^[0-9A-Fa-f.:]{2,45}$/.test(extra(order, 'LGD_BUYERIP') ?? ''))
    return refusal(
      'bypass.uplus.LGD_BUYERIP',
      '토스페이먼츠 구모듈의 상품권 결제에는 구매자의 IP 주소(bypass.uplus.LGD_BUYERIP)가 필요합니다.',
      'Gift certificates need the buyer’s IP address in bypass.uplus.LGD_BUYERIP.',
    )
  return undefined
}

import type { BillingOrder, Order } from '../port.ts'
import { refusal } from '../order-refusal.ts'
import type { OrderRefusal } from '../order-refusal.ts'
import { koreanByteLength } from '../wire/korean-bytes.ts'
import { noDirectCards, walletProviders } from './codes.ts'
import { checkQuickPay, registeringActions } from './quickpay.ts'
import { extrasOf, limits, shopUserId, textOf } from './window-words.ts'

/** PC windows that show these companies alone need the shop's name, too. */
const namedOnPc: readonly string[] = [
  'SHINHAN_CARD',
  'WOORI_CARD',
  'HYUNDAI_CARD',
  'SAMSUNG_CARD',
  'NH_CARD',
  'HANA_CARD',
  'LOTTE_CARD',
  'CITI_CARD',
]

/** What KCP's windows would refuse, said before they open (standard payment guide; PortOne's guide to KCP). */
export function checkOrder(moduleCode: string, order: Order): OrderRefusal | undefined {
  const { amount, payMethod } = order
  if (moduleCode === 'kcp_quick') {
    const problem = checkQuickPay(order.bypass, ['Pay'])
    if (problem !== undefined) return problem
  }
  if (amount.currency !== 'KRW' && amount.currency !== 'USD')
    return refusal('currency', 'NHN KCP는 KRW와 USD만 지원합니다.', 'NHN KCP takes KRW and USD only.')
  if (amount.currency === 'USD' && payMethod !== 'CARD')
    return refusal('currency', 'NHN KCP의 USD 결제는 카드만 됩니다.', 'NHN KCP takes USD by card only.')
  if (!Number.isSafeInteger(amount.minor) || amount.minor < 1 || amount.minor > 999_999_999_999)
    return refusal(
      'totalAmount',
      '결제 금액은 1 이상 12자리 이하여야 합니다.',
      'The amount must be 1 to 12 digits.',
    )
  if (order.orderName.trim() === '')
    return refusal('orderName', '주문명을 입력해야 합니다.', 'The order name must not be empty.')
  if (koreanByteLength(order.orderName) > limits.goodName)
    return refusal(
      'orderName',
      `NHN KCP의 주문명은 ${limits.goodName}바이트(한글 50자)까지입니다.`,
      `NHN KCP takes order names of at most ${limits.goodName} bytes (a Hangul syllable is two).`,
    )
  return checkMethod(order) ?? checkEscrow(moduleCode, order)
}

function checkMethod(order: Order): OrderRefusal | undefined {
  const { payMethod, easyPay } = order
  switch (payMethod) {
    case 'CARD':
      return checkDirectCard(order)
    case 'EASY_PAY': {
      const provider = easyPay?.easyPayProvider
      return provider === undefined || walletProviders.includes(provider)
        ? undefined
        : refusal(
            'easyPay.easyPayProvider',
            `NHN KCP가 지원하지 않는 간편결제사입니다: ${provider}`,
            `NHN KCP does not offer this easy-pay provider: ${provider}`,
          )
    }
    case 'MOBILE':
    case 'GIFT_CERTIFICATE': {
      const userId = shopUserId(order)
      const lengthMax = payMethod === 'MOBILE' ? 40 : 20
      return userId !== undefined && userId.length <= lengthMax
        ? undefined
        : refusal(
            'bypass.kcp_v2.shop_user_id',
            `NHN KCP의 휴대폰·상품권 결제에는 상점의 회원 아이디(bypass.kcp_v2.shop_user_id 또는 customer.customerId, ${lengthMax}자 이하)가 필요합니다.`,
            `NHN KCP wants the buyer’s id at the shop for phone bills and gift certificates: bypass.kcp_v2.shop_user_id or customer.customerId, at most ${lengthMax} characters.`,
          )
    }
    case 'TRANSFER':
    case 'VIRTUAL_ACCOUNT':
      return undefined
  }
}

function checkDirectCard({ card, customer, device, bypass }: Order): OrderRefusal | undefined {
  const company = card?.cardCompany
  if (company === undefined) return undefined
  if (noDirectCards.includes(company))
    return refusal(
      'card.cardCompany',
      'NHN KCP가 바로 열 수 없는 카드사입니다.',
      'NHN KCP cannot open this card company directly.',
    )
  if (card?.availableInstallmentMonths !== undefined)
    return refusal(
      'card.installment.monthOption.availableMonthList',
      '카드사를 바로 열 때는 할부 개월 목록을 지정할 수 없습니다. fixedMonth를 사용하세요.',
      'A direct card window takes one fixed month, not a list of months.',
    )
  const isNamed = textOf(extrasOf(bypass)['site_name']) !== undefined
  if (!isNamed && (device === 'MOBILE' || namedOnPc.includes(company)))
    return refusal(
      'bypass.kcp_v2.site_name',
      '이 카드사를 바로 열려면 상점 이름(bypass.kcp_v2.site_name)이 필요합니다.',
      'To open this card company directly, name the shop in bypass.kcp_v2.site_name.',
    )
  if (device === 'PC' && (customer.email ?? '') === '')
    return refusal(
      'customer.email',
      'PC에서 카드사를 바로 열려면 구매자 이메일이 필요합니다.',
      'To open a card company directly on PC, the buyer’s e-mail is required.',
    )
  if (device === 'MOBILE' && koreanByteLength(customer.fullName ?? '') > limits.buyerName)
    return refusal(
      'customer.fullName',
      `구매자 이름은 ${limits.buyerName}바이트까지입니다.`,
      `The buyer’s name takes at most ${limits.buyerName} bytes.`,
    )
  return undefined
}

/** V1's basket comes under another name, so there the order itself is the one line of it. */
function checkEscrow(moduleCode: string, { isEscrow, products }: Order): OrderRefusal | undefined {
  return isEscrow && moduleCode === 'kcp_v2' && (products ?? []).length === 0
    ? refusal(
        'products',
        'NHN KCP 에스크로 결제에는 상품 목록이 필요합니다.',
        'NHN KCP wants the list of products for escrow.',
      )
    : undefined
}

export function checkBillingOrder(moduleCode: string, order: BillingOrder): OrderRefusal | undefined {
  if (order.method !== 'CARD')
    return refusal(
      'billingKeyMethod',
      'NHN KCP의 빌링키는 카드만 됩니다.',
      'Billing keys of NHN KCP are cards only.',
    )
  if (order.displayAmount !== undefined && order.displayAmount.currency !== 'KRW')
    return refusal('currency', 'NHN KCP의 정기결제는 원화만 됩니다.', 'NHN KCP charges in KRW only.')
  if (moduleCode === 'kcp_quick') return checkQuickPay(order.bypass, registeringActions)
  if (moduleCode !== 'kcp_v2') return undefined
  if ((order.issueId ?? '') === '')
    return refusal('issueId', 'NHN KCP는 issueId가 필요합니다.', 'NHN KCP wants an issueId.')
  if (order.device === 'MOBILE' && (order.issueName ?? '') === '')
    return refusal(
      'issueName',
      'NHN KCP 모바일 등록에는 issueName이 필요합니다.',
      'NHN KCP wants an issueName on phones.',
    )
  const { from, until } = order.offerPeriod ?? {}
  return from !== undefined || until !== undefined
    ? refusal(
        'offerPeriod',
        'NHN KCP의 제공 기간은 interval로만 정합니다.',
        'NHN KCP takes offerPeriod as interval only.',
      )
    : undefined
}

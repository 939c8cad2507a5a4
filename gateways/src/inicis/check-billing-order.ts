import type { BillingOrder } from '../port.ts'
import { refusal } from '../order-refusal.ts'
import type { OrderRefusal } from '../order-refusal.ts'

/** What the PG's registration windows would refuse, said before they open (billing key manual, request fields). */
export function checkBillingOrder(order: BillingOrder): OrderRefusal | undefined {
  if (order.method !== 'CARD')
    return refusal(
      'billingKeyMethod',
      'KG이니시스의 빌링키는 카드만 됩니다.',
      'Billing keys of KG Inicis are cards only.',
    )
  const currency = order.displayAmount?.currency ?? 'KRW'
  if (currency !== 'KRW')
    return refusal(
      'currency',
      'KG이니시스의 빌링키는 원화(KRW)만 지원합니다.',
      'Billing keys of KG Inicis are charged in KRW only.',
    )
  return checkBuyer(order) ?? checkPeriod(order)
}

/** Both windows ask for all three, and so does every later charge. */
function checkBuyer({ customer }: BillingOrder): OrderRefusal | undefined {
  if (isBlank(customer.fullName))
    return refusal('customer.fullName', '구매자 이름이 필요합니다.', 'The buyer’s full name is required.')
  if (isBlank(customer.phoneNumber))
    return refusal(
      'customer.phoneNumber',
      'KG이니시스 빌링키에는 구매자 연락처가 필요합니다.',
      'KG Inicis requires the buyer’s phone number for billing keys.',
    )
  if (isBlank(customer.email))
    return refusal(
      'customer.email',
      'KG이니시스 빌링키에는 구매자 이메일이 필요합니다.',
      'KG Inicis requires the buyer’s e-mail for billing keys.',
    )
  return undefined
}

/** Both ends of a range, or every month, or every year. V1's pages rarely say it, so of them it is not asked. */
function checkPeriod({ offerPeriod, device, apiVersion }: BillingOrder): OrderRefusal | undefined {
  const { from, until, interval } = offerPeriod ?? {}
  const isRange = from !== undefined || until !== undefined
  if (!isRange && interval === undefined)
    return device === 'MOBILE' && apiVersion !== 'V1'
      ? refusal(
          'offerPeriod',
          'KG이니시스 모바일 빌링키에는 제공 기간(offerPeriod)이 필요합니다.',
          'KG Inicis on mobile requires the offer period (offerPeriod).',
        )
      : undefined
  if (isRange && (from === undefined || until === undefined))
    return refusal(
      'offerPeriod.range',
      'KG이니시스는 제공 기간의 시작과 끝이 모두 필요합니다.',
      'KG Inicis wants both ends of the offer period.',
    )
  if (!isRange && interval !== '1m' && interval !== '1y')
    return refusal(
      'offerPeriod.interval',
      'KG이니시스의 제공 주기는 1m(매월) 또는 1y(매년)만 됩니다.',
      'KG Inicis takes the intervals 1m and 1y only.',
    )
  return undefined
}

function isBlank(value: string | undefined): boolean {
  return value === undefined || value.trim() === ''
}

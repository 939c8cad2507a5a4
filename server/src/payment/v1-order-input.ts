import type { JsonObject } from '@naru/gateways'
import type { V1Input } from '../credential/v1-input.ts'
import { refuseCommon } from '../foundation/refusal.ts'
import { present } from '../foundation/present.ts'
import { toChargeOrder, type ChargeInput } from './charge-input.ts'
import { isCurrency } from './currency.ts'
import { toMinor } from './major-amount.ts'
import type { AttemptOrder } from './payment.ts'

/** V1's own limit on `merchant_uid`, wide enough for the PG that takes the longest. */
const merchantUidLengthMax = 64

/** @throws Refusal INVALID_REQUEST */
export function readMerchantUid(input: V1Input): string {
  const merchantUid = input.requiredText('merchant_uid')
  const isBad = Array.from(merchantUid).some((character) => character < ' ' || character === '\u007f')
  if (merchantUid.trim() === '' || merchantUid.length > merchantUidLengthMax || isBad)
    throw refuseCommon('INVALID_REQUEST', `merchant_uid: 1–${merchantUidLengthMax}`)
  return merchantUid
}

/** An amount in main units as minor units; undefined when missing. */
export function readV1Amount(input: V1Input, name: string, currency: string): number | undefined {
  const decimal = input.decimal(name)
  if (decimal === undefined) return undefined
  const minor = toMinor(decimal, currency)
  if (minor === undefined || minor < 0) throw refuseCommon('INVALID_REQUEST', `${name}: ${currency}`)
  return minor
}

/** Missing: KRW, V1's default. */
export function readV1Currency(input: V1Input): string {
  const currency = input.text('currency')?.toUpperCase() ?? 'KRW'
  if (!isCurrency(currency)) throw refuseCommon('INVALID_REQUEST', 'currency: ISO 4217')
  return currency
}

/**
 * The order of a charge that a V1 server asks for: in V2's words, so that V2's rules about amounts check it.
 *
 * @param buyer what is known of the buyer already; the request's own words come first
 */
export function readV1Order(
  input: V1Input,
  more: Pick<AttemptOrder, 'payMethod'> & Partial<AttemptOrder>,
  buyer: AttemptOrder['customer'] = {},
): AttemptOrder {
  const currency = readV1Currency(input)
  if (input.text('amount') === undefined) throw refuseCommon('INVALID_REQUEST', 'amount: is required')
  const total = readV1Amount(input, 'amount', currency) ?? 0
  if (total < 1) throw refuseCommon('INVALID_REQUEST', 'amount: above 0')
  const noticeUrls = input.list('notice_url')
  const bypass = input.object('bypass').members()
  const product = input.text('product_type')?.toLowerCase()
  const charge: ChargeInput = {
    orderName: (input.text('name') ?? `주문 ${input.text('merchant_uid') ?? ''}`).slice(0, 500),
    amount: {
      total,
      ...present('taxFree', readV1Amount(input, 'tax_free', currency)),
      ...present('vat', readV1Amount(input, 'vat_amount', currency) ?? readV1Amount(input, 'vat', currency)),
    },
    currency,
    ...present('customData', input.anyText('custom_data')),
    ...(noticeUrls.length === 0 ? {} : { noticeUrls: [...noticeUrls] }),
    ...(product === 'digital' || product === 'content' ? { productType: 'DIGITAL' as const } : {}),
    ...(product === 'real' || product === 'physical' ? { productType: 'PHYSICAL' as const } : {}),
  }
  const order = toChargeOrder(charge, more)
  return {
    ...order,
    customer: { ...buyer, ...readV1Buyer(input, 'buyer') },
    ...(Object.keys(bypass).length === 0 ? {} : { bypass: bypass as JsonObject }),
  }
}

/** `buyer_name` … or `customer_name` …; what is missing or empty is left out. */
export function readV1Buyer(input: V1Input, prefix: 'buyer' | 'customer'): AttemptOrder['customer'] {
  const text = (name: string): string | undefined => input.text(`${prefix}_${name}`)?.slice(0, 500)
  const address = text('addr')
  return {
    ...present('id', input.text('customer_id')?.slice(0, 500)),
    ...present('name', text('name')),
    ...present('email', text('email')),
    ...present('phoneNumber', text('tel')),
    ...present('zipcode', text('postcode')),
    ...(address === undefined ? {} : { address: { addressLine1: address, addressLine2: '' } }),
  }
}

/** What a charge of a card adds: `card_quota` (1 and 0 are a lump sum) and points. */
export function readV1Card(input: V1Input): Partial<AttemptOrder> {
  const quota = input.integer('card_quota', 0, 60)
  const useCardPoint = input.flag('use_card_point')
  if (quota === undefined && useCardPoint === undefined) return {}
  return {
    card: {
      ...(quota === undefined ? {} : { installmentMonth: quota === 1 ? 0 : quota }),
      ...present('useCardPoint', useCardPoint),
    },
  }
}

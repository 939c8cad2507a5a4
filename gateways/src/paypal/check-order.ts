import type { BillingOrder, JsonObject, Order } from '../port.ts'
import { refusal } from '../order-refusal.ts'
import type { OrderRefusal } from '../order-refusal.ts'
import { isPaypalCurrency, wireValue } from './amount.ts'
import { isList, objectIn, objectsIn, paypalBypass, textIn } from './bypass.ts'

/** What PayPal would refuse, said before its window opens (Orders v2 reference; PortOne's PayPal pages for `bypass`). */
export function checkOrder(moduleCode: string, order: Order): OrderRefusal | undefined {
  const { amount, products } = order
  if (amount.currency === 'KRW')
    return refusal(
      'currency',
      '페이팔은 원화(KRW)를 받지 않습니다. USD처럼 페이팔이 지원하는 통화를 지정하세요.',
      'PayPal does not take KRW. Name one of its currencies, such as USD.',
    )
  if (!isPaypalCurrency(amount.currency))
    return refusal(
      'currency',
      `페이팔이 지원하지 않는 통화입니다: ${amount.currency}`,
      `PayPal does not take this currency: ${amount.currency}`,
    )
  if (amount.minor < 1)
    return refusal('totalAmount', '결제 금액은 0보다 커야 합니다.', 'The amount must be more than 0.')
  if (wireValue(amount) === undefined)
    return refusal(
      'totalAmount',
      `페이팔은 ${amount.currency} 금액에 소수점을 받지 않습니다. 최소 단위 100의 배수여야 합니다.`,
      `PayPal takes ${amount.currency} without decimals: a multiple of 100 minor units.`,
    )
  if (products !== undefined) {
    const sumMinor = products.reduce((sum, { unitMinor, quantity }) => sum + unitMinor * quantity, 0)
    if (sumMinor !== amount.minor)
      return refusal(
        'products',
        `페이팔에서는 상품 금액의 합이 결제 금액과 같아야 합니다. (${sumMinor} ≠ ${amount.minor})`,
        `For PayPal the products must add up to the total. (${sumMinor} ≠ ${amount.minor})`,
      )
  }
  return moduleCode === 'paypal_v2' ? checkBypass(paypalBypass(order.bypass)) : undefined
}

/** Countries whose addresses PayPal wants with a state (PortOne's PayPal RT page). */
const countriesWithState = new Set(['AR', 'BR', 'CA', 'CN', 'IN', 'IT', 'JP', 'MX', 'TH', 'US'])

export function checkBillingOrder(order: BillingOrder): OrderRefusal | undefined {
  const extras = paypalBypass(order.bypass)
  const address = objectIn(extras, 'shipping_address')
  if (address !== undefined) {
    const country = textIn(address, 'country_code')
    const missing =
      ['line1', 'city', 'country_code'].find((key) => textIn(address, key) === undefined) ??
      (countriesWithState.has(country ?? '') && textIn(address, 'state') === undefined ? 'state' : undefined)
    if (missing !== undefined) return missingMember(`bypass.paypal_v2.shipping_address.${missing}`)
  }
  return checkAdditionalData(extras)
}

function checkBypass(extras: JsonObject): OrderRefusal | undefined {
  const units = extras['purchase_units']
  if (units !== undefined) {
    const field = 'bypass.paypal_v2.purchase_units'
    if (!isList(units) || units.length > 1)
      return refusal(
        field,
        `purchase_units에는 항목을 하나만 넣을 수 있습니다.`,
        'purchase_units takes one item at most.',
      )
    const [unit] = objectsIn(extras, 'purchase_units')
    const address = objectIn(objectIn(unit, 'shipping'), 'address')
    const missing =
      address &&
      ['address_line_1', 'admin_area_2', 'country_code'].find((key) => textIn(address, key) === undefined)
    if (missing !== undefined) return missingMember(`${field}[0].shipping.address.${missing}`)
  }
  const tax = objectIn(objectIn(extras, 'payer'), 'tax_info')
  const missing = tax && ['tax_id', 'tax_id_type'].find((key) => textIn(tax, key) === undefined)
  return missing === undefined
    ? checkAdditionalData(extras)
    : missingMember(`bypass.paypal_v2.payer.tax_info.${missing}`)
}

/** Risk data (STC): pairs of strings. */
function checkAdditionalData(extras: JsonObject): OrderRefusal | undefined {
  const data = extras['additional_data']
  if (data === undefined) return undefined
  const isPairs =
    isList(data) &&
    objectsIn(extras, 'additional_data').filter(
      ({ key, value }) => typeof key === 'string' && key !== '' && typeof value === 'string',
    ).length === data.length
  return isPairs
    ? undefined
    : refusal(
        'bypass.paypal_v2.additional_data',
        'additional_data는 key와 value가 모두 문자열인 항목의 목록이어야 합니다.',
        'additional_data is a list of items whose key and value are strings.',
      )
}

function missingMember(field: string): OrderRefusal {
  return refusal(field, `페이팔에 필요한 값이 없습니다: ${field}`, `PayPal needs this value: ${field}`)
}

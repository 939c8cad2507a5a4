import type { GatewayContext, JsonObject, Order, ReturnUrls } from '../port.ts'
import { firstCharacters } from '../wire/characters.ts'
import { present } from '../wire/reading.ts'
import { wireValue } from './amount.ts'
import { objectIn, objectsIn, paypalBypass, textIn } from './bypass.ts'

/** `POST /v2/checkout/orders` for a buyer who approves in PayPal's window. */
export function windowOrderBody(context: GatewayContext, order: Order, urls: ReturnUrls): object {
  const extras = paypalBypass(order.bypass)
  const payer = payerOf(order, extras)
  return {
    intent: 'CAPTURE',
    purchase_units: [purchaseUnit(context, order)],
    ...(Object.keys(payer).length === 0 ? {} : { payer }),
    payment_source: {
      paypal: {
        experience_context: {
          return_url: urls.returnUrl,
          cancel_url: urls.closeUrl,
          user_action: 'PAY_NOW',
          shipping_preference: shippingPreference(extras),
          ...present({
            brand_name: textIn(extras, 'brand_name'),
            landing_page: textIn(extras, 'landing_page'),
          }),
        },
      },
    },
  }
}

/** The same for a charge with a billing agreement: nobody is asked. */
export function agreementOrderBody(context: GatewayContext, order: Order, agreementId: string): object {
  return {
    intent: 'CAPTURE',
    purchase_units: [purchaseUnit(context, order)],
    payment_source: agreementSource(agreementId),
  }
}

export function agreementSource(agreementId: string): object {
  return { token: { id: agreementId, type: 'BILLING_AGREEMENT' } }
}

/**
 * Our order id stands in both ids: `custom_id` comes back in every message, `invoice_id` keeps PayPal from taking the
 * same order twice (DUPLICATE_INVOICE_ID), also long after it forgot the request id.
 */
function purchaseUnit({ credentials }: GatewayContext, order: Order): object {
  const { amount, pgOrderId, products } = order
  const [unit] = objectsIn(paypalBypass(order.bypass), 'purchase_units')
  const money = (minor: number) => ({
    currency_code: amount.currency,
    value: wireValue({ minor, currency: amount.currency }) ?? '',
  })
  const areItemsSayable = products?.every(
    ({ unitMinor }) => wireValue({ minor: unitMinor, currency: amount.currency }) !== undefined,
  )
  return {
    reference_id: 'default',
    custom_id: pgOrderId,
    invoice_id: pgOrderId,
    description: firstCharacters(order.orderName, 127),
    payee: { merchant_id: credentials['merchantId'] ?? '' },
    amount: {
      ...money(amount.minor),
      ...(areItemsSayable === true ? { breakdown: { item_total: money(amount.minor) } } : {}),
    },
    ...(products === undefined || areItemsSayable !== true
      ? {}
      : {
          items: products.map(({ id, name, unitMinor, quantity, code }) => ({
            name: firstCharacters(name, 127),
            quantity: String(quantity),
            unit_amount: money(unitMinor),
            sku: firstCharacters(code ?? id, 127),
          })),
        }),
    ...present({ shipping: objectIn(unit, 'shipping') }),
  }
}

function shippingPreference(extras: JsonObject): string {
  const [unit] = objectsIn(extras, 'purchase_units')
  if (objectIn(objectIn(unit, 'shipping'), 'address') !== undefined) return 'SET_PROVIDED_ADDRESS'
  return textIn(extras, 'shipping_preference') ?? 'GET_FROM_FILE'
}

function payerOf(order: Order, extras: JsonObject): object {
  const payer = objectIn(extras, 'payer')
  return present({
    email_address: order.customer.email,
    tax_info: objectIn(payer, 'tax_info'),
    address: objectIn(payer, 'address'),
  })
}

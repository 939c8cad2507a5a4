import type { BeginAnswer, GatewayContext, JsonObject, Order, ReturnUrls } from '../port.ts'
import { text } from '../wire/reading.ts'
import { amountText } from './amount.ts'
import { isClassic, signed } from './classic.ts'
import { requestedMethod } from './codes.ts'
import { eximbayHosts } from './environment.ts'
import { callOpenApi } from './open-api.ts'
import {
  buyerOf,
  extrasOf,
  itemsOf,
  languageOf,
  objectOf,
  referenceOf,
  signedAmount,
  surchargesOf,
  textsOf,
} from './window-words.ts'

/** The window takes the money by itself (`PAYMENT`), so what is asked for here is what will be paid. */
export async function begin(context: GatewayContext, order: Order, urls: ReturnUrls): Promise<BeginAnswer> {
  if (isClassic(context)) return classicWindow(context, order, urls)
  const request = requestOf(context, order, urls)
  const answer = await callOpenApi(context, '/v1/payments/ready', request)
  if (answer.kind === 'silent') return answer
  const fgkey = text(answer.fields, 'fgkey')
  if (answer.code !== '0000')
    return { kind: 'declined', pgCode: answer.code, pgMessage: answer.message, raw: answer.raw }
  if (fgkey === undefined) return { kind: 'silent', reason: 'the PG gave no fgkey for its window' }
  return {
    kind: 'begun',
    handOff: {
      kind: 'eximbay-sdk',
      scriptUrl: eximbayHosts(context.environment).script,
      // Exactly what the PG was told, and its key over it.
      request: { fgkey, ...request },
    },
    memory: {},
  }
}

/** A form to `BasicProcessor.krp`, signed as a whole (classic guide, PAYMENT). */
function classicWindow(context: GatewayContext, order: Order, urls: ReturnUrls): BeginAnswer {
  if ((context.credentials['secretKey'] ?? '') === '')
    return { kind: 'declined', pgCode: '', pgMessage: '채널에 엑심베이 Secret Key가 없습니다.' }
  const extras = extrasOf(order)
  const { currency } = order.amount
  const items = itemsOf(order).map(({ name, quantity, unitMinor }) => ({
    product: name,
    quantity,
    unitMinor,
  }))
  const surcharges = surchargesOf(order)
  return {
    kind: 'begun',
    handOff: {
      kind: 'form',
      method: 'POST',
      acceptCharset: 'UTF-8',
      action: `${eximbayHosts(context.environment).classic}/BasicProcessor.krp`,
      fields: signed(context, {
        txntype: 'PAYMENT',
        ref: referenceOf(order.pgOrderId),
        cur: currency,
        amt: amountText(order.amount),
        paymethod: requestedMethod(order) ?? '',
        buyer: buyerOf(order),
        email: order.customer.email ?? '',
        tel: order.customer.phoneNumber ?? '',
        lang: languageOf(order),
        returnurl: urls.returnUrl,
        statusurl: urls.notifyUrl,
        // This page is the window already.
        displaytype: 'R',
        autoclose: 'N',
        ostype: order.device === 'MOBILE' ? 'M' : 'P',
        ...Object.fromEntries(
          items.flatMap(({ product, quantity, unitMinor }, index) => [
            [`item_${index}_product`, product],
            [`item_${index}_quantity`, String(quantity)],
            [`item_${index}_unitPrice`, signedAmount(unitMinor, currency)],
          ]),
        ),
        ...Object.fromEntries(
          surcharges.flatMap(({ name, quantity, unitMinor }, index) => [
            [`surcharge_${index}_name`, name],
            [`surcharge_${index}_quantity`, String(quantity)],
            [`surcharge_${index}_unitPrice`, signedAmount(unitMinor, currency)],
          ]),
        ),
        ...textsOf(extras, classicExtras),
      }),
    },
    memory: {},
  }
}

const addressParts = [
  'city',
  'country',
  'firstName',
  'lastName',
  'phoneNumber',
  'postalCode',
  'state',
  'street1',
]
const classicExtras = [
  'issuercountry',
  'siteforeigncur',
  'shop',
  'partnercode',
  ...addressParts.flatMap((part) => [`shipTo_${part}`, `billTo_${part}`]),
]

/** The objects of `/v1/payments/ready`, which the SDK gets once more (Open API samples). */
function requestOf(context: GatewayContext, order: Order, urls: ReturnUrls): JsonObject {
  const extras = extrasOf(order)
  const { currency } = order.amount
  const payment = objectOf(extras['payment'])
  const asked = payment['payment_method'] ?? requestedMethod(order)
  // A token stands for a card, so nothing else is shown.
  const isForToken = order.issuesBillingKey === true
  const several = isForToken ? undefined : payment['multi_payment_method']
  const surcharges = surchargesOf(order)
  const taxes = textsOf(objectOf(extras['tax']), ['receipt_status'])
  return {
    payment: {
      transaction_type: 'PAYMENT',
      order_id: referenceOf(order.pgOrderId),
      currency,
      amount: amountText(order.amount),
      lang: languageOf(order),
      ...(typeof asked === 'string'
        ? { payment_method: asked }
        : isForToken
          ? { payment_method: 'P000' }
          : {}),
      ...(Array.isArray(several) ? { multi_payment_method: several.filter(isText) } : {}),
    },
    ...(isForToken ? { tokenbilling: { token_creation: 'Y' } } : {}),
    merchant: {
      mid: context.credentials['mid'] ?? '',
      ...textsOf(objectOf(extras['merchant']), ['shop', 'partner_code']),
    },
    buyer: {
      name: buyerOf(order),
      phone_number: order.customer.phoneNumber ?? '',
      email: order.customer.email ?? '',
    },
    url: { return_url: urls.returnUrl, status_url: urls.notifyUrl },
    product: itemsOf(order).map(({ name, quantity, unitMinor, link }) => ({
      name,
      quantity: String(quantity),
      unit_price: signedAmount(unitMinor, currency),
      ...(link === undefined ? {} : { link }),
    })),
    ...(surcharges.length === 0
      ? {}
      : {
          surcharge: surcharges.map(({ name, quantity, unitMinor }) => ({
            name,
            quantity: String(quantity),
            unit_price: signedAmount(unitMinor, currency),
          })),
        }),
    ...(Object.keys(taxes).length === 0
      ? {}
      : {
          tax: {
            amount_tax_free: String(order.taxFreeMinor),
            amount_taxable: String(order.amount.minor - order.taxFreeMinor - order.vatMinor),
            amount_vat: String(order.vatMinor),
            amount_service_fee: '0',
            ...taxes,
          },
        }),
    ...addressOf(extras, 'ship_to'),
    ...addressOf(extras, 'bill_to'),
    settings: {
      display_type: 'R',
      autoclose: 'N',
      ostype: order.device === 'MOBILE' ? 'M' : 'P',
      ...textsOf(objectOf(extras['settings']), [
        'call_from_app',
        'issuer_country',
        'virtualaccount_expiry_date',
      ]),
      ...(order.appScheme === undefined ? {} : { call_from_scheme: order.appScheme }),
    },
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}

function addressOf(extras: JsonObject, name: 'ship_to' | 'bill_to'): JsonObject {
  const address = textsOf(objectOf(extras[name]), [
    'city',
    'country',
    'first_name',
    'last_name',
    'phone_number',
    'postal_code',
    'state',
    'street1',
  ])
  return Object.keys(address).length === 0 ? {} : { [name]: address }
}

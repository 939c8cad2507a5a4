import type { BeginAnswer, GatewayContext, JsonObject, Order, ReturnUrls } from '../port.ts'
import {
  child,
  field,
  flag,
  isRecord,
  present,
  text,
  toWholeNumber,
  type WireRecord,
} from '../wire/reading.ts'
import { tossHosts } from './environment.ts'

/**
 * Computes what the page gives to BrandPay's SDK: `BrandPay(clientKey, customerKey, options).requestPayment(request)`
 * (BrandPay SDK v1 reference; `@tosspayments/brandpay__types`). Nothing is sent to the PG yet. A member that the SDK does
 * not know makes it refuse the whole request, so nothing else goes in.
 */
export function beginBrandpay(context: GatewayContext, order: Order, urls: ReturnUrls): BeginAnswer {
  const clientKey = context.credentials['clientKey'] ?? ''
  const { customerId } = order.customer
  if (clientKey === '')
    return { kind: 'declined', pgCode: '', pgMessage: '채널에 브랜드페이 클라이언트 키가 없습니다.' }
  if (customerId === undefined)
    return {
      kind: 'declined',
      pgCode: '',
      pgMessage: '브랜드페이는 구매자 아이디(customer_id)가 필요합니다.',
    }
  return {
    kind: 'begun',
    handOff: {
      kind: 'brandpay-sdk',
      scriptUrl: tossHosts(context.environment).brandpayScript,
      clientKey,
      customerKey: customerId,
      options: { ...present({ redirectUrl: urls.customerUrl, ui: uiOf(order) }) },
      request: requestOf(order, urls),
    },
    memory: {},
  }
}

function requestOf(order: Order, urls: ReturnUrls): JsonObject {
  const extras = extrasOf(order)
  return {
    amount: order.amount.minor,
    orderId: order.pgOrderId,
    orderName: order.orderName,
    successUrl: urls.returnUrl,
    failUrl: urls.returnUrl,
    metadata: { paymentId: order.paymentId },
    ...(order.taxFreeMinor > 0 ? { taxFreeAmount: order.taxFreeMinor } : {}),
    ...present({
      customerEmail: order.customer.email,
      methodId: text(extras, 'methodId'),
      discountCode: text(extras, 'discountCode'),
      useCardPoint: flag(extras, 'useCardPoint') ?? order.card?.useCardPoint,
      cardInstallmentPlan: installmentOf(order),
      cashReceipt: widgetReceipt(extras) ?? receiptOf(order),
    }),
  }
}

/** `bypass.toss_brandpay`: what the shop, or the PG's widget in its page, adds to the request. */
export function extrasOf({ bypass }: Pick<Order, 'bypass'>): WireRecord {
  return child(bypass ?? {}, 'toss_brandpay') ?? {}
}

/**
 * Months of a card, 0 at once; undefined: the buyer picks. The PG takes one number, which the shop writes as a list of one
 * (`display.card_quota`), and the widget as what its buyer picked.
 */
function installmentOf(order: Order): number | undefined {
  const picked = toWholeNumber(field(extrasOf(order), 'cardInstallmentPlan'))
  if (picked !== undefined) return picked
  const months = monthsAsked(order)
  if (months === undefined) return undefined
  const [only = 0] = months
  return only === 1 ? 0 : only
}

/** The months that the shop lists, in either of the places where V1 keeps them; an empty list means: at once. */
export function monthsAsked(order: Order): readonly number[] | undefined {
  const quota = field(extrasOf(order), 'cardQuota')
  if (Array.isArray(quota)) return quota.map(Number)
  const { installmentMonth, availableInstallmentMonths } = order.card ?? {}
  return installmentMonth === undefined ? availableInstallmentMonths : [installmentMonth]
}

/** `ui` of the SDK's options, of which the page's own words are kept; the shop may write it with or without a wrapper. */
function uiOf(order: Order): JsonObject | undefined {
  const extras = extrasOf(order)
  const ui = child(child(extras, 'brandpayOptions') ?? {}, 'ui') ?? child(extras, 'ui')
  if (ui === undefined) return undefined
  const bar = child(ui, 'navigationBar') ?? {}
  const labels = child(ui, 'labels') ?? {}
  const [visible, paddingTop] = [flag(bar, 'visible'), toWholeNumber(field(bar, 'paddingTop'))]
  const oneTouchPay = text(labels, 'oneTouchPay')
  const buttonStyle = text(ui, 'buttonStyle')
  return {
    ...present({
      buttonStyle: buttonStyle === 'full' || buttonStyle === 'default' ? buttonStyle : undefined,
      highlightColor: text(ui, 'highlightColor'),
      navigationBar:
        visible === undefined && paddingTop === undefined
          ? undefined
          : { ...present({ visible, paddingTop }) },
      labels: oneTouchPay === undefined ? undefined : { oneTouchPay },
    }),
  }
}

/** The widget's own cash receipt goes back to the PG as the PG gave it. */
function widgetReceipt(extras: WireRecord): JsonObject | undefined {
  const receipt = child(extras, 'cashReceipt')
  const type = receipt && text(receipt, 'type')
  if (receipt === undefined || type === undefined) return undefined
  return {
    type,
    ...present({
      registrationNumber: text(receipt, 'registrationNumber'),
      registrationNumberType: text(receipt, 'registrationNumberType'),
    }),
  }
}

/** Nobody's number, under which a cash receipt is issued on the shop's own account (National Tax Service, 자진발급). */
const SELF_ISSUED_NUMBER = '0100001234'

/** `bypass.cashReceiptType` and `bypass.customerIdentifier` in the SDK's words; undefined: the buyer decides. */
function receiptOf({ bypass }: Order): JsonObject | undefined {
  const { type, number } = receiptAsked(bypass)
  switch (type) {
    case 'unable':
      return { type: '미발행' }
    case 'anonymous':
      return { type: '소득공제', registrationNumber: SELF_ISSUED_NUMBER, registrationNumberType: 'MOBILE' }
    case 'personal':
    case 'corporate': {
      if (number === undefined) return undefined
      const isMobile = type === 'personal' && /^01\d{8,9}$/.test(number)
      const isBusiness = type === 'corporate' && number.length === 10
      return {
        type: type === 'personal' ? '소득공제' : '지출증빙',
        registrationNumber: number,
        registrationNumberType: isMobile
          ? 'MOBILE'
          : isBusiness
            ? 'BUSINESS_REGISTRATION'
            : 'CASH_RECEIPT_CARD',
      }
    }
    case undefined:
      return undefined
  }
}

export const receiptTypes = ['unable', 'anonymous', 'personal', 'corporate'] as const

/** The receipt that the shop asks for; `said` is its own word, `type` absent where that is none of V1's. */
export function receiptAsked(bypass: JsonObject | undefined): {
  readonly said: string | undefined
  readonly type: (typeof receiptTypes)[number] | undefined
  readonly number: string | undefined
} {
  const given = isRecord(bypass) ? bypass : {}
  const said = text(given, 'cashReceiptType')?.toLowerCase()
  const number = text(given, 'customerIdentifier')?.replaceAll(/\D/g, '')
  return {
    said,
    type: receiptTypes.find((known) => known === said),
    number: number === '' ? undefined : number,
  }
}

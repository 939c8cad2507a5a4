import { productById } from './catalogue.ts'
import type { ShopConfig } from './config.ts'
import type { Language } from './language.ts'
import type { Order } from './order.ts'
import { methodDetails } from './pay-choices.ts'

/** The argument of `PortOne.requestPayment`, or of `loadPaymentUI` for a button on the page, for this order, made by the server so that the browser adds nothing. */
export function paymentRequest(
  order: Order,
  config: ShopConfig,
  language: Language,
): Readonly<Record<string, unknown>> {
  const product = productById(order.productId)
  const pg = config.channels.find(({ channelKey }) => channelKey === order.channelKey)?.pg ?? ''
  const name = language === 'ko' ? product?.ko : product?.en
  const common = {
    storeId: config.storeId,
    channelKey: order.channelKey,
    paymentId: order.id,
    orderName: `${name ?? order.productId}${order.quantity > 1 ? ` x ${order.quantity}` : ''}`,
    totalAmount: order.totalAmount,
    currency: order.currency,
    customer: order.buyer,
  }
  if (order.payMethod === 'PAYPAL') return { ...common, uiType: 'PAYPAL_SPB' }
  return {
    ...common,
    payMethod: order.payMethod,
    redirectUrl: `${config.origins.shop}/orders/${order.id}/return`,
    locale: language === 'ko' ? 'KO_KR' : 'EN_US',
    productType: 'REAL',
    ...(order.windowType === undefined
      ? {}
      : { windowType: { pc: order.windowType, mobile: order.windowType } }),
    ...(order.windowType === 'POPUP' ? { popup: { center: true } } : {}),
    ...methodDetails(order.payMethod, pg),
  }
}

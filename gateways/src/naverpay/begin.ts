import type { BeginAnswer, GatewayContext, JsonObject, JsonValue, Order, ReturnUrls } from '../port.ts'
import { firstCharacters } from '../wire/characters.ts'
import { present } from '../wire/reading.ts'
import { naverHosts } from './environment.ts'
import { chainOf, extrasOf, textOf } from './extras.ts'

export const limits = { productName: 128, amountMin: 100 } as const

/** Computes what the page gives to the SDK; nothing is sent to Naver Pay yet. */
export function begin(context: GatewayContext, order: Order, urls: ReturnUrls): BeginAnswer {
  const extras = extrasOf(order.bypass)
  return {
    kind: 'begun',
    handOff: {
      kind: 'naverpay-sdk',
      scriptUrl: naverHosts(context.environment).script,
      config: configOf(context, order, 'normal'),
      request: {
        merchantPayKey: order.pgOrderId,
        productName: productName(order),
        productCount: productCount(order),
        totalPayAmount: order.amount.minor,
        ...taxes(order.amount.minor, order.taxFreeMinor),
        returnUrl: urls.returnUrl,
        productItems: productItems(order),
        ...present({
          merchantUserKey: order.customer.customerId,
          purchaserName: order.customer.fullName,
          purchaserBirthday: textOf(extras['purchaserBirthday']),
          useCfmYmdt: textOf(extras['useCfmYmdt']),
          deliveryFee: typeof extras['deliveryFee'] === 'number' ? extras['deliveryFee'] : undefined,
        }),
        ...(order.isCulturalExpense ? { extraDeduction: true } : {}),
      },
    },
    memory: {},
  }
}

/** What `Naver.Pay.create` wants. The page is left for Naver Pay's own (`page`): our window is a page of its own already. */
export function configOf(
  context: GatewayContext,
  order: Pick<Order, 'bypass' | 'apiVersion'>,
  payType: 'normal' | 'recurrent',
): JsonObject {
  const chainId = chainOf(order, context.credentials)
  return {
    mode: context.mode === 'LIVE' ? 'production' : 'development',
    clientId: context.credentials['clientId'] ?? '',
    payType,
    openType: 'page',
    ...(chainId === undefined ? {} : { chainId }),
  }
}

/** `taxScopeAmount` carries its VAT; the two must add up to the whole. */
export function taxes(totalMinor: number, taxFreeMinor: number) {
  return { taxScopeAmount: totalMinor - taxFreeMinor, taxExScopeAmount: taxFreeMinor }
}

/** Naver Pay writes "and N more" behind the first thing by itself (PortOne's page of Naver Pay). */
function productName(order: Order): string {
  const [first] = order.products ?? []
  return firstCharacters(first?.name ?? order.orderName, limits.productName)
}

function productCount({ products }: Order): number {
  return products === undefined || products.length === 0
    ? 1
    : products.reduce((sum, { quantity }) => sum + quantity, 0)
}

/** Reviewed by Naver Pay, so the shop's own list goes out as it is; without one the order is its only line. */
function productItems(order: Order): JsonValue {
  const given = extrasOf(order.bypass)['productItems']
  if (Array.isArray(given) && given.length > 0) return given as JsonValue
  const products = order.products ?? []
  if (products.length === 0)
    return [{ categoryType: 'ETC', categoryId: 'ETC', uid: order.paymentId, name: order.orderName, count: 1 }]
  return products.map(({ id, name, quantity }) => ({
    categoryType: 'ETC',
    categoryId: 'ETC',
    uid: id,
    name,
    count: quantity,
  }))
}

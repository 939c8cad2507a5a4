import type {
  BeginAnswer,
  CartPrice,
  GatewayContext,
  JsonObject,
  Order,
  ReturnUrls,
  WishAnswer,
} from '../port.ts'
import { refusal } from '../order-refusal.ts'
import type { OrderRefusal } from '../order-refusal.ts'
import type { Declined, ProductOrderDesk, Silent } from '../port.ts'
import { exchange } from '../wire/exchange.ts'
import { utf8 } from '../wire/reading.ts'
import { isRefused, readCart, readWishes } from './cart.ts'
import type { Cart } from './cart.ts'
import { naverOrderHosts } from './environment.ts'

const TIMEOUT_MS = 30_000

/** What Naver Pay would refuse, said before the buyer is sent away (PortOne's page of the order type). */
export function checkOrder(order: Order): OrderRefusal | undefined {
  if (order.amount.currency !== 'KRW')
    return refusal('currency', '네이버페이는 원화(KRW)만 지원합니다.', 'Naver Pay takes KRW only.')
  if ((order.customer.phoneNumber ?? '') === '')
    return refusal(
      'buyer_tel',
      '네이버페이 주문형은 구매자 연락처가 필요합니다.',
      'The buyer’s phone is required.',
    )
  const cart = readCart(order.bypass)
  if (isRefused(cart)) return cart.refused
  return order.amount.minor === totalOf(cart)
    ? undefined
    : refusal(
        'amount',
        `naverProducts의 상품과 배송비를 더하면 ${totalOf(cart)}원입니다.`,
        `The products with their delivery come to ${totalOf(cart)} KRW.`,
      )
}

export function priceCart(bypass: JsonObject | undefined): CartPrice {
  const cart = readCart(bypass)
  return isRefused(cart)
    ? { kind: 'refused', ...cart.refused }
    : { kind: 'priced', goodsMinor: cart.goodsMinor, totalMinor: totalOf(cart) }
}

function totalOf({ goodsMinor, shippingMinor }: Cart): number {
  return goodsMinor + shippingMinor
}

/**
 * `order.nhn`: registers the cart and gets the key of its order sheet, where the buyer is sent. Our transaction id goes
 * along as the mall's own code, and comes back with every product order. No money moves, so a repeat does no harm; a
 * second sheet of the same cart could be paid as well, so the address is kept and handed out again.
 */
export async function begin(context: GatewayContext, order: Order, urls: ReturnUrls): Promise<BeginAnswer> {
  const cart = readCart(order.bypass)
  if (isRefused(cart)) return { kind: 'declined', pgCode: '', pgMessage: cart.refused.messageKo }
  const total = totalOf(cart)
  const extras = extrasOf(order.bypass)
  const fields = new URLSearchParams({
    SHOP_ID: context.credentials['partnerId'] ?? '',
    CERTI_KEY: context.credentials['certiKey'] ?? '',
    MALL_MANAGE_CODE: order.pgOrderId,
    SHIPPING_TYPE: cart.shippingType,
    SHIPPING_PRICE: String(cart.shippingMinor),
    BACK_URL: extras.backUrl ?? urls.returnUrl,
    ...(cart.surchargeText === '' ? {} : { SHIPPING_ADDITIONAL_PRICE: cart.surchargeText }),
    ...extras.inflow,
  })
  for (const line of cart.lines) {
    fields.append('ITEM_ID', line.id)
    fields.append('EC_MALL_PID', line.ecMallId ?? '')
    fields.append('ITEM_NAME', line.name)
    fields.append('ITEM_COUNT', String(line.count))
    fields.append('ITEM_OPTION', line.option)
    fields.append('ITEM_TPRICE', String(line.totalMinor))
    fields.append('ITEM_UPRICE', String(line.unitMinor))
  }
  fields.append('TOTAL_PRICE', String(total))
  const answer = await post(context, 'order.nhn', fields)
  if (answer.kind !== 'done') return answer
  const url = new URL(naverOrderHosts(context.environment).page[order.device].order)
  url.searchParams.set('ORDER_ID', answer.text)
  url.searchParams.set('SHOP_ID', context.credentials['partnerId'] ?? '')
  url.searchParams.set('TOTAL_PRICE', String(total))
  const handOff = { kind: 'redirect', url: url.href } as const
  return { kind: 'begun', handOff, memory: { handOff } }
}

/** `wishlist.nhn`: registers products, and answers the page that puts them on the buyer's list. */
export async function registerWishes(
  context: GatewayContext,
  { bypass, device }: Parameters<ProductOrderDesk['registerWishes']>[1],
): Promise<WishAnswer> {
  const items = readWishes(bypass)
  if (isRefused(items))
    return { kind: 'declined', pgCode: '', pgMessage: `${items.refused.messageKo} (${items.refused.field})` }
  const shopId = context.credentials['partnerId'] ?? ''
  const fields = new URLSearchParams({ SHOP_ID: shopId, CERTI_KEY: context.credentials['certiKey'] ?? '' })
  for (const item of items) {
    fields.append('ITEM_ID', item.id)
    fields.append('ITEM_NAME', item.name)
    fields.append('ITEM_UPRICE', String(item.unitMinor))
    fields.append('ITEM_IMAGE', item.imageUrl)
    fields.append('ITEM_THUMB', item.imageUrl)
    fields.append('ITEM_URL', item.infoUrl)
  }
  const answer = await post(context, 'wishlist.nhn', fields)
  if (answer.kind !== 'done') return answer
  const url = new URL(naverOrderHosts(context.environment).page[device].wish)
  url.searchParams.set('SHOP_ID', shopId)
  for (const itemId of answer.text.split(',')) url.searchParams.append('ITEM_ID', itemId.trim())
  return { kind: 'registered', url: url.href }
}

/** HTTP 200 with the key as plain text; every other status is a refusal with its message. */
async function post(
  context: GatewayContext,
  api: string,
  fields: URLSearchParams,
): Promise<{ readonly kind: 'done'; readonly text: string } | Declined | Silent> {
  const answered = await exchange(context.network, {
    method: 'POST',
    url: `${naverOrderHosts(context.environment).register}/${api}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    body: fields.toString(),
    timeoutMs: TIMEOUT_MS,
  })
  if (answered.kind === 'silent') return answered
  const text = utf8(answered.body).trim()
  if (answered.status >= 500) return { kind: 'silent', reason: `HTTP ${answered.status}` }
  if (answered.status !== 200)
    return { kind: 'declined', pgCode: `HTTP ${answered.status}`, pgMessage: text.slice(0, 300) }
  return /^[A-Za-z0-9_,.-]{1,2000}$/.test(text)
    ? { kind: 'done', text }
    : { kind: 'silent', reason: 'the answer is no key of an order sheet' }
}

interface Extras {
  readonly backUrl: string | undefined
  readonly inflow: Readonly<Record<string, string>>
}

/** V1's `naverInterface`: from where the buyer came, by cookies that the shop's page reads. */
function extrasOf(bypass: JsonObject | undefined): Extras {
  const own = bypass?.['naverpay']
  const extras = typeof own === 'object' && own !== null && !Array.isArray(own) ? (own as JsonObject) : {}
  const given = extras['interface']
  const from =
    typeof given === 'object' && given !== null && !Array.isArray(given) ? (given as JsonObject) : {}
  const names = [
    ['cpaInflowCode', 'CPA_INFLOW_CODE'],
    ['naverInflowCode', 'NAVER_INFLOW_CODE'],
    ['saClickId', 'SA_CLICK_ID'],
  ] as const
  const { backUrl } = extras
  return {
    backUrl: typeof backUrl === 'string' && /^https?:\/\//i.test(backUrl) ? backUrl : undefined,
    inflow: Object.fromEntries(
      names.flatMap(([key, name]) => {
        const value = from[key]
        return typeof value === 'string' && value !== '' ? [[name, value.slice(0, 300)]] : []
      }),
    ),
  }
}

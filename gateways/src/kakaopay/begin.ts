import type { BeginAnswer, GatewayContext, JsonObject, Order, ReturnUrls } from '../port.ts'
import { firstCharacters } from '../wire/characters.ts'
import { text } from '../wire/reading.ts'
import { callKakao } from './api.ts'
import { trustedPage } from './environment.ts'
import { extrasOf, fixedMonth, textOf } from './extras.ts'
import { memoryOf, returnAddress } from './return-address.ts'

/** Lengths of `/ready` (developer documentation). */
export const limits = { itemName: 100, url: 255, installMonth: 12 } as const

/** Registers the order at KakaoPay, which answers a tid and the addresses of its page. */
export function begin(context: GatewayContext, order: Order, urls: ReturnUrls): Promise<BeginAnswer> {
  const month = fixedMonth(order)
  const method = textOf(extrasOf(order.bypass)['payment_method_type'])
  return openWindow(context, order, urls, {
    ...partnerIds(order.pgOrderId),
    item_name: firstCharacters(order.orderName, limits.itemName),
    quantity: quantityOf(order),
    total_amount: order.amount.minor,
    tax_free_amount: order.taxFreeMinor,
    vat_amount: order.vatMinor,
    ...(method === undefined ? {} : { payment_method_type: method }),
    ...(month === undefined ? {} : { install_month: month }),
  })
}

/**
 * `partner_user_id` must be the same in every later call and may be nothing personal, so it is our own id and never what
 * the shop calls its customer, which may be a mail address.
 */
export function partnerIds(id: string): {
  readonly partner_order_id: string
  readonly partner_user_id: string
} {
  return { partner_order_id: id, partner_user_id: id }
}

/** `/ready`, for payments and registrations. */
export async function openWindow(
  context: GatewayContext,
  order: Pick<Order, 'device' | 'appScheme' | 'bypass'>,
  urls: ReturnUrls,
  body: JsonObject,
): Promise<BeginAnswer> {
  // One window may follow another (reload, second tab); each return says from which one it comes.
  const visit = context.randomText().slice(0, 12)
  const addresses = {
    approval_url: returnAddress(urls.returnUrl, visit),
    cancel_url: returnAddress(urls.returnUrl, visit, 'cancel'),
    fail_url: returnAddress(urls.returnUrl, visit, 'fail'),
  }
  if (Object.values(addresses).some(({ length }) => length > limits.url))
    return {
      kind: 'declined',
      pgCode: '',
      pgMessage: `카카오페이의 돌아올 주소는 ${limits.url}자까지입니다. 결제창 주소(origin)를 줄여 주세요.`,
    }
  const custom = customJson(order)
  const answer = await callKakao(context, {
    path: 'ready',
    body: { ...body, ...addresses, ...(custom === undefined ? {} : { custom_json: custom }) },
  })
  if (answer.kind !== 'done') return answer
  const tid = text(answer.fields, 'tid')
  const url = trustedPage(context.environment, text(answer.fields, pageFor(order)))
  if (tid === undefined || url === undefined)
    return { kind: 'declined', pgCode: '', pgMessage: '카카오페이 결제창의 주소를 받지 못했습니다.' }
  return { kind: 'begun', handOff: { kind: 'redirect', url }, memory: memoryOf(visit, tid), pgTxId: tid }
}

function pageFor({ device, appScheme, bypass }: Pick<Order, 'device' | 'appScheme' | 'bypass'>): string {
  // V1's `kakaopayMobileAsPC`.
  if (device === 'PC' || extrasOf(bypass)['mobileAsPc'] === true) return 'next_redirect_pc_url'
  return appScheme === undefined ? 'next_redirect_mobile_url' : 'next_redirect_app_url'
}

/** Text agreed with KakaoPay, and where its app returns to on iOS. */
function customJson({ appScheme, bypass }: Pick<Order, 'appScheme' | 'bypass'>): JsonObject | undefined {
  const message = textOf(extrasOf(bypass)['custom_message'])
  const custom = {
    ...(message === undefined ? {} : { custom_message: message }),
    ...(appScheme === undefined
      ? {}
      : { return_custom_url: appScheme.includes('://') ? appScheme : `${appScheme}://` }),
  }
  return Object.keys(custom).length === 0 ? undefined : custom
}

export function quantityOf({ products = [] }: Pick<Order, 'products'>): number {
  return Math.max(
    1,
    products.reduce((sum, { quantity }) => sum + quantity, 0),
  )
}

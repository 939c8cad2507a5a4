import { Type, type Static } from 'typebox'
import { refuseCommon } from '../foundation/refusal.ts'
import { oneOf } from '../v2-input/request-parts.ts'
import { checkoutMethodNames } from './checkout-method.ts'
import type { SessionOrder } from './payment-session.ts'

const text = (maxLength: number) => Type.Optional(Type.String({ maxLength }))
const amount = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })

/** REST V2 `CreatePaymentSessionBody`. */
export const sessionBody = Type.Object({
  storeId: Type.String(),
  paymentId: Type.String({ minLength: 1, maxLength: 200 }),
  profileKey: Type.String(),
  paymentMethod: Type.Optional(oneOf(checkoutMethodNames)),
  country: Type.String({ pattern: '^[A-Z]{2}$' }),
  currency: Type.String({ pattern: '^[A-Z]{3}$' }),
  totalAmount: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
  orderName: Type.String({ minLength: 1, maxLength: 200 }),
  redirectUrl: text(2_000),
  products: Type.Optional(
    Type.Array(
      Type.Object({
        id: text(200),
        name: Type.String({ minLength: 1, maxLength: 200 }),
        code: text(200),
        unitPrice: amount,
        quantity: Type.Integer({ minimum: 1, maximum: 2_147_483_647 }),
        startDate: text(10),
        endDate: text(10),
        url: text(2_000),
        nPayCategoryType: text(100),
        nPayCategoryId: text(100),
        nPayUid: text(100),
      }),
      { maxItems: 100 },
    ),
  ),
  customerName: text(100),
  customerEmail: text(320),
  storeName: text(100),
  agreements: Type.Optional(
    Type.Array(
      Type.Object({
        name: Type.String({ minLength: 1, maxLength: 200 }),
        url: Type.String({ maxLength: 2_000 }),
      }),
      { maxItems: 20 },
    ),
  ),
  orderImageUrl: text(2_000),
  customData: text(10_000),
  colors: Type.Optional(Type.Object({ primary: text(64), primaryHover: text(64), primaryLight: text(64) })),
  ttlSeconds: Type.Optional(Type.Integer({ minimum: 1 })),
})
export type SessionInput = Static<typeof sessionBody>

/** Checks what a schema cannot; nothing that could run in a browser gets past. */
export function toSessionOrder(input: SessionInput): SessionOrder {
  const { storeId: _s, paymentId: _p, profileKey: _k, ttlSeconds: _t, ...order } = input
  if (order.redirectUrl !== undefined && !isReturnAddress(order.redirectUrl))
    throw refuseCommon('INVALID_REQUEST', 'redirectUrl: absolute address')
  if (order.orderImageUrl !== undefined && !isWebAddress(order.orderImageUrl))
    throw refuseCommon('INVALID_REQUEST', 'orderImageUrl: http(s) URL')
  for (const [index, { url }] of (order.agreements ?? []).entries())
    if (!isWebAddress(url)) throw refuseCommon('INVALID_REQUEST', `agreements[${index}].url: http(s) URL`)
  for (const [index, { url }] of (order.products ?? []).entries())
    if (url !== undefined && !isWebAddress(url))
      throw refuseCommon('INVALID_REQUEST', `products[${index}].url: http(s) URL`)
  for (const [name, color] of Object.entries(order.colors ?? {}))
    if (!isColor(color)) throw refuseCommon('INVALID_REQUEST', `colors.${name}: #rgb, #rrggbb, rgb(), hsl()`)
  if (order.customerEmail !== undefined && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(order.customerEmail))
    throw refuseCommon('INVALID_REQUEST', 'customerEmail')
  return order
}

export function isWebAddress(url: string): boolean {
  return /^https?:\/\//i.test(url) && URL.canParse(url)
}

/** An app's own scheme is as good as the web's; what runs or reads files is not. */
function isReturnAddress(url: string): boolean {
  return URL.canParse(url) && !/^\s*(javascript|data|vbscript|blob|file|about):/i.test(url)
}

/** A strict grammar: the text goes into a style of the buyer's page. */
export function isColor(text: string): boolean {
  const number = String.raw`\d{1,3}(\.\d{1,3})?%?`
  const list = String.raw`${number}(deg)?(\s*[, /]\s*${number}){2,3}`
  return new RegExp(
    `^(#[0-9a-f]{3,4}|#[0-9a-f]{6}|#[0-9a-f]{8}|(rgb|hsl)a?\\(\\s*${list}\\s*\\))$`,
    'i',
  ).test(text)
}

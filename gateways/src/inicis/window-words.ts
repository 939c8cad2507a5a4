import type { JsonObject, JsonValue, Order } from '../port.ts'
import { cutToKoreanBytes, inKoreanCharset, koreanByteLength } from '../wire/korean-bytes.ts'

const GOODS_BYTES_MAX = 40
const NAME_BYTES_MAX = 30
const MERCHANT_DATA_LENGTH_MAX = 800

/** At most 40 EUC-KR bytes: a longer name becomes its first 37 bytes and `...`, as the PG itself would cut it. */
export function goodsName(orderName: string): string {
  const name = inKoreanCharset(orderName)
  return koreanByteLength(name) <= GOODS_BYTES_MAX
    ? name
    : `${cutToKoreanBytes(name, GOODS_BYTES_MAX - 3)}...`
}

export function buyerName(order: Pick<Order, 'customer'>): string {
  return cutToKoreanBytes(inKoreanCharset(order.customer.fullName ?? ''), NAME_BYTES_MAX)
}

/** Digits and `-` only (both manuals). */
export function buyerPhone(order: Pick<Order, 'customer'>): string {
  return (order.customer.phoneNumber ?? '').replaceAll(/[^\d-]/g, '')
}

/** The merchant's payment id, in the ASCII that the field allows; an endless one stays at home. */
export function merchantData(order: Order): string {
  const encoded = encodeURIComponent(order.paymentId)
  return encoded.length <= MERCHANT_DATA_LENGTH_MAX ? encoded : ''
}

/** WON amounts are won; USD amounts are cents ("1 dollar begins at 100", manual, field `price`). */
export function priceOf(order: Order): string {
  return String(order.amount.minor)
}

export function currencyOf(order: Order): 'WON' | 'USD' {
  return order.amount.currency === 'USD' ? 'USD' : 'WON'
}

/** Months are two digits joined with `:`; `00` is paying at once. */
export function installmentMonths(order: Order): string | undefined {
  const { installmentMonth, availableInstallmentMonths } = order.card ?? {}
  const months = installmentMonth === undefined ? availableInstallmentMonths : [installmentMonth]
  return months?.map((month) => String(month === 1 ? 0 : month).padStart(2, '0')).join(':')
}

export function hidesReceipt(order: Order): boolean {
  const method = order.payMethod === 'VIRTUAL_ACCOUNT' ? order.virtualAccount : order.transfer
  return method?.cashReceiptType === 'ANONYMOUS'
}

/** Kind of goods in a phone-bill contract: 1 content, 2 goods. */
export function phoneBillKind(order: Order): '1' | '2' {
  return order.productType === 'DIGITAL' ? '1' : '2'
}

/** `bypass.inicis_v2`. It came through the buyer's browser, so every member is checked before it is used. */
export function bypassOf(order: Pick<Order, 'bypass'>): JsonObject {
  const extras = order.bypass?.['inicis_v2'] ?? order.bypass?.['html5_inicis']
  return isObject(extras) ? extras : {}
}

/** The options of a list that are on the allowed list. */
export function allowedOptions(value: JsonValue | undefined, allowed: RegExp): readonly string[] {
  if (!Array.isArray(value)) return []
  return value.filter((option): option is string => typeof option === 'string' && allowed.test(option))
}

export function textOption(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= 500 ? value : undefined
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

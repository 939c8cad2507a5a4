import type { JsonObject, JsonValue, Order } from '../port.ts'
import { firstCharacters } from '../wire/characters.ts'
import { amountText } from './amount.ts'

/** Limits of the fields (classic guide, PAYMENT request). */
export const limits = { buyer: 64, reference: 30 } as const

/**
 * `ref` takes 30 characters and a UUID has 32 hex digits, so they are written in base 36: 25 characters that find back.
 * V1's `imp_` and twelve digits fit as they are.
 */
export function referenceOf(pgOrderId: string): string {
  if (!/^[0-9a-f-]{36}$/.test(pgOrderId)) return pgOrderId
  return BigInt(`0x${pgOrderId.replaceAll('-', '')}`)
    .toString(36)
    .padStart(25, '0')
}

/** The id behind a reference of ours; anything else stays as it came. */
export function orderIdOf(reference: string): string {
  if (!/^[0-9a-z]{25}$/.test(reference)) return reference
  let value = 0n
  for (const digit of reference) value = value * 36n + BigInt(Number.parseInt(digit, 36))
  const hex = value.toString(16).padStart(32, '0')
  if (hex.length !== 32) return reference
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

const languages: Readonly<Record<string, string>> = {
  KO_KR: 'KR',
  EN_US: 'EN',
  ZH_CN: 'CN',
  JA_JP: 'JP',
  TH_TH: 'TH',
  RU_RU: 'RU',
}

export function languageOf({ locale }: Pick<Order, 'locale'>): string {
  return languages[locale ?? 'KO_KR'] ?? 'EN'
}

export function buyerOf({ customer }: Order): string {
  return firstCharacters(customer.fullName ?? '', limits.buyer)
}

export interface Item {
  readonly name: string
  readonly quantity: number
  readonly unitMinor: number
  readonly link?: string
}

/** What is bought. Items and surcharges must make up the amount, so a shop that lists none sells the order itself. */
export function itemsOf({ products, orderName, amount }: Order): readonly Item[] {
  if (products === undefined || products.length === 0)
    return [{ name: orderName, quantity: 1, unitMinor: amount.minor }]
  return products.map(({ name, quantity, unitMinor, link }) => ({
    name,
    quantity,
    unitMinor,
    ...(link === undefined ? {} : { link }),
  }))
}

export interface Surcharge {
  readonly name: string
  readonly quantity: number
  /** May be below zero: a discount. */
  readonly unitMinor: number
}

/** `bypass.eximbay_v2.surcharge`, at most three; the unit price in minor units like every amount of a request. */
export function surchargesOf(order: Order): readonly Surcharge[] {
  const list = extrasOf(order)['surcharge']
  if (!Array.isArray(list)) return []
  return list.slice(0, 3).flatMap((each: JsonValue) => {
    if (!isObject(each)) return []
    const { name, quantity, unit_price: unit } = each
    const [count, unitMinor] = [Number(quantity), Number(unit)]
    return typeof name === 'string' && Number.isSafeInteger(count) && Number.isSafeInteger(unitMinor)
      ? [{ name, quantity: count, unitMinor }]
      : []
  })
}

/** Minor units that are on the list; below zero for a discount. */
export function signedAmount(minor: number, currency: string): string {
  const text = amountText({ minor: Math.abs(minor), currency })
  return minor < 0 ? `-${text}` : text
}

export function sumOf(order: Order): number {
  return [...itemsOf(order), ...surchargesOf(order)].reduce(
    (sum, { quantity, unitMinor }) => sum + quantity * unitMinor,
    0,
  )
}

/** `bypass.eximbay_v2`, or V1's `bypass.eximbay`. It came through the buyer's browser. */
export function extrasOf({ bypass }: Pick<Order, 'bypass'>): JsonObject {
  const extras = bypass?.['eximbay_v2'] ?? bypass?.['eximbay']
  return isObject(extras) ? extras : {}
}

export function objectOf(value: JsonValue | undefined): JsonObject {
  return isObject(value) ? value : {}
}

/** The members that are short text and on the list. */
export function textsOf(value: JsonObject, allowed: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    allowed.flatMap((name) => {
      const text = value[name]
      return typeof text === 'string' && text !== '' && text.length <= 200 ? [[name, text]] : []
    }),
  )
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

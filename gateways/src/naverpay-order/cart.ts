import type { JsonObject, JsonValue } from '../port.ts'
import { refusal } from '../order-refusal.ts'
import type { OrderRefusal } from '../order-refusal.ts'

/** A line of Naver's order sheet. */
export interface CartLine {
  readonly id: string
  readonly ecMallId?: string
  readonly name: string
  readonly count: number
  readonly option: string
  readonly unitMinor: number
  readonly totalMinor: number
}

export interface Cart {
  readonly lines: readonly CartLine[]
  readonly goodsMinor: number
  readonly shippingType: 'FREE' | 'PAYED' | 'ONDELIVERY'
  readonly shippingMinor: number
  /** What delivery to islands and Jeju costs more, as a sentence: the order sheet shows it. */
  readonly surchargeText: string
}

/** What stands for one product in `naverProducts`, and the pages that a wish needs. */
export interface WishItem {
  readonly id: string
  readonly name: string
  readonly unitMinor: number
  readonly imageUrl: string
  readonly infoUrl: string
}

export const cartLimits = { lines: 100 } as const

type Read<T> = T | { readonly refused: OrderRefusal }

/** `naverProducts` of V1's SDK (PortOne's page of Naver Pay's order type), under the name where V1's members are kept. */
export function productsOf(bypass: JsonObject | undefined): readonly JsonValue[] {
  const extras = bypass?.['naverpay']
  const products = isObject(extras) ? extras['productItems'] : undefined
  return Array.isArray(products) ? products : []
}

/**
 * The lines and the delivery fee that a cart comes to. Options and supplements are lines of their own, as Naver's order
 * sheet shows them.
 */
export function readCart(bypass: JsonObject | undefined): Read<Cart> {
  const products = productsOf(bypass)
  if (products.length === 0)
    return bad(
      'naverProducts',
      '네이버페이 주문형은 naverProducts가 필요합니다.',
      'naverProducts is required.',
    )
  const lines: CartLine[] = []
  const groups = new Map<string, Group>()
  for (const [index, product] of products.entries()) {
    const at = `naverProducts[${index}]`
    if (!isObject(product)) return bad(at, '객체여야 합니다.', 'It must be an object.')
    const own = linesOf(product, at)
    if (isRefused(own)) return own
    lines.push(...own)
    const shipping = product['shipping']
    if (!isObject(shipping))
      return bad(`${at}.shipping`, '배송 정보가 필요합니다.', 'The delivery is required.')
    const key = textOf(shipping['groupId']) ?? `#${index}`
    const group = groups.get(key) ?? { shipping, at, goodsMinor: 0, quantity: 0 }
    group.goodsMinor += own.reduce((sum, line) => sum + line.totalMinor, 0)
    group.quantity += own.reduce((sum, line) => sum + line.count, 0)
    groups.set(key, group)
  }
  if (lines.length > cartLimits.lines)
    return bad(
      'naverProducts',
      `${cartLimits.lines}줄 이하여야 합니다.`,
      `At most ${cartLimits.lines} lines.`,
    )
  const goodsMinor = lines.reduce((sum, line) => sum + line.totalMinor, 0)
  if (!Number.isSafeInteger(goodsMinor) || goodsMinor <= 0)
    return bad('naverProducts', '상품 금액이 올바르지 않습니다.', 'The amount of the products is not valid.')
  const delivery = deliveryOf([...groups.values()])
  return isRefused(delivery) ? delivery : { lines, goodsMinor, ...delivery }
}

/** What a wish list needs of each product. */
export function readWishes(bypass: JsonObject | undefined): Read<readonly WishItem[]> {
  const items: WishItem[] = []
  for (const [index, product] of productsOf(bypass).entries()) {
    const at = `naverProducts[${index}]`
    if (!isObject(product)) return bad(at, '객체여야 합니다.', 'It must be an object.')
    const [id, name] = [textOf(product['id']), textOf(product['name'])]
    const [imageUrl, infoUrl] = [webAddress(product['imageUrl']), webAddress(product['infoUrl'])]
    const unitMinor = amountOf(product['basePrice'])
    const missing =
      id === undefined
        ? 'id'
        : name === undefined
          ? 'name'
          : unitMinor === undefined
            ? 'basePrice'
            : infoUrl === undefined
              ? 'infoUrl'
              : 'imageUrl'
    if (
      id === undefined ||
      name === undefined ||
      unitMinor === undefined ||
      infoUrl === undefined ||
      imageUrl === undefined
    )
      return bad(`${at}.${missing}`, '값이 올바르지 않습니다.', 'The value is missing or not valid.')
    items.push({ id, name, unitMinor, imageUrl, infoUrl })
  }
  return items.length === 0 || items.length > cartLimits.lines
    ? bad('naverProducts', '상품은 1개 이상 100개 이하여야 합니다.', '1 to 100 products.')
    : items
}

export function isRefused<T>(read: Read<T>): read is { readonly refused: OrderRefusal } {
  return typeof read === 'object' && read !== null && 'refused' in read
}

interface Group {
  readonly shipping: JsonObject
  readonly at: string
  goodsMinor: number
  quantity: number
}

function linesOf(product: JsonObject, at: string): Read<readonly CartLine[]> {
  const id = textOf(product['id'])
  const name = textOf(product['name'])
  const basePrice = amountOf(product['basePrice'])
  if (id === undefined) return bad(`${at}.id`, '상품 번호가 필요합니다.', 'The product id is required.')
  if (name === undefined) return bad(`${at}.name`, '상품명이 필요합니다.', 'The name is required.')
  if (basePrice === undefined)
    return bad(`${at}.basePrice`, '0 이상의 정수여야 합니다.', 'It must be a whole number of at least 0.')
  const ecMallId = textOf(product['ecMallProductId'])
  const base = { id, name, ...(ecMallId === undefined ? {} : { ecMallId }) }
  const lines: CartLine[] = []
  const options = list(product['options'] ?? product['option'])
  for (const [index, option] of options.entries()) {
    const here = `${at}.options[${index}]`
    if (!isObject(option)) return bad(here, '객체여야 합니다.', 'It must be an object.')
    const count = countOf(option['optionQuantity'])
    const price = wholeOf(option['optionPrice'])
    const unitMinor = basePrice + (price ?? 0)
    if (count === undefined)
      return bad(
        `${here}.optionQuantity`,
        '1 이상의 정수여야 합니다.',
        'It must be a whole number of at least 1.',
      )
    if (price === undefined || unitMinor < 0)
      return bad(
        `${here}.optionPrice`,
        '옵션 금액이 올바르지 않습니다.',
        'The price of the option is not valid.',
      )
    lines.push({ ...base, count, option: selectionText(option), unitMinor, totalMinor: unitMinor * count })
  }
  if (options.length === 0) {
    const count = product['quantity'] === undefined ? 1 : countOf(product['quantity'])
    if (count === undefined)
      return bad(`${at}.quantity`, '1 이상의 정수여야 합니다.', 'It must be a whole number of at least 1.')
    lines.push({ ...base, count, option: '', unitMinor: basePrice, totalMinor: basePrice * count })
  }
  for (const [index, supplement] of list(product['supplements']).entries()) {
    const here = `${at}.supplements[${index}]`
    const added = isObject(supplement) ? supplement : {}
    const [addedId, addedName] = [textOf(added['id']), textOf(added['name'])]
    const [price, count] = [amountOf(added['price']), countOf(added['quantity'])]
    if (addedId === undefined || addedName === undefined || price === undefined || count === undefined)
      return bad(
        here,
        'id, name, price, quantity가 필요합니다.',
        'id, name, price and quantity are required.',
      )
    lines.push({
      id: addedId,
      name: addedName,
      count,
      option: '',
      unitMinor: price,
      totalMinor: price * count,
    })
  }
  return lines
}

/** The order registration knows one kind of delivery and one fee, so prepaid and on-delivery do not mix. */
function deliveryOf(
  groups: readonly Group[],
): Read<Pick<Cart, 'shippingType' | 'shippingMinor' | 'surchargeText'>> {
  let prepaid = 0
  let onDelivery = 0
  const surcharges = new Set<string>()
  for (const { shipping, at, goodsMinor, quantity } of groups) {
    const fee = feeOf(shipping, goodsMinor, quantity)
    if (fee === undefined)
      return bad(`${at}.shipping`, '배송비 설정이 올바르지 않습니다.', 'The delivery fee is not valid.')
    if (textOf(shipping['feePayType'])?.toUpperCase() === 'CASH_ON_DELIVERY') onDelivery += fee
    else prepaid += fee
    for (const sentence of surchargesOf(shipping)) surcharges.add(sentence)
  }
  if (prepaid > 0 && onDelivery > 0)
    return bad(
      'naverProducts',
      '선불 배송 상품과 착불 배송 상품을 한 주문에 담을 수 없습니다.',
      'Prepaid delivery and delivery paid on arrival cannot be one order.',
    )
  return {
    shippingType: prepaid > 0 ? 'PAYED' : onDelivery > 0 ? 'ONDELIVERY' : 'FREE',
    shippingMinor: prepaid,
    surchargeText: [...surcharges].join(', '),
  }
}

function feeOf(shipping: JsonObject, goodsMinor: number, quantity: number): number | undefined {
  const baseFee = amountOf(shipping['baseFee'] ?? 0)
  const rule = isObject(shipping['feeRule']) ? shipping['feeRule'] : {}
  if (baseFee === undefined) return undefined
  const threshold = rule['freeByThreshold']
  if (threshold !== undefined) {
    const free = amountOf(threshold)
    if (free === undefined) return undefined
    if (goodsMinor >= free) return 0
  }
  if (rule['repeatByQty'] !== undefined) {
    const repeat = countOf(rule['repeatByQty'])
    return repeat === undefined ? undefined : baseFee * Math.ceil(quantity / repeat)
  }
  // Of the ranges that the quantity has reached the last one counts.
  let surcharge = 0
  for (const range of list(rule['rangesByQty'])) {
    const from = isObject(range) ? countOf(range['from']) : undefined
    const more = isObject(range) ? amountOf(range['surcharge']) : undefined
    if (from === undefined || more === undefined) return undefined
    if (quantity >= from) surcharge = more
  }
  return baseFee + surcharge
}

const areas: Readonly<Record<string, string>> = { island: '도서산간', jeju: '제주' }

function surchargesOf(shipping: JsonObject): readonly string[] {
  const rule = isObject(shipping['feeRule']) ? shipping['feeRule'] : {}
  return list(rule['surchargesByArea']).flatMap((entry) => {
    const [area, more] = isObject(entry) ? [textOf(entry['area']), amountOf(entry['surcharge'])] : []
    return area === undefined || more === undefined
      ? []
      : [`${areas[area.toLowerCase()] ?? area} ${more}원 추가`]
  })
}

function selectionText(option: JsonObject): string {
  return list(option['selections'])
    .flatMap((selection) => {
      if (!isObject(selection)) return []
      const [label, value] = [textOf(selection['label']), textOf(selection['value'])]
      return value === undefined ? [] : [label === undefined ? value : `${label}: ${value}`]
    })
    .join(' / ')
}

function bad(field: string, messageKo: string, messageEn: string): { readonly refused: OrderRefusal } {
  return { refused: refusal(field, messageKo, messageEn) }
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function list(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : value === undefined || value === null ? [] : [value as JsonValue]
}

function textOf(value: JsonValue | undefined): string | undefined {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}

function webAddress(value: JsonValue | undefined): string | undefined {
  const text = textOf(value)
  return text !== undefined && /^https?:\/\//i.test(text) ? text : undefined
}

/** Pages of V1 write numbers as numbers or as their digits. */
function wholeOf(value: JsonValue | undefined): number | undefined {
  const number = typeof value === 'string' && /^-?\d{1,12}$/.test(value) ? Number(value) : value
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : undefined
}

function amountOf(value: JsonValue | undefined): number | undefined {
  const number = wholeOf(value)
  return number !== undefined && number >= 0 && number <= 1_000_000_000 ? number : undefined
}

function countOf(value: JsonValue | undefined): number | undefined {
  const number = wholeOf(value)
  return number !== undefined && number >= 1 && number <= 100_000 ? number : undefined
}

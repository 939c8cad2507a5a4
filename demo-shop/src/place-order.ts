import { randomUUID } from 'node:crypto'
import { productById } from './catalogue.ts'
import { isRecord } from './config.ts'
import type { ShopConfig } from './config.ts'
import type { Order } from './order.ts'
import { currencyOf, methodsOf, windowTypes } from './pay-choices.ts'

export type OrderReading =
  { readonly ok: true; readonly order: Order } | { readonly ok: false; readonly field: string }

/** Reads the order form. The price is the catalogue's; the browser sends only what was chosen. */
export function placeOrder(form: unknown, config: ShopConfig, now: Date): OrderReading {
  if (!isRecord(form)) return { ok: false, field: 'form' }
  const product = typeof form['productId'] === 'string' ? productById(form['productId']) : undefined
  if (product === undefined) return { ok: false, field: 'productId' }
  const quantity = Number(form['quantity'])
  if (!Number.isInteger(quantity) || quantity < 1 || quantity > 99) return { ok: false, field: 'quantity' }
  const channel = config.channels.find(({ channelKey }) => channelKey === form['channelKey'])
  if (channel === undefined) return { ok: false, field: 'channelKey' }
  const currency = currencyOf(channel.pg)
  const payMethod = methodsOf(channel.pg).find((method) => method === form['payMethod'])
  if (payMethod === undefined) return { ok: false, field: 'payMethod' }
  const windowType = windowTypes.find((type) => type === form['windowType'])
  if (windowType === undefined) return { ok: false, field: 'windowType' }
  const fullName = line(form['fullName'], /^.{1,30}$/u)
  if (fullName === undefined) return { ok: false, field: 'fullName' }
  const phoneNumber = line(form['phoneNumber'], /^0\d{1,2}-?\d{3,4}-?\d{4}$/)
  if (phoneNumber === undefined) return { ok: false, field: 'phoneNumber' }
  const email = line(form['email'], /^[^\s@]+@[^\s@]+\.[^\s@]+$/)
  if (email === undefined) return { ok: false, field: 'email' }

  return {
    ok: true,
    order: {
      id: `order-${randomUUID().replaceAll('-', '')}`,
      productId: product.id,
      quantity,
      totalAmount: (currency === 'USD' ? product.priceUsdCents : product.price) * quantity,
      currency,
      buyer: { fullName, phoneNumber, email },
      channelKey: channel.channelKey,
      payMethod,
      ...(windowType === 'AUTO' ? {} : { windowType }),
      createdAt: now.toISOString(),
      status: 'WAITING',
      cancelledAmount: 0,
    },
  }
}

function line(value: unknown, shape: RegExp): string | undefined {
  const text = typeof value === 'string' ? value.trim() : ''
  return shape.test(text) ? text : undefined
}

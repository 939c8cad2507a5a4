import type { BeginView, CheckoutError, PreparedAttempt } from '@naru/server/wire/checkout'
import { signInAsDemo } from '../attack/console-client.ts'
import { until } from './headless-buyer.ts'
import type { RunningSystem } from './running-system.ts'
import { openV1Client } from './v1-client.ts'

/** A V1 shop that sells by Naver Pay's order type, and its buyers, without a browser. */
export interface NaverOrderShop {
  readonly channelKey: string
  readonly v1: ReturnType<typeof openV1Client>
  /** `IMP.request_pay` of the shop's page. */
  prepare(more?: object): Promise<PreparedAttempt | CheckoutError>
  /** Opened, ordered and paid inside Naver Pay; answers the `imp_uid`. */
  order(more?: object, choice?: object): Promise<Ordered>
  /** The buyer orders from the sheet that he was sent to. */
  buy(handOff: unknown, choice?: object): Promise<void>
  /** What the buyer does in Naver's pages afterwards. */
  buyer(impUid: string, action: string, more?: object): Promise<void>
  /** The payment once it has this status. */
  becomes(impUid: string, status: string): Promise<Readonly<Record<string, unknown>>>
  book(impUid: string): Promise<Readonly<Record<string, unknown>>>
}

export interface Ordered {
  readonly impUid: string
  readonly merchantUid: string
  readonly attempt: PreparedAttempt
}

const credentials = {
  partnerId: 'np_order',
  certiKey: 'certi-order',
  accessLicense: 'license-order',
  secretKey: 'secret-order',
}

export function naverProduct(id: string, basePrice: number) {
  return {
    id,
    name: `상품 ${id}`,
    basePrice,
    quantity: 1,
    infoUrl: `https://shop.example/${id}`,
    imageUrl: `https://shop.example/${id}.png`,
    shipping: { groupId: 'all', method: 'DELIVERY', baseFee: 2_500, feePayType: 'PREPAYED' },
  }
}

export async function openNaverOrderShop(system: RunningSystem): Promise<NaverOrderShop> {
  const { demo } = system
  const v1 = openV1Client(system)
  const owner = await signInAsDemo(system)
  const created = await owner.call('POST', `/stores/${demo.storeId}/channels`, {
    mode: 'TEST',
    pg: 'naverpay-order',
    module: 'naverco',
    name: '네이버페이 주문형',
    attribute: 'PAYMENT',
    credentials,
  })
  if (created.status !== 200) throw new Error(created.text)
  const { channelKey } = created.json as { channelKey: string }
  let orders = 0

  async function post(url: string, body: object): Promise<unknown> {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return answer.json()
  }

  const shop: NaverOrderShop = {
    channelKey,
    v1,
    prepare: async (more = {}) =>
      (await post(`${system.origins.checkout}/browser/v1/attempts`, {
        request: {
          pg: 'naverco',
          merchant_uid: `naver-${process.pid}-${(orders += 1)}-${crypto.randomUUID().slice(0, 8)}`,
          name: '나룻배 모형',
          buyer_tel: '010-1234-5678',
          naverProducts: [naverProduct('a', 3_000), naverProduct('b', 4_000)],
          ...more,
        },
        userCode: demo.v1.userCode,
        isLegacy: false,
        sdkVersion: 'headless',
        device: { platformType: 'PC', isIpad: false, userAgent: 'headless' },
        pageOrigin: 'https://shop.example',
      })) as PreparedAttempt | CheckoutError,
    order: async (more = {}, choice = {}) => {
      const merchantUid = `naver-${process.pid}-${(orders += 1)}-${crypto.randomUUID().slice(0, 8)}`
      const attempt = await shop.prepare({ merchant_uid: merchantUid, ...more })
      if ('code' in attempt) throw new Error(attempt.message)
      const view = (await post(`${attempt.window.url}/begin`, {})) as BeginView
      if (view.kind !== 'hand-off') throw new Error('no order sheet')
      await shop.buy(view.handOff, choice)
      return { impUid: attempt.txId, merchantUid, attempt }
    },
    buy: async (handOff, choice = {}) => {
      await post(`${system.origins.simulators ?? ''}/control/naverpay-order/buy`, {
        handOff,
        decision: 'approve',
        payMethod: 'EASY_PAY',
        ...choice,
      })
    },
    buyer: async (impUid, action, more = {}) => {
      const url = `${system.origins.simulators ?? ''}/control/naverpay-order/orders/${impUid}/buyer`
      const answer = (await post(url, { action, ...more })) as { code?: string }
      if (answer.code !== undefined) throw new Error(`the buyer cannot ${action}`)
    },
    becomes: (impUid, status) =>
      // Naver's callback only hurries a reading that comes every minute.
      until(75_000, `${impUid} is ${status}`, async () => {
        const { response } = await v1.call('GET', `/payments/${impUid}`)
        return response.status === status ? { ...response } : undefined
      }),
    book: async (impUid) => {
      const answer = await fetch(`${system.origins.simulators ?? ''}/control/naverpay-order/orders/${impUid}`)
      return (await answer.json()) as Readonly<Record<string, unknown>>
    },
  }
  return shop
}

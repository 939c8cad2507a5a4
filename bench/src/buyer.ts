import { Pool } from 'undici'
import type { Demo } from './platform.ts'

export interface Buyer {
  /** One durable payment: prepare, begin, return; resolves when it is PAID and answered. */
  pay(): Promise<string>
  close(): Promise<void>
}

/** Plays shop and buyer over a keep-alive pool, and the PG's window by calling its success address. */
export function createBuyer(demo: Demo, connections: number): Buyer {
  const pool = new Pool(demo.origins.checkout.replace('localhost', '127.0.0.1'), {
    connections,
    pipelining: 1,
  })
  const channel = demo.channels.find(({ pg }) => pg === 'tosspayments')
  const call = async (
    method: 'GET' | 'POST',
    path: string,
    body?: string,
  ): Promise<{ status: number; text: string; location: string }> => {
    const response = await pool.request({
      method,
      path,
      ...(body === undefined ? {} : { body }),
      headers: { 'content-type': 'text/plain', origin: 'https://shop.example' },
    })
    const { location } = response.headers
    return {
      status: response.statusCode,
      text: await response.body.text(),
      location: typeof location === 'string' ? location : '',
    }
  }
  return {
    async pay() {
      const paymentId = `bench-${crypto.randomUUID()}`
      const prepared = await call(
        'POST',
        '/browser/v2/attempts',
        JSON.stringify({
          type: 'PAYMENT',
          sdkVersion: 'bench',
          pageOrigin: 'https://shop.example',
          device: { platformType: 'PC', isIpad: false, userAgent: 'bench' },
          request: {
            storeId: demo.storeId,
            paymentId,
            orderName: '나룻배 모형',
            totalAmount: 10_000,
            currency: 'KRW',
            channelKey: channel?.channelKey,
            payMethod: 'CARD',
            customer: { fullName: '홍길동', email: 'a@b.co' },
          },
        }),
      )
      const { txId, window }: { txId: string; window: { url: string } } = JSON.parse(prepared.text)
      const token = window.url.split('/').at(-1) ?? ''
      await call('POST', `/pay/${token}/begin`)
      const returned = await call(
        'GET',
        `/pg/tosspayments/return/${token}?paymentKey=${txId}&orderId=${txId}&amount=10000&paymentType=NORMAL`,
      )
      if (returned.status !== 302) throw new Error(`return answered ${returned.status} ${returned.text}`)
      return paymentId
    },
    close: () => pool.close(),
  }
}

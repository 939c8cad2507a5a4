import { createBuyer } from './buyer.ts'
import { compareWithOneSelect } from './measure.ts'
import type { Platform } from './platform.ts'
import type { Row } from './row.ts'

/** The two calls that V1's servers make most: a token (many get one before each call) and a payment. */
export async function measureV1(platform: Platform): Promise<Row[]> {
  const { origins, v1 } = platform.demo
  const buyer = createBuyer(platform.demo, 1)
  const paymentId = await buyer.pay()
  await buyer.close()
  const asking = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ imp_key: v1.restKey, imp_secret: v1.restSecret }),
  } as const
  const answered = await fetch(`${origins.v1}/users/getToken`, asking)
  const token = (await answered.json()) as { response: { access_token: string } }
  const authorization = token.response.access_token
  const found = await fetch(`${origins.v1}/payments/find/${encodeURIComponent(paymentId)}`, {
    headers: { authorization },
  })
  const payment = (await found.json()) as { response: { imp_uid: string } }
  return [
    await compareWithOneSelect(platform, paymentId, {
      id: 'v1-get-token',
      what: 'POST /users/getToken of REST V1, 32 connections, against a bare route with one indexed select',
      url: `${origins.v1}/users/getToken`,
      ...asking,
    }),
    await compareWithOneSelect(platform, paymentId, {
      id: 'v1-get-payment',
      what: 'GET /payments/{imp_uid} of REST V1, 32 connections, against a bare route with one indexed select',
      url: `${origins.v1}/payments/${payment.response.imp_uid}`,
      headers: { authorization },
    }),
  ]
}

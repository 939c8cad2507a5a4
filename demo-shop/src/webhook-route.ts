import * as webhook from '@portone/server-sdk/webhook'
import type { FastifyInstance } from 'fastify'
import { isRecord } from './config.ts'
import type { ShopParts } from './shop-parts.ts'
import { verifyOrder } from './verify-order.ts'

/** `POST /webhook`: verified with the published SDK before a word of it is believed. */
export function serveWebhook(app: FastifyInstance, parts: ShopParts): void {
  app.post('/webhook', async (request, reply) => {
    const body = typeof request.body === 'string' ? request.body : ''
    let message: unknown
    try {
      message = await webhook.verify(parts.config.webhookSecret, body, request.headers)
    } catch {
      return reply.code(401).send({})
    }
    const data = isRecord(message) && isRecord(message['data']) ? message['data'] : {}
    const order = typeof data['paymentId'] === 'string' ? parts.orders.find(data['paymentId']) : undefined
    // The message only says that something happened; what happened is asked. A failing question answers 500, so
    // the webhook comes again.
    if (order !== undefined) await verifyOrder(order, parts)
    return reply.send({})
  })
}

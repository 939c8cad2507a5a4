import type { ServerResponse } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { isRecord } from './config.ts'
import { languageOf } from './language.ts'
import { cancellable } from './order.ts'
import { lost, show } from './page-routes.ts'
import { orderPage } from './pages/order-page.ts'
import { refundBanks } from './pay-choices.ts'
import { paymentRequest } from './payment-request.ts'
import type { CancelWish } from './payments.ts'
import { placeOrder } from './place-order.ts'
import type { ShopParts } from './shop-parts.ts'
import { verifyOrder } from './verify-order.ts'
import { words } from './words.ts'

type WithId = { Params: { id: string }; Querystring: Record<string, string | undefined> }

/** Placing, paying, verifying, watching and cancelling an order. */
export function serveOrders(app: FastifyInstance, parts: ShopParts): void {
  const { config, orders, payments, now } = parts

  app.post('/orders', async (request, reply) => {
    const reading = placeOrder(readJson(request.body), config, now())
    if (!reading.ok) return reply.code(400).send({ field: reading.field })
    await orders.save(reading.order)
    return reply.send({ id: reading.order.id })
  })

  app.get<WithId>('/orders/:id/request', async (request, reply) => {
    const order = orders.find(request.params.id)
    if (order === undefined) return reply.code(404).send({})
    return reply.send(paymentRequest(order, config, languageOf(request.headers.cookie)))
  })

  app.get<WithId>('/orders/:id', async (request, reply) => {
    const order = orders.find(request.params.id)
    if (order === undefined) return lost(request, reply, config)
    const language = languageOf(request.headers.cookie)
    const notice = request.query['notice']?.slice(0, 200)
    return show(
      request,
      reply,
      config,
      words[language].order,
      orderPage(order, config, language, notice),
      true,
    )
  })

  // The payment window's promise came back: the browser's word is not proof, so the server asks.
  app.post<WithId>('/orders/:id/complete', async (request, reply) => {
    const order = orders.find(request.params.id)
    if (order === undefined) return reply.code(404).send({})
    return reply.send({ status: (await verifyOrder(order, parts)).status })
  })

  // A redirecting window comes back here; its query is a hint for the buyer, never proof.
  app.get<WithId>('/orders/:id/return', async (request, reply) => {
    const order = orders.find(request.params.id)
    if (order === undefined) return lost(request, reply, config)
    await verifyOrder(order, parts)
    const { code, message } = request.query
    const notice = code === undefined || message === undefined ? '' : `?notice=${encodeURIComponent(message)}`
    return reply.redirect(`/orders/${order.id}${notice}`, 303)
  })

  app.post<WithId>('/orders/:id/cancel', async (request, reply) => {
    const order = orders.find(request.params.id)
    if (order === undefined) return reply.code(404).send({})
    const wish = readCancelWish(readJson(request.body), cancellable(order))
    if (wish === undefined) return reply.code(400).send({ message: '취소할 금액을 확인해 주세요.' })
    const answer = await payments.cancel(order.id, wish)
    await verifyOrder(order, parts)
    return answer.kind === 'done' ? reply.send({}) : reply.code(409).send({ message: answer.message })
  })

  const streams = new Set<ServerResponse>()
  app.get<WithId>('/orders/:id/events', async (request, reply) => {
    const { id } = request.params
    if (orders.find(id) === undefined) return reply.code(404).send()
    reply.hijack()
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    reply.raw.write('retry: 2000\n\n')
    const stop = orders.watch(id, () => reply.raw.write('data: changed\n\n'))
    streams.add(reply.raw)
    request.raw.on('close', () => {
      streams.delete(reply.raw)
      stop()
    })
  })
  // An open stream would keep the server from closing.
  app.addHook('preClose', async () => {
    for (const stream of streams) stream.end()
  })
}

function readJson(body: unknown): unknown {
  try {
    return typeof body === 'string' ? (JSON.parse(body) as unknown) : undefined
  } catch {
    return undefined
  }
}

function readCancelWish(form: unknown, left: number): CancelWish | undefined {
  if (!isRecord(form) || left <= 0) return undefined
  const { reason, amount, refundBank, refundNumber, refundHolder } = form
  if (typeof reason !== 'string' || reason.trim() === '') return undefined
  const part = amount === undefined || amount === '' ? undefined : Number(amount)
  if (part !== undefined && (!Number.isSafeInteger(part) || part < 1 || part > left)) return undefined
  const bank = refundBanks.find(([code]) => code === refundBank)?.[0]
  return {
    cancellable: left,
    reason: reason.trim().slice(0, 80),
    ...(part === undefined ? {} : { amount: part }),
    ...(bank !== undefined && typeof refundNumber === 'string' && typeof refundHolder === 'string'
      ? { refundAccount: { bank, number: refundNumber, holderName: refundHolder } }
      : {}),
  }
}

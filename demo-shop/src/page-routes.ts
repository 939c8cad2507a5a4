import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { productById } from './catalogue.ts'
import type { ShopConfig } from './config.ts'
import type { Html } from './html.ts'
import { html } from './html.ts'
import { languageOf, ownPath } from './language.ts'
import { layout } from './pages/layout.ts'
import { orderForm } from './pages/order-form.ts'
import { productList } from './pages/product-list.ts'
import type { ShopParts } from './shop-parts.ts'
import { words } from './words.ts'

/** Front page, order form, language switch, and the page for what does not exist. */
export function servePages(app: FastifyInstance, { config, orders }: ShopParts): void {
  app.get('/', async (request, reply) => {
    const language = languageOf(request.headers.cookie)
    return show(
      request,
      reply,
      config,
      words[language].products,
      productList(language, orders.latest(5)),
      false,
    )
  })

  app.get<{ Querystring: { product?: string } }>('/order', async (request, reply) => {
    const language = languageOf(request.headers.cookie)
    const product = productById(request.query.product ?? '')
    if (product === undefined) return lost(request, reply, config)
    return show(request, reply, config, words[language].orderForm, orderForm(product, config, language), true)
  })

  app.get<{ Params: { language: string }; Querystring: { to?: string } }>(
    '/language/:language',
    async (request, reply) => {
      const language = request.params.language === 'en' ? 'en' : 'ko'
      return reply
        .header('set-cookie', `shop-language=${language}; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly`)
        .redirect(ownPath(request.query.to), 303)
    },
  )

  app.setNotFoundHandler(async (request, reply) => lost(request, reply, config))
}

/** Answers with one page in the visitor's language. */
export async function show(
  request: FastifyRequest,
  reply: FastifyReply,
  config: ShopConfig,
  title: string,
  body: Html,
  pays: boolean,
): Promise<FastifyReply> {
  const frame = { config, language: languageOf(request.headers.cookie), path: request.url }
  return reply
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(layout(frame, title, body, pays))
}

/** 404 with a way home. */
export async function lost(
  request: FastifyRequest,
  reply: FastifyReply,
  config: ShopConfig,
): Promise<FastifyReply> {
  const say = words[languageOf(request.headers.cookie)]
  const body = html`<h1>${say.notFound}</h1>
    <p><a class="button" href="/">${say.home}</a></p>`
  return show(request, reply.code(404), config, say.notFound, body, false)
}

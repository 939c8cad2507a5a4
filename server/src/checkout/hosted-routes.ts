import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { languageOf } from '../foundation/http/face.ts'
import { checkoutMethods, isCheckoutMethod, type CheckoutMethod } from '../payment-session/checkout-method.ts'
import { evaluateProfile } from '../payment-session/evaluate-profile.ts'
import { isSessionOver, readSession, type PaymentSession } from '../payment-session/payment-session.ts'
import { readProfile } from '../payment-session/profile-store.ts'
import { isWebAddress } from '../payment-session/session-body.ts'
import { currencyScale } from '../payment/currency.ts'
import { isPaidOnce } from '../payment/payment.ts'
import { loadPayment, type LoadedPayment } from '../payment/payment-store.ts'
import { sql } from '../foundation/database.ts'
import type { HostedView } from '../wire/console-checkout-profile.ts'
import { paymentResult } from './attempt-outcome.ts'
import { deviceOf, readPrepareBody } from './browser-routes.ts'
import { refuseCheckout } from './checkout-errors.ts'
import { isPlainObject } from './plain-request.ts'
import { prepareAttempt, type CheckoutDependencies } from './prepare-attempt.ts'
import { resultRedirect } from './redirect-url.ts'

const readName = sql('checkout-hosted-store', `select name from store where store_id = $1`)

/** The hosted checkout: one page per payment session. The id in its address is the right to see and pay the order. */
export function registerHostedRoutes(app: FastifyInstance, deps: CheckoutDependencies, page: string): void {
  app.get('/sessions/:sessionId', async (request, reply) => {
    const { session } = await findSession(deps, request)
    return sendHostedPage(reply, page, session)
  })

  app.get('/sessions/:sessionId/view', async (request, reply) => {
    noStore(reply)
    const { sessionId, session } = await findSession(deps, request)
    if (session === undefined) throw refuseCheckout('SessionNotFound')
    return hostedView(deps, sessionId, session)
  })

  app.post('/sessions/:sessionId/pay', async (request, reply) => {
    noStore(reply)
    const { sessionId, session } = await findSession(deps, request)
    if (session === undefined) throw refuseCheckout('SessionNotFound')
    if (isSessionOver(session, deps.clock.now())) throw refuseCheckout('SessionExpired')
    const body = readPrepareBody(request.body)
    const order = await orderOf(deps, sessionId, session, body)
    const attempt = await prepareAttempt(
      { ...deps, language: languageOf(request) },
      {
        request: order,
        device: deviceOf(body),
        pageOrigin: null,
        ipAddress: request.ip,
        userAgent: request.headers['user-agent'],
        isHosted: true,
      },
    )
    return { url: attempt.window.url }
  })

  // Where the window ends. A decided attempt goes on to the shop; everything else back to the page, which tells.
  app.get('/sessions/:sessionId/result', async (request, reply) => {
    noStore(reply)
    const { sessionId, session } = await findSession(deps, request)
    if (session === undefined) throw refuseCheckout('SessionNotFound')
    const own = `${deps.checkoutOrigin}/sessions/${sessionId}`
    const { redirectUrl } = session.data
    const loaded = await loadPayment(deps.database, session.storeId, session.paymentId)
    const result = loaded === undefined ? undefined : paymentResult(loaded.attempt)
    if (redirectUrl === undefined || result === undefined) return reply.redirect(own, 302)
    const target = resultRedirect(redirectUrl, { ...result })
    // A web address is reached from here; an app needs the buyer's own gesture, which the page has a button for.
    return reply.redirect(isWebAddress(target) && isPaid(loaded) ? target : own, 302)
  })
}

async function findSession(deps: CheckoutDependencies, request: FastifyRequest) {
  const sessionId = isPlainObject(request.params) ? String(request.params['sessionId']) : ''
  return { sessionId, session: await readSession(deps.database, sessionId) }
}

function isPaid(loaded: LoadedPayment | undefined): boolean {
  return (
    loaded !== undefined &&
    (isPaidOnce(loaded.head.status) || loaded.head.status === 'VIRTUAL_ACCOUNT_ISSUED')
  )
}

async function hostedView(
  deps: CheckoutDependencies,
  sessionId: string,
  session: PaymentSession,
): Promise<HostedView> {
  const { data, storeId } = session
  const [loaded, methods, [store]] = await Promise.all([
    loadPayment(deps.database, storeId, session.paymentId),
    methodsOf(deps, session),
    deps.database.query<{ name: string }>(readName, [storeId]),
  ])
  const isOver = isSessionOver(session, deps.clock.now())
  const paid = isPaid(loaded)
  const result = loaded === undefined ? undefined : paymentResult(loaded.attempt)
  const preset = data.paymentMethod
  return {
    state: paid ? 'PAID' : isOver ? 'OVER' : 'OPEN',
    mode: session.isTest ? 'TEST' : 'LIVE',
    storeName: data.storeName ?? store?.name ?? '',
    orderName: data.orderName,
    amount: { totalMinor: data.totalAmount, currency: data.currency, scale: currencyScale(data.currency) },
    products: (data.products ?? []).map(({ name, unitPrice, quantity, url }) => ({
      name,
      unitPrice,
      quantity,
      ...(url === undefined ? {} : { url }),
    })),
    ...(data.customerName === undefined ? {} : { customerName: data.customerName }),
    ...(data.customerEmail === undefined ? {} : { customerEmail: data.customerEmail }),
    agreements: data.agreements ?? [],
    ...(data.orderImageUrl === undefined ? {} : { orderImageUrl: data.orderImageUrl }),
    colors: data.colors ?? {},
    methods: methods.map(({ paymentMethod }) => paymentMethod),
    ...(preset !== undefined && methods.some(({ paymentMethod }) => paymentMethod === preset)
      ? { paymentMethod: preset }
      : {}),
    ...(paid || result?.message === undefined ? {} : { failure: result.message }),
    ...(paid && data.redirectUrl !== undefined && result !== undefined
      ? { returnUrl: resultRedirect(data.redirectUrl, { ...result }) }
      : {}),
  }
}

/** What this buyer may pay with now; nothing once the profile is gone. */
async function methodsOf(deps: CheckoutDependencies, session: PaymentSession) {
  const profile = await readProfile(deps.database, session.profileKey)
  if (profile === undefined || profile.merchantId !== session.merchantId) return []
  const { country, currency } = session.data
  return evaluateProfile(deps, profile, { storeId: session.storeId, country, currency })
}

/** The buyer chooses the method and types name and address; everything else is the session's. */
async function orderOf(
  deps: CheckoutDependencies,
  sessionId: string,
  session: PaymentSession,
  body: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const { data } = session
  const chosen = body['paymentMethod']
  const methods = await methodsOf(deps, session)
  const found = methods.find(({ paymentMethod }) => paymentMethod === chosen)
  if (found === undefined || !isCheckoutMethod(found.paymentMethod))
    throw refuseCheckout('RequestParseFailed', 'paymentMethod')
  if ((data.agreements ?? []).length > 0 && body['agreed'] !== true)
    throw refuseCheckout('RequestParseFailed', 'agreements')
  const { payMethod, easyPayProvider }: CheckoutMethod = checkoutMethods[found.paymentMethod]
  const typed = (key: 'customerName' | 'customerEmail'): string | undefined => {
    const value = body[key]
    return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 200) : data[key]
  }
  const [fullName, email] = [typed('customerName'), typed('customerEmail')]
  return {
    storeId: session.storeId,
    paymentId: session.paymentId,
    channelKey: found.channelKey,
    orderName: data.orderName,
    totalAmount: data.totalAmount,
    currency: data.currency,
    country: data.country,
    payMethod,
    ...(easyPayProvider === undefined ? {} : { easyPay: { easyPayProvider } }),
    redirectUrl: `${deps.checkoutOrigin}/sessions/${sessionId}/result`,
    customer: {
      ...(fullName === undefined ? {} : { fullName }),
      ...(email === undefined ? {} : { email }),
    },
    ...(data.customData === undefined ? {} : { customData: data.customData }),
    ...(data.products === undefined
      ? {}
      : {
          products: data.products.map((product, index) => ({
            id: product.id ?? product.code ?? String(index + 1),
            name: product.name,
            amount: product.unitPrice,
            quantity: product.quantity,
            ...(product.code === undefined ? {} : { code: product.code }),
            ...(product.url === undefined ? {} : { link: product.url }),
          })),
        }),
  }
}

function noStore(reply: FastifyReply): void {
  void reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer')
}

function sendHostedPage(
  reply: FastifyReply,
  page: string,
  session: PaymentSession | undefined,
): FastifyReply {
  const image = session?.data.orderImageUrl
  const images = image === undefined ? "'self' data:" : `'self' data: ${new URL(image).origin}`
  noStore(reply)
  return reply
    .code(session === undefined ? 404 : 200)
    .header('content-type', 'text/html; charset=utf-8')
    .header('x-content-type-options', 'nosniff')
    .header(
      'content-security-policy',
      [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "font-src 'self'",
        `img-src ${images}`,
        "connect-src 'self'",
        "form-action 'none'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
      ].join('; '),
    )
    .send(page)
}

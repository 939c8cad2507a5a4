import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import type { AuthenticateDependencies } from '../credential/authenticate.ts'
import { readBody } from '../credential/request-body.ts'
import { resolveStore } from '../credential/store-access.ts'
import type { V2Router } from '../credential/v2-router.ts'
import type { Clock } from '../foundation/clock.ts'
import type { Random } from '../foundation/random.ts'
import { refuseCommon } from '../foundation/refusal.ts'
import { isCurrency } from '../payment/currency.ts'
import { pathText } from '../v2-input/request-parts.ts'
import { evaluateProfile, type EvaluateDependencies } from './evaluate-profile.ts'
import {
  closeSession,
  insertSession,
  isSessionOver,
  mintSessionId,
  readSession,
  sessionLifeMaxMs,
  sessionLifeMs,
  storeOf,
  type PaymentSession,
} from './payment-session.ts'
import { readProfile } from './profile-store.ts'
import { sessionBody, toSessionOrder } from './session-body.ts'
import { refuseSession } from './session-errors.ts'

export interface SessionDependencies extends AuthenticateDependencies, EvaluateDependencies {
  readonly clock: Clock
  readonly random: Random
  readonly checkoutOrigin: string
}

const evaluateQuery = Type.Object({
  profileKey: Type.String({ minLength: 1, maxLength: 100 }),
  country: Type.String({ pattern: '^[A-Z]{2}$' }),
  currency: Type.String({ pattern: '^[A-Z]{3}$' }),
  amount: Type.String({ pattern: '^[1-9]\\d{0,14}$' }),
})

/** The REST V2 routes of payment sessions and checkout profiles. Two of them are called by buyers' browsers. */
export function registerPaymentSessionRoutes(router: V2Router, deps: SessionDependencies): void {
  router.describe('GET', '/payment-sessions/:sessionId', {})
  router.describe('GET', '/checkout-profiles/evaluate', { query: evaluateQuery })

  router.route(
    'POST',
    '/payment-sessions',
    async (request, caller) => {
      const body = readBody(sessionBody, request.body ?? {})
      const order = toSessionOrder(body)
      if (!isCurrency(order.currency)) throw refuseCommon('INVALID_REQUEST', 'currency')
      const lifeMs = body.ttlSeconds === undefined ? sessionLifeMs : body.ttlSeconds * 1_000
      if (lifeMs > sessionLifeMaxMs) throw refuseSession('MAX_TTL_EXCEEDED', 'ttlSeconds')
      const storeId = await resolveStore(deps, caller, body.storeId)
      const profile = await readProfile(deps.database, body.profileKey)
      if (profile === undefined || profile.merchantId !== caller.merchantId)
        throw refuseCommon('INVALID_REQUEST', 'profileKey')
      const preset = order.paymentMethod
      if (preset !== undefined && !profile.methods.some(({ paymentMethod }) => paymentMethod === preset))
        throw refuseCommon('INVALID_REQUEST', 'paymentMethod: not in the profile')
      const now = deps.clock.now()
      const expiresAt = new Date(now.getTime() + lifeMs)
      const sessionId = mintSessionId(deps.random, storeId)
      await insertSession(deps.database, sessionId, {
        storeId,
        merchantId: caller.merchantId,
        paymentId: body.paymentId,
        profileKey: body.profileKey,
        isTest: profile.mode === 'TEST',
        data: order,
        createdAt: now,
        expiresAt,
      })
      return {
        sessionId,
        url: `${deps.checkoutOrigin}/sessions/${sessionId}`,
        expiresAt: expiresAt.toISOString(),
      }
    },
    { body: sessionBody },
  )

  router.route('POST', '/payment-sessions/:sessionId/close', async (request, caller) => {
    const sessionId = pathText(request, 'sessionId')
    const storeId = storeOf(sessionId)
    if (storeId === undefined) throw refuseSession('SESSION_NOT_FOUND')
    await resolveStore(deps, caller, storeId)
    const closedAt = await closeSession(deps.database, sessionId, deps.clock.now())
    if (closedAt === undefined) throw refuseSession('SESSION_NOT_FOUND')
    return { closedAt: closedAt.toISOString() }
  })

  router.app.get('/payment-sessions/:sessionId', async (request, reply) => {
    forAnyPage(reply)
    const sessionId = pathText(request, 'sessionId')
    const session = await readSession(deps.database, sessionId)
    if (session === undefined) throw refuseSession('SESSION_NOT_FOUND')
    if (isSessionOver(session, deps.clock.now())) throw refuseSession('SESSION_EXPIRED')
    return sessionView(sessionId, session)
  })

  router.app.get('/checkout-profiles/evaluate', async (request, reply) => {
    forAnyPage(reply)
    const query = readBody(evaluateQuery, { ...(request.query as object) })
    if (!isCurrency(query.currency)) throw refuseCommon('INVALID_REQUEST', 'currency')
    const profile = await readProfile(deps.database, query.profileKey)
    if (profile === undefined) throw refuseSession('PROFILE_SETTINGS_NOT_FOUND', 'profileKey')
    return {
      methods: await evaluateProfile(deps, profile, {
        storeId: profile.ownerStoreId,
        country: query.country,
        currency: query.currency,
      }),
    }
  })
}

function forAnyPage(reply: FastifyReply): void {
  void reply
    .header('access-control-allow-origin', '*')
    .header('cache-control', 'no-store')
    .header('content-type', 'application/json; charset=utf-8')
}

/** REST V2 `PaymentSession`; nothing in it is secret to whoever has its id. */
export function sessionView(sessionId: string, session: PaymentSession): Record<string, unknown> {
  return {
    id: sessionId,
    storeId: session.storeId,
    paymentId: session.paymentId,
    profileKey: session.profileKey,
    ...session.data,
    createdAt: session.createdAt.toISOString(),
    expiresAt: session.expiresAt.toISOString(),
  }
}

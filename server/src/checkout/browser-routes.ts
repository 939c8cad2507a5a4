import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { languageOf } from '../foundation/http/face.ts'
import type { AttemptState } from '../wire/checkout.ts'
import { findBySecret, type CheckoutAttempt } from './attempt-store.ts'
import { refuseCheckout } from './checkout-errors.ts'
import { drawUi } from './draw-ui.ts'
import { isPlainObject } from './plain-request.ts'
import { prepareAttempt, type CheckoutDependencies } from './prepare-attempt.ts'
import { prepareIdentity } from './prepare-identity.ts'
import { prepareIssueAndPay } from './prepare-issue-and-pay.ts'
import { prepareIssue } from './prepare-issue.ts'
import { closeWindow, stateOfWindow } from './window-routes.ts'

/** A popup that says it is closed may only be cut off from its opener; its page's heartbeat says it lives. */
const heartbeatMs = 10_000

/** What the SDK script calls: from any origin, without cookies. */
export function registerBrowserRoutes(app: FastifyInstance, deps: CheckoutDependencies): void {
  app.options('/browser/v2/*', async (_request, reply) => {
    void allowAnyOrigin(reply).code(204).header('access-control-max-age', '600')
    return ''
  })

  app.post('/browser/v2/attempts', async (request, reply) => {
    allowAnyOrigin(reply)
    const body = readPrepareBody(request.body)
    const visit = {
      request: body['request'],
      device: deviceOf(body),
      pageOrigin: pageOriginOf(request, body),
      ipAddress: request.ip,
      userAgent: request.headers['user-agent'],
    }
    const spoken = { ...deps, language: languageOf(request) }
    switch (body['type']) {
      case 'PAYMENT':
        return prepareAttempt(spoken, visit)
      case 'ISSUE_BILLING_KEY':
        return prepareIssue(spoken, visit)
      case 'ISSUE_BILLING_KEY_AND_PAY':
        return prepareIssueAndPay(spoken, visit)
      case 'IDENTITY_VERIFICATION':
        return prepareIdentity(spoken, visit)
      default:
        throw refuseCheckout(
          'BadRequest',
          'type: PAYMENT, ISSUE_BILLING_KEY, ISSUE_BILLING_KEY_AND_PAY, IDENTITY_VERIFICATION',
        )
    }
  })

  app.post('/browser/v2/ui', async (request, reply) => {
    allowAnyOrigin(reply)
    const body = readPrepareBody(request.body)
    const { type } = body
    if (type !== 'PAYMENT' && type !== 'ISSUE_BILLING_KEY')
      throw refuseCheckout('BadRequest', 'type: PAYMENT, ISSUE_BILLING_KEY')
    return drawUi({ ...deps, language: languageOf(request) }, type, body['request'])
  })

  app.get('/browser/v2/attempts/:attemptId', async (request, reply) => {
    allowAnyOrigin(reply)
    return readState(deps, await findAttempt(deps, request))
  })

  app.post('/browser/v2/attempts/:attemptId/abandon', async (request, reply) => {
    allowAnyOrigin(reply)
    const checkout = await findAttempt(deps, request)
    const lives =
      checkout.windowType === 'POPUP' &&
      (checkout.aliveAt?.getTime() ?? 0) > deps.clock.now().getTime() - heartbeatMs
    if (!lives) await closeWindow(deps, checkout)
    return readState(deps, checkout)
  })
}

async function readState(deps: CheckoutDependencies, checkout: CheckoutAttempt): Promise<AttemptState> {
  const { state, result } = await stateOfWindow(deps, checkout)
  return { state, ...(result === undefined ? {} : { result }) }
}

/** The attempt of the path, for whoever knows its secret. */
export async function findAttempt(
  deps: CheckoutDependencies,
  request: FastifyRequest,
): Promise<CheckoutAttempt> {
  const { params } = request
  const attemptId = isPlainObject(params) ? String(params['attemptId']) : ''
  const secret = request.headers['naru-attempt-secret']
  const attempt =
    typeof secret === 'string' ? await findBySecret(deps.database, attemptId, secret) : undefined
  if (attempt === undefined) throw refuseCheckout('AttemptNotFound')
  return attempt
}

/** The checkout listener reads bodies as bytes; this one is JSON whatever its content type says. */
export function readPrepareBody(body: unknown): Record<string, unknown> {
  const text = Buffer.isBuffer(body) ? body.toString('utf8') : ''
  const value = parse(text)
  if (!isPlainObject(value)) throw refuseCheckout('BadRequest', 'body: JSON object')
  return value
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw refuseCheckout('BadRequest', 'body: not JSON')
  }
}

/** For presentation and the device's own field rules only. */
export function deviceOf(body: Record<string, unknown>): 'PC' | 'MOBILE' {
  const { device } = body
  return isPlainObject(device) && device['platformType'] === 'MOBILE' ? 'MOBILE' : 'PC'
}

/** The browser's word first, the script's second; anything that is no http(s) origin counts as opaque. */
export function pageOriginOf(request: FastifyRequest, body: Record<string, unknown>): string | null {
  const said = request.headers.origin ?? body['pageOrigin']
  if (typeof said !== 'string' || !/^https?:\/\//.test(said) || !URL.canParse(said)) return null
  return new URL(said).origin
}

export function allowAnyOrigin(reply: FastifyReply): FastifyReply {
  return reply
    .header('access-control-allow-origin', '*')
    .header('access-control-allow-methods', 'GET, POST')
    .header('access-control-allow-headers', 'content-type, naru-attempt-secret')
    .header('cache-control', 'no-store')
}

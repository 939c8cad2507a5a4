import type { FastifyInstance, FastifyRequest } from 'fastify'
import { languageOf } from '../foundation/http/face.ts'
import { refuseCommon } from '../foundation/refusal.ts'
import type { ChangedEmail, SignInAnswer } from '../wire/console-account.ts'
import type { DevelopmentMail, Installation, Me } from '../wire/console.ts'
import type { AccountDependencies } from './account-dependencies.ts'
import { refuseAccount } from './account-errors.ts'
import {
  authenticationHeaders,
  callerNetwork,
  memberOf,
  parseEmail,
  parseSignUp,
  parseText,
} from './account-request.ts'
import type { ConsoleGuard } from './console-guard.ts'
import { parseAuthentication } from './account-routes.ts'
import { confirmEmailChange } from './change-email.ts'
import { lifetimes } from './lifetimes.ts'
import { readCookie, writeCookie, type OwnCookie } from './own-cookie.ts'
import { passkeyRequestOptions, signInWithPasskey } from './passkey-sign-in.ts'
import { readMe } from './read-me.ts'
import { recordSession } from './record-session.ts'
import { resetPassword } from './reset-password.ts'
import { checkSameOrigin } from './same-origin.ts'
import { addCookies } from './answer-headers.ts'
import { completeSecondStep } from './second-step.ts'
import { signIn } from './sign-in.ts'
import { signUp } from './sign-up.ts'
import { requestsOfAddress } from './throttle.ts'
import { verifyEmail } from './verify-email.ts'

export interface AccountRoutesDependencies extends AccountDependencies {
  readonly installation: Installation
  /** From `consoleOrigins(config)`. */
  readonly origins: ReadonlySet<string>
}

/** Sign-up, sign-in, links of mails, and who am I. Language of sentences and mails: `Accept-Language`. */
export function registerAccountRoutes(
  app: FastifyInstance,
  guard: ConsoleGuard,
  deps: AccountRoutesDependencies,
): void {
  const { authentication, throttle, background, origins, mailbox, installation } = deps

  /** For routes that need no session: not from another site, and not without end. */
  async function admit(request: FastifyRequest): Promise<void> {
    checkSameOrigin(request, origins)
    const { allowed, retryAfterS } = await throttle.take(requestsOfAddress, [callerNetwork(request)])
    if (!allowed) throw refuseAccount('TooManyAttemptsError', undefined, { retryAfterS })
  }

  function setOwnCookie(request: FastifyRequest, name: OwnCookie, value: string, lifeMs: number): void {
    addCookies(request, [
      writeCookie(name, value, { lifeMs, isSecure: deps.consoleOrigin.startsWith('https:') }),
    ])
  }

  app.post('/console/api/sign-up', async (request) => {
    await admit(request)
    const body = parseSignUp(request.body)
    await signUp(deps, body, languageOf(request))
    return { email: body.email }
  })

  app.post('/console/api/sign-in', async (request): Promise<SignInAnswer> => {
    checkSameOrigin(request, origins)
    const body = { email: parseEmail(request.body), password: parseText(request.body, 'password') }
    const headers = authenticationHeaders(request)
    const trustedDeviceToken = readCookie(request, 'naru.trusted_device')
    const outcome = await signIn(deps, body, {
      network: callerNetwork(request),
      address: request.ip,
      headers,
      trustedDeviceToken,
    })
    if (outcome.kind === 'second-step') {
      setOwnCookie(request, 'naru.second_step', outcome.token, lifetimes.pendingSignInMs)
      return { secondStep: true }
    }
    addCookies(request, outcome.cookies)
    request.log.info({ userId: outcome.person.userId }, 'signed in')
    return {}
  })

  app.post('/console/api/sign-in/second-step', async (request) => {
    await admit(request)
    const body = {
      code: parseText(request.body, 'code'),
      trustDevice: memberOf(request.body, 'trustDevice') === true,
    }
    const token = readCookie(request, 'naru.second_step')
    const done = await completeSecondStep(deps, token, body, {
      headers: authenticationHeaders(request),
      address: request.ip,
    })
    addCookies(request, done.cookies)
    await recordSession(deps, 'session.open', { email: done.person.email, address: request.ip })
    setOwnCookie(request, 'naru.second_step', '', 0)
    if (done.trustedDeviceToken !== undefined) {
      setOwnCookie(request, 'naru.trusted_device', done.trustedDeviceToken, lifetimes.trustedDeviceMs)
    }
    request.log.info({ userId: done.person.userId, method: done.method }, 'signed in')
    return {}
  })

  app.post('/console/api/sign-in/passkey/options', async (request) => {
    await admit(request)
    return passkeyRequestOptions(deps)
  })

  app.post('/console/api/sign-in/passkey', async (request) => {
    await admit(request)
    const response = parseAuthentication(request.body)
    const { person, cookies } = await signInWithPasskey(deps, response, authenticationHeaders(request))
    await recordSession(deps, 'session.open', { email: person.email, address: request.ip })
    addCookies(request, cookies)
    request.log.info({ userId: person.userId, method: 'passkey' }, 'signed in')
    return {}
  })

  app.post('/console/api/sign-out', async (request) => {
    checkSameOrigin(request, origins)
    const headers = authenticationHeaders(request)
    const { person } = await authentication.findSession(headers)
    addCookies(request, await authentication.signOut(headers))
    if (person !== undefined) {
      await recordSession(deps, 'session.close', { email: person.email, address: request.ip })
    }
    return {}
  })

  // The answers of the next two are given before the address is looked up: neither words nor time tell who has an account.
  app.post('/console/api/verification-mail', async (request) => {
    await admit(request)
    const email = parseEmail(request.body)
    const language = languageOf(request)
    background.start('the verification mail', () => authentication.mailVerification(email, language))
    return {}
  })

  app.post('/console/api/password/forgot', async (request) => {
    await admit(request)
    const email = parseEmail(request.body)
    const language = languageOf(request)
    background.start('the reset mail', () => authentication.mailPasswordReset(email, language))
    return {}
  })

  app.post('/console/api/verify-email', async (request) => {
    await admit(request)
    return verifyEmail(deps, parseText(request.body, 'token'))
  })

  app.post('/console/api/password/reset', async (request) => {
    await admit(request)
    const body = {
      token: parseText(request.body, 'token'),
      password: parseText(request.body, 'password'),
    }
    await resetPassword(deps, body, request.ip)
    return {}
  })

  app.post('/console/api/account/email/confirm', async (request): Promise<ChangedEmail> => {
    await admit(request)
    const token = parseText(request.body, 'token')
    return confirmEmailChange(deps, token, { address: request.ip, language: languageOf(request) })
  })

  app.get('/console/api/me', async (request): Promise<Me> => {
    return readMe(deps, await guard.caller(request))
  })

  app.get('/console/api/installation', (): Installation => installation)

  if (mailbox === undefined) return
  app.get<{ Querystring: { to?: string | readonly string[] } }>(
    '/console/api/dev-mailbox',
    async (request): Promise<{ items: readonly DevelopmentMail[] }> => {
      // A name that an attacker points at the loopback address must not read the links in here.
      if (![...origins].some((origin) => new URL(origin).host === request.headers.host)) {
        throw refuseCommon('NOT_FOUND')
      }
      const { to } = request.query
      const mails = await mailbox.list(typeof to === 'string' && to !== '' ? to.toLowerCase() : undefined)
      return {
        items: mails.map(({ id, to: recipient, subject, text, html, at }) => ({
          id,
          to: recipient,
          subject,
          text,
          html,
          at: at.toISOString(),
        })),
      }
    },
  )
}

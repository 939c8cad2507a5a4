import type { FastifyInstance } from 'fastify'
import { minute } from '../foundation/clock.ts'
import { authenticationHeaders, callerNetwork, parseEmail, parseText } from '../merchant/account-request.ts'
import { addCookies } from '../merchant/answer-headers.ts'
import { checkSameOrigin } from '../merchant/same-origin.ts'
import type { Throttle, ThrottleRule } from '../merchant/throttle.ts'
import type { OperatorMe } from '../wire/operator.ts'
import type { OperatorAuthentication } from './operator-authentication.ts'
import { refuseOperator } from './operator-errors.ts'
import type { OperatorGuard } from './operator-guard.ts'

/** Ten tries from one network, so that nobody can lock an operator out from elsewhere; a hundred from everywhere. */
const signInOfOperator: ThrottleRule = { purpose: 'operator-account', attemptsMax: 10, windowMs: 10 * minute }
const signInOfNetwork: ThrottleRule = { purpose: 'operator-network', attemptsMax: 30, windowMs: 10 * minute }
const signInOfEverybody: ThrottleRule = { purpose: 'operator-all', attemptsMax: 100, windowMs: 10 * minute }

/** Signing in as the operator (운영자) of the installation. */
export function registerOperatorRoutes(
  app: FastifyInstance,
  guard: OperatorGuard,
  deps: {
    readonly authentication: OperatorAuthentication
    readonly throttle: Throttle
    readonly origins: ReadonlySet<string>
  },
): void {
  const { authentication, throttle, origins } = deps

  async function take(rule: ThrottleRule, subject: readonly string[]): Promise<void> {
    const { allowed, retryAfterS } = await throttle.take(rule, subject)
    if (!allowed) throw refuseOperator('TooManyAttemptsError', undefined, { retryAfterS })
  }

  app.post('/operator/api/sign-in', async (request) => {
    checkSameOrigin(request, origins)
    const credentials = { email: parseEmail(request.body), password: parseText(request.body, 'password') }
    const network = callerNetwork(request)
    await take(signInOfNetwork, [network])
    await take(signInOfOperator, [credentials.email, network])
    await take(signInOfEverybody, [credentials.email])
    const cookies = await authentication.signIn(credentials, authenticationHeaders(request))
    if (cookies === undefined) throw refuseOperator('InvalidCredentialsError')
    await throttle.giveBack(signInOfNetwork, [network])
    await throttle.clear(signInOfOperator, [credentials.email, network])
    await throttle.giveBack(signInOfEverybody, [credentials.email])
    addCookies(request, cookies)
    request.log.info({ operator: credentials.email }, 'an operator signed in')
    return {}
  })

  app.post('/operator/api/welcome', async (request) => {
    checkSameOrigin(request, origins)
    await take(signInOfNetwork, [callerNetwork(request)])
    const token = parseText(request.body, 'token')
    switch (await authentication.welcome(token, parseText(request.body, 'password'))) {
      case 'welcome':
        return {}
      case 'expired':
        throw refuseOperator('LinkExpiredError')
      case 'weak':
        throw refuseOperator('InvalidPasswordFormatError', undefined, { fields: ['password'] })
    }
  })

  app.post('/operator/api/sign-out', async (request) => {
    await guard.operator(request)
    addCookies(request, await authentication.signOut(authenticationHeaders(request)))
    return {}
  })

  app.get('/operator/api/me', async (request): Promise<OperatorMe> => {
    return { email: (await guard.operator(request)).email }
  })
}

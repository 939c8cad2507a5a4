import type { FastifyRequest } from 'fastify'
import { refuseCommon } from '../foundation/refusal.ts'
import { authenticationHeaders } from '../merchant/account-request.ts'
import { addCookies } from '../merchant/answer-headers.ts'
import { checkSameOrigin } from '../merchant/same-origin.ts'
import type { Operator, OperatorAuthentication } from './operator-authentication.ts'

export interface OperatorCaller extends Operator {
  /** Where the request came from; written into the audit log. */
  readonly address: string
}

/** Stands before every route of the operator except signing in. */
export interface OperatorGuard {
  /** Throws 404, whoever asks: for everybody else these routes do not exist. */
  operator(request: FastifyRequest): Promise<OperatorCaller>
}

export function createOperatorGuard(deps: {
  readonly authentication: Pick<OperatorAuthentication, 'findSession'>
  /** From `consoleOrigins(config)`. */
  readonly origins: ReadonlySet<string>
}): OperatorGuard {
  return {
    async operator(request) {
      const { operator, cookies } = await deps.authentication.findSession(authenticationHeaders(request))
      addCookies(request, cookies)
      if (operator === undefined) {
        // Word for word what an unknown path is told.
        throw refuseCommon('NOT_FOUND', `${request.method} ${request.url.slice(0, 200)}`)
      }
      // Behind the session, so that a stranger's forged request learns nothing from the difference.
      checkSameOrigin(request, deps.origins)
      return { ...operator, address: request.ip }
    },
  }
}

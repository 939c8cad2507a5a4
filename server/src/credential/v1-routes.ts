import { refuseCommon } from '../foundation/refusal.ts'
import { issueV1Token, type V1Gate, type V1TokenDependencies } from './issue-v1-token.ts'
import { readV1Input } from './v1-input.ts'
import type { V1Router } from './v1-router.ts'

/**
 * `POST /users/getToken`. A `Tier` header there is ignored: the token is the key's, whatever it is used for.
 *
 * @param gate refuses a merchant's calls from addresses that it does not allow
 */
export function registerV1TokenRoutes(router: V1Router, deps: V1TokenDependencies, gate: V1Gate): void {
  router.open('POST', '/users/getToken', async (request) => {
    const input = readV1Input(request)
    const given = { restKey: input.text('imp_key') ?? '', restSecret: input.text('imp_secret') ?? '' }
    const issued = await issueV1Token(deps, given, gate)
    if (issued === undefined) throw refuseCommon('UNAUTHORIZED')
    gate.admit(issued.gate, request.ip)
    return {
      response: {
        access_token: issued.token.open(),
        now: seconds(issued.now),
        expired_at: seconds(issued.expiresAt),
      },
    }
  })
}

function seconds(at: Date): number {
  return Math.floor(at.getTime() / 1_000)
}

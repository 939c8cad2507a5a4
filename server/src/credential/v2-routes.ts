import { Type } from 'typebox'
import { logIn, refreshTokens, type LoginDependencies, type TokenPair } from './log-in.ts'
import { readBody } from './request-body.ts'
import type { V2Router } from './v2-router.ts'

const loginBody = Type.Object({ apiSecret: Type.String({ minLength: 1 }) })
const tokens = Type.Object({
  accessToken: Type.String({ description: 'A JWT for 30 minutes.' }),
  refreshToken: Type.String({ description: 'For one refresh within a day.' }),
})
const refreshBody = Type.Object({ refreshToken: Type.String({ minLength: 1 }) })

/** `POST /login/api-secret` and `POST /token/refresh` of REST V2. An `Authorization` header there is ignored. */
export function registerLoginRoutes(
  router: Pick<V2Router, 'app' | 'describe'>,
  deps: LoginDependencies,
): void {
  const { app } = router
  router.describe('POST', '/login/api-secret', { body: loginBody, answer: tokens })
  router.describe('POST', '/token/refresh', { body: refreshBody, answer: tokens })
  app.post('/login/api-secret', async (request, reply) => {
    const { apiSecret } = readBody(loginBody, request.body)
    void reply.header('cache-control', 'no-store')
    return view(await logIn(deps, apiSecret))
  })
  app.post('/token/refresh', async (request, reply) => {
    const { refreshToken } = readBody(refreshBody, request.body)
    void reply.header('cache-control', 'no-store')
    return view(await refreshTokens(deps, refreshToken))
  })
}

function view(pair: TokenPair): { accessToken: string; refreshToken: string } {
  return { accessToken: pair.accessToken, refreshToken: pair.refreshToken.open() }
}

import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { logIn, refreshTokens, type LoginDependencies, type TokenPair } from './log-in.ts'
import { readBody } from './request-body.ts'

const loginBody = Type.Object({ apiSecret: Type.String({ minLength: 1 }) })
const refreshBody = Type.Object({ refreshToken: Type.String({ minLength: 1 }) })

/** `POST /login/api-secret` and `POST /token/refresh` of REST V2. An `Authorization` header there is ignored. */
export function registerLoginRoutes(app: FastifyInstance, deps: LoginDependencies): void {
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

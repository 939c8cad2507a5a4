import type { FastifyRequest } from 'fastify'

/** Our own cookies beside the session's: out of reach of scripts, of other sites and of other paths. */
export type OwnCookie = 'naru.second_step' | 'naru.trusted_device'

export function readCookie(request: FastifyRequest, name: OwnCookie): string | undefined {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [key, value] = part.trim().split('=', 2)
    if (key === name && value !== undefined && value !== '') return value
  }
  return undefined
}

/** @param value base64url; an empty one takes the cookie away */
export function writeCookie(
  name: OwnCookie,
  value: string,
  { lifeMs, isSecure }: { readonly lifeMs: number; readonly isSecure: boolean },
): string {
  const life = value === '' ? 0 : Math.floor(lifeMs / 1_000)
  const secure = isSecure ? '; Secure' : ''
  return `${name}=${value}; Max-Age=${life}; Path=/console/api; HttpOnly; SameSite=Strict${secure}`
}

import type { FastifyRequest } from 'fastify'
import type { SignUpBody } from '../wire/console.ts'
import { refuseAccount } from './account-errors.ts'
import { networkOf } from './throttle.ts'
import { clientIpHeader } from './user-tables.ts'

const emailLengthMax = 254
const emailShape = /^[^\s@<>"(),:;[\]\\]+@[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\.[a-z]{2,}$/i

/** Reads `email`, lower-cased: addresses that differ in case are one account. */
export function parseEmail(body: unknown): string {
  const email = parseText(body, 'email').trim().toLowerCase()
  if (email.length > emailLengthMax || !emailShape.test(email)) throw invalid('email')
  return email
}

export function parseText(body: unknown, field: string): string {
  const value = memberOf(body, field)
  if (typeof value !== 'string') throw invalid(field)
  return value
}

export function parseSignUp(body: unknown): SignUpBody {
  const terms = memberOf(body, 'terms')
  return {
    email: parseEmail(body),
    password: parseText(body, 'password'),
    terms: {
      service: memberOf(terms, 'service') === true,
      privacy: memberOf(terms, 'privacy') === true,
      marketing: memberOf(terms, 'marketing') === true,
    },
  }
}

/** What the authentication library may see of a request: cookie, browser name and the address of the caller. */
export function authenticationHeaders(request: FastifyRequest): Headers {
  const headers = new Headers({ [clientIpHeader]: request.ip })
  const { cookie, 'user-agent': userAgent } = request.headers
  if (cookie !== undefined) headers.set('cookie', cookie)
  if (userAgent !== undefined) headers.set('user-agent', userAgent.slice(0, 500))
  return headers
}

/** The caller as throttles count him. */
export function callerNetwork(request: FastifyRequest): string {
  return networkOf(request.ip)
}

/** A member of what was sent, whatever that was. */
export function memberOf(body: unknown, key: string): unknown {
  return typeof body === 'object' && body !== null && Object.hasOwn(body, key)
    ? Reflect.get(body, key)
    : undefined
}

function invalid(field: string) {
  return refuseAccount('InvalidRequestError', field, { fields: [field] })
}

import { timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { json } from '../desk/answer.ts'
import type { WireAnswer } from '../desk/answer.ts'
import type { Merchant } from '../desk/merchants.ts'
import type { NaverBooks } from './books.ts'

export interface Caller {
  readonly merchant: Merchant
  readonly partnerId: string
  readonly chainId: string | undefined
}

/** The two key headers must be those of the partner in the path; otherwise 401. */
export function readCaller(
  books: NaverBooks,
  request: FastifyRequest,
  partnerId: string,
): Caller | undefined {
  const merchant = books.merchants.get(partnerId)
  const { clientId = '', clientSecret = '' } = merchant?.credentials ?? {}
  const isRight =
    merchant !== undefined &&
    isSame(headerOf(request, 'x-naver-client-id'), clientId) &&
    isSame(headerOf(request, 'x-naver-client-secret'), clientSecret)
  const chainId = headerOf(request, 'x-naverpay-chain-id')
  return isRight ? { merchant, partnerId, chainId: chainId === '' ? undefined : chainId } : undefined
}

export function headerOf(request: FastifyRequest, name: string): string {
  const value = request.headers[name]
  return typeof value === 'string' ? value : ''
}

function isSame(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)]
  return a.length === b.length && a.length > 0 && timingSafeEqual(a, b)
}

export function success(body: unknown): WireAnswer {
  return json(200, { code: 'Success', message: 'detail message(optional)', body })
}

export function fail(code: string, message: string, status = 200): WireAnswer {
  return json(status, { code, message, body: {} })
}

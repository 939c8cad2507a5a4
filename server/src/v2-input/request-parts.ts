import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { refuseCommon } from '../foundation/refusal.ts'
import { findUnstorable } from '../foundation/storable-text.ts'

/** The wire's int32, which is also what keeps `number × size` inside PostgreSQL's offset. */
const pageNumberMax = 2 ** 31 - 1

/** `page` of the page-based lists. */
export const pageInput = Type.Object({
  number: Type.Optional(Type.Integer({ minimum: 0, maximum: pageNumberMax })),
  size: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
})

export const noticeUrlsInput = Type.Array(Type.String(), { maxItems: 10 })
export const bypassInput = Type.Record(Type.String(), Type.Unknown())

/** An enum of REST V2. */
export const oneOf = <const Member extends string>(members: readonly Member[]) =>
  Type.Unsafe<Member>({ type: 'string', enum: [...members] })

/** Absolute http(s) addresses; an empty list means "not given". */
export function toNoticeUrls(urls: readonly string[] | undefined): readonly string[] | undefined {
  if (urls === undefined || urls.length === 0) return undefined
  const wrong = urls.findIndex((url) => !/^https?:\/\//i.test(url) || !URL.canParse(url))
  if (wrong >= 0) throw refuseCommon('INVALID_REQUEST', `noticeUrls[${wrong}]: http(s) URL`)
  return urls
}

/** Input of a GET or DELETE: the query parameter `requestBody` where it is given, else the body, else nothing. */
export function queryOrBody(request: FastifyRequest): unknown {
  const text = queryText(request, 'requestBody')
  if (text === undefined) return request.body ?? {}
  const value = parse(text)
  const problem = findUnstorable(value)
  if (problem !== undefined) throw refuseCommon('INVALID_REQUEST', problem)
  return value
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw refuseCommon('INVALID_REQUEST', 'requestBody: not JSON')
  }
}

export function queryText(request: FastifyRequest, name: string): string | undefined {
  const { query } = request
  const value: unknown =
    typeof query === 'object' && query !== null && name in query ? Reflect.get(query, name) : undefined
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** A name in the path. Something that PostgreSQL could not hold names nothing. */
export function pathText(request: FastifyRequest, name: string): string {
  const { params } = request
  const value: unknown =
    typeof params === 'object' && params !== null && name in params ? Reflect.get(params, name) : undefined
  return typeof value === 'string' && findUnstorable(value) === undefined ? value : ''
}

const rfc3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/i

/** @throws Refusal INVALID_REQUEST naming the field */
export function toInstant(text: string, field: string): Date {
  const at = new Date(text)
  if (!rfc3339.test(text) || Number.isNaN(at.getTime()))
    throw refuseCommon('INVALID_REQUEST', `${field}: RFC 3339`)
  return at
}

import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { statusOfType, transportTypes } from '@naru/server/rest-v2/error-types'
import type { Operation } from '@naru/server/rest-v2/operation'
import { aliases, operations } from '@naru/server/rest-v2/operations'
import { readReference } from './reference-schema.ts'

/** One answer of REST V2, as the contract table counts it. */
export interface Seen {
  readonly method: string
  readonly path: string
  /** The refusal's type; absent for an answer of 200. */
  readonly type?: string
}

const reference = readReference('v2.openapi.json')
const folder = process.env['NARU_CONTRACT_DIR']

/**
 * From now on every answer that a test of this file gets from REST V2, through whatever client, is held against the
 * table of operations and, where it is at hand, the published description; and counted for `npm run contract`.
 */
export function watchAnswers(v2: string): { complaints(): string[]; stop(): void } {
  const complaints: string[] = []
  const { fetch } = globalThis
  globalThis.fetch = async (input, init) => {
    const response = await fetch(input, init)
    const request = new URL(input instanceof Request ? input.url : input)
    if (request.origin === new URL(v2).origin) {
      const method = (input instanceof Request ? input.method : init?.method) ?? 'GET'
      const found = judgeAnswer(method, request.pathname, response.status, await response.clone().text())
      if (found.length > 0)
        complaints.push(`${method} ${request.pathname} ${response.status}: ${found.join('; ')}`)
    }
    return response
  }
  return {
    complaints: () => [...complaints],
    stop: () => {
      globalThis.fetch = fetch
    },
  }
}

/** What is wrong with one answer; notes it when it belongs to an operation. */
export function judgeAnswer(method: string, pathname: string, status: number, text: string): string[] {
  const operation = findOperation(method, pathname)
  const body = parse(text)
  if (body === undefined) return operation?.answersWith === undefined ? ['no JSON'] : []
  if (status === 200) {
    if (operation === undefined) return []
    note({ method, path: operation.path })
    return [
      ...nulls(body, '$'),
      ...operation.answer.filter((key) => !hasKey(body, key)).map((key) => `${key}: missing`),
      ...(reference?.answerViolations(method, operation.path, status, body) ?? []),
    ]
  }
  const type = hasKey(body, 'type') ? String(Reflect.get(body, 'type')) : ''
  if (transportTypes.includes(type)) return status < 500 ? [] : [`${status} ${type}`]
  if (operation === undefined) return [`${type}: on a path that has no operation`]
  if (!operation.errors.some((declared) => declared === type)) return [`${type}: not declared`]
  note({ method, path: operation.path, type })
  return [
    ...nulls(body, '$'),
    ...(statusOfType.get(type) === status ? [] : [`${type}: status`]),
    ...(hasKey(body, 'message') ? [] : ['message: missing']),
    ...(reference?.answerViolations(method, operation.path, status, body) ?? []),
  ]
}

const patterns = operations
  .flatMap((operation) => [
    { operation, path: operation.path },
    ...aliases
      .filter(({ of }) => operation.method === 'POST' && of === operation.path)
      .map(({ path }) => ({ operation, path })),
  ])
  // `/payments/draft` before `/payments/{id}`: fewer parameters first.
  .toSorted((left, right) => left.path.split('{').length - right.path.split('{').length)
  .map(({ operation, path }) => ({
    operation,
    pattern: new RegExp(`^${path.replaceAll(/\{\w+\}/g, '[^/]+')}/?$`),
  }))

function findOperation(method: string, pathname: string): Operation | undefined {
  return patterns.find(({ operation, pattern }) => operation.method === method && pattern.test(pathname))
    ?.operation
}

function note(seen: Seen): void {
  if (folder !== undefined) appendFileSync(join(folder, `${process.pid}.jsonl`), `${JSON.stringify(seen)}\n`)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function nulls(value: unknown, path: string): string[] {
  if (value === null) return [`${path}: null`]
  if (typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, member]) => nulls(member, `${path}.${key}`))
}

function hasKey(value: unknown, key: string): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
}

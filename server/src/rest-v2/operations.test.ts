import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { paymentRefusals } from '../payment/payment-errors.ts'
import { absenceRefusals, absenceTypeOf } from './absent-operations.ts'
import { statusOfType, transportTypes } from './error-types.ts'
import { aliases, operations } from './operations.ts'

test('there are 147 operations, each once, in four families', () => {
  const names = operations.map(({ method, path }) => `${method} ${path}`)
  const count = (priority: string) => operations.filter((one) => one.priority === priority).length

  expect(new Set(names).size).toBe(147)
  expect(['P1', 'P2', 'P3', 'P4'].map(count)).toEqual([22, 28, 66, 31])
})

test('there are 182 error types, each with one status, and every declared one is among them', () => {
  expect(statusOfType.size).toBe(182)
  expect(operations.flatMap(({ errors }) => errors).filter((type) => !statusOfType.has(type))).toEqual([])
})

test('an operation that is not served refuses with a type that it declares', () => {
  for (const operation of operations) expect(operation.errors).toContain(absenceTypeOf(operation))
  expect(absenceTypeOf(find('GET', '/platform/partners'))).toBe('PLATFORM_NOT_ENABLED')
  expect(absenceTypeOf(find('POST', '/b2b/counterparties'))).toBe('B2B_NOT_ENABLED')
  expect(absenceTypeOf(find('GET', '/promotions/{promotionId}'))).toBe('FORBIDDEN')
})

test('our refusals have the statuses of the table', () => {
  for (const [type, { httpStatus }] of Object.entries({ ...paymentRefusals, ...absenceRefusals })) {
    if (transportTypes.includes(type) || type === 'PAYMENT_OUTCOME_UNKNOWN') continue
    expect([type, httpStatus]).toEqual([type, statusOfType.get(type)])
  }
})

test('every old name means an operation', () => {
  expect(aliases.map(({ of }) => find('POST', of).path)).toHaveLength(4)
})

const folder = process.env['NARU_REFERENCE_DIR']

describe.skipIf(folder === undefined)('against the published description', () => {
  interface Described {
    readonly responses: Record<
      string,
      { readonly content?: Record<string, { readonly schema: { $ref: string } }> }
    >
    readonly security?: readonly unknown[]
  }
  interface Schema {
    readonly 'x-portone-status-code'?: number
    readonly discriminator?: { readonly mapping: Record<string, string> }
  }
  const document: {
    paths: Record<string, Record<string, Described>>
    components: { schemas: Record<string, Schema> }
  } =
    folder === undefined
      ? { paths: {}, components: { schemas: {} } }
      : JSON.parse(readFileSync(join(folder, 'v2.openapi.json'), 'utf8'))
  const schema = (ref: string) => document.components.schemas[ref.split('/').at(-1) ?? ''] ?? {}

  test('the table has the same operations with the same error types', () => {
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { responses }]) => [
        `${method.toUpperCase()} ${path}`,
        Object.entries(responses)
          .filter(([status]) => status !== '200')
          .flatMap(([, { content }]) => Object.values(content ?? {}))
          .flatMap(({ schema: { $ref } }) => Object.keys(schema($ref).discriminator?.mapping ?? {}))
          .filter((type, index, all) => all.indexOf(type) === index)
          .toSorted(),
      ]),
    )
    const ours = operations.map(({ method, path, errors }) => [`${method} ${path}`, errors.toSorted()])

    expect(Object.fromEntries(ours)).toEqual(Object.fromEntries(described))
  })

  test('every type has the described status', () => {
    const described = Object.values(document.components.schemas)
      .flatMap(({ discriminator }) => Object.entries(discriminator?.mapping ?? {}))
      .map(([type, ref]) => [type, schema(ref)['x-portone-status-code']] as const)
      .filter(([, status]) => status !== undefined)

    expect(Object.fromEntries(described)).toEqual(Object.fromEntries(statusOfType))
  })
})

function find(method: string, path: string) {
  const operation = operations.find((one) => one.method === method && one.path === path)
  if (operation === undefined) throw new Error(`no ${method} ${path}`)
  return operation
}

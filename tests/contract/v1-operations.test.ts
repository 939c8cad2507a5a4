import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { v1Operations } from '@naru/server/v1-operations'

const folder = process.env['NARU_REFERENCE_DIR']

test('the list has each of the 80 operations of V1 once', () => {
  const names = v1Operations.map(([method, path]) => `${method} ${path}`)
  expect(names).toHaveLength(80)
  expect(new Set(names).size).toBe(80)
})

test.skipIf(folder === undefined)('it is the list of the published description', () => {
  const description: { paths: Record<string, Record<string, unknown>> } = JSON.parse(
    readFileSync(join(folder ?? '', 'v1.openapi.json'), 'utf8'),
  )
  const published = Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  )

  expect(v1Operations.map(([method, path]) => `${method} ${path}`).toSorted()).toEqual(published.toSorted())
})

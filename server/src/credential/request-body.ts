import type { Static, TSchema } from 'typebox'
import { Errors, Check } from 'typebox/value'
import { refuseCommon } from '../foundation/refusal.ts'

/**
 * Reads a REST body into the type its schema describes. Unknown members are ignored.
 *
 * @throws Refusal INVALID_REQUEST that names the first wrong field; never repeats its value
 */
export function readBody<Schema extends TSchema>(schema: Schema, body: unknown): Static<Schema> {
  if (Check(schema, body)) return body
  const [error] = Errors(schema, body)
  throw refuseCommon('INVALID_REQUEST', error === undefined ? 'body' : describe(error))
}

function describe(error: { instancePath: string; params: object; message: string }): string {
  const path = error.instancePath.slice(1).replaceAll('/', '.')
  const missing =
    'requiredProperties' in error.params && Array.isArray(error.params.requiredProperties)
      ? String(error.params.requiredProperties[0])
      : undefined
  const field = [path, missing].filter((part) => part !== undefined && part !== '').join('.')
  return `${field === '' ? 'body' : field}: ${missing === undefined ? error.message : 'is required'}`
}

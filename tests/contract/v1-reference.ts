import { readFileSync } from 'node:fs'
import { join } from 'node:path'

interface Schema {
  readonly $ref?: string
  readonly type?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly allOf?: readonly Schema[]
  readonly items?: Schema
}

/** What V1's published description says of answers, where that file is at hand (`NARU_REFERENCE_DIR`). */
export interface V1Reference {
  /**
   * Where a value differs from a definition. The real service writes every key, with null for what is not known, so a
   * key that is missing is a difference and null is none.
   */
  differences(definition: string, value: unknown): readonly string[]
}

/** Undefined when the folder is not there; the committed expectations then stand alone. */
export function readV1Reference(): V1Reference | undefined {
  const folder = process.env['NARU_REFERENCE_DIR']
  if (folder === undefined) return undefined
  const { definitions }: { definitions: Record<string, Schema> } = JSON.parse(
    readFileSync(join(folder, 'v1.openapi.json'), 'utf8'),
  )

  function check(given: Schema, value: unknown, path: string): string[] {
    const name = given.$ref?.split('/').at(-1)
    if (name !== undefined) return check(definitions[name] ?? {}, value, path)
    if (value === null) return []
    switch (given.type) {
      case 'array':
        return Array.isArray(value)
          ? value.flatMap((item, index) => check(given.items ?? {}, item, `${path}[${index}]`))
          : [`${path}: no list`]
      case 'string':
      case 'boolean':
        return typeof value === given.type ? [] : [`${path}: no ${given.type}`]
      case 'integer':
        return Number.isInteger(value) ? [] : [`${path}: no integer`]
      case 'number':
        return typeof value === 'number' ? [] : [`${path}: no number`]
      default:
        return checkMembers(given, value, path)
    }
  }

  function checkMembers(schema: Schema, value: unknown, path: string): string[] {
    if (schema.properties === undefined) return []
    if (typeof value !== 'object' || value === null) return [`${path}: no object`]
    const members = new Map(Object.entries(value))
    return Object.entries(schema.properties).flatMap(([key, member]) =>
      members.has(key) ? check(member, members.get(key), `${path}.${key}`) : [`${path}.${key}: missing`],
    )
  }

  return { differences: (definition, value) => check(definitions[definition] ?? {}, value, definition) }
}

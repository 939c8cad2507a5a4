import { readFileSync } from 'node:fs'
import { join } from 'node:path'

interface Schema {
  readonly $ref?: string
  readonly type?: string
  readonly enum?: readonly unknown[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly oneOf?: readonly Schema[]
  readonly format?: string
  readonly discriminator?: {
    readonly propertyName: string
    readonly mapping: Readonly<Record<string, string>>
  }
}

/** The published description of the face that we are compatible with, read from outside the project. */
export interface Reference {
  /** Paths of everything in `value` that the named schema does not allow: missing keys, nulls, unknown enum members and discriminators. */
  violations(schemaName: string, value: unknown): string[]
  /** The same of an answer to an operation, by the schema that its status has there. */
  answerViolations(method: string, path: string, status: number, value: unknown): string[]
}

interface Answers {
  readonly responses: Readonly<
    Record<string, { readonly content?: { readonly 'application/json'?: { readonly schema: Schema } } }>
  >
}

/** Undefined when the folder is not there; the committed expectations then stand alone. */
export function readReference(file: string): Reference | undefined {
  const folder = process.env['NARU_REFERENCE_DIR']
  if (folder === undefined) return undefined
  const document: {
    paths: Record<string, Record<string, Answers>>
    components: { schemas: Record<string, Schema> }
  } = JSON.parse(readFileSync(join(folder, file), 'utf8'))
  const { schemas } = document.components

  function resolve(schema: Schema): Schema {
    const name = schema.$ref?.split('/').at(-1)
    return name === undefined ? schema : resolve(schemas[name] ?? {})
  }

  function check(given: Schema, value: unknown, path: string): string[] {
    const schema = resolve(given)
    if (value === null) return [`${path}: null`]
    if (schema.discriminator !== undefined) {
      const tag = isRecord(value) ? String(value[schema.discriminator.propertyName]) : ''
      const target = schema.discriminator.mapping[tag]
      return target === undefined
        ? [`${path}.${schema.discriminator.propertyName}: ${tag}`]
        : check({ $ref: target }, value, path)
    }
    if (schema.enum !== undefined)
      return schema.enum.includes(value) || isTestPg(schema.enum, value)
        ? []
        : [`${path}: ${JSON.stringify(value)}`]
    switch (schema.type) {
      case 'object':
        return isRecord(value) ? checkObject(schema, value, path) : [`${path}: no object`]
      case 'array':
        return Array.isArray(value)
          ? value.flatMap((item, index) => check(schema.items ?? {}, item, `${path}[${index}]`))
          : [`${path}: no array`]
      case 'integer':
        return Number.isSafeInteger(value) ? [] : [`${path}: no integer`]
      case 'string':
        if (typeof value !== 'string') return [`${path}: no text`]
        return schema.format === 'date-time' &&
          !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3}|\.\d{6})?Z$/.test(value)
          ? [`${path}: ${value}`]
          : []
      case 'boolean':
        return typeof value === 'boolean' ? [] : [`${path}: no flag`]
      default:
        return []
    }
  }

  function checkObject(schema: Schema, value: Record<string, unknown>, path: string): string[] {
    const missing = (schema.required ?? [])
      .filter((key) => value[key] === undefined)
      .map((key) => `${path}.${key}: missing`)
    const present = Object.entries(value).flatMap(([key, member]) => {
      const property = schema.properties?.[key]
      return property === undefined
        ? [`${path}.${key}: unknown key`]
        : check(property, member, `${path}.${key}`)
    })
    return [...missing, ...present]
  }

  return {
    violations: (schemaName, value) =>
      check({ $ref: `#/components/schemas/${schemaName}` }, value, schemaName),
    answerViolations: (method, path, status, value) => {
      const answer = document.paths[path]?.[method.toLowerCase()]?.responses[String(status)]
      if (answer === undefined) return [`${status}: not described`]
      const schema = answer.content?.['application/json']?.schema
      return schema === undefined ? [] : check(schema, value, '$')
    },
  }
}

/** Our generic test PG is nobody's but ours; clients take an unknown provider as text (compatibility policy). */
function isTestPg(members: readonly unknown[], value: unknown): boolean {
  return value === 'NARU_TEST' && members.includes('TOSSPAYMENTS')
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

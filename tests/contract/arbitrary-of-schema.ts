import fc from 'fast-check'

/** The part of JSON Schema that our own document speaks. */
export interface JsonSchema {
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly JsonSchema[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly items?: JsonSchema
  readonly format?: string
  readonly minimum?: number
  readonly maximum?: number
}

export const strangeText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
  fc.constantFrom('', '\u0000', '\ud800', '🧾', '가'.repeat(200), '__proto__', 'NaN', '-0', 'store-x'),
)
const strange = fc.oneof(
  strangeText,
  fc.double(),
  fc.maxSafeInteger(),
  fc.constantFrom(0, -1, 0.1, 1e308, Number.MAX_SAFE_INTEGER + 1, true, null),
  fc.jsonValue({ maxDepth: 2 }),
)

/** What a program that respects the schema could send, and now and then what none should. */
export function arbitraryOf(schema: JsonSchema): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 30, arbitrary: fitting(schema) }, { weight: 1, arbitrary: strange })
}

function fitting(schema: JsonSchema): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
  if (schema.anyOf !== undefined) return fc.oneof(...schema.anyOf.map(arbitraryOf))
  switch (schema.type) {
    case 'object':
      return object(schema)
    case 'array':
      return fc.array(arbitraryOf(schema.items ?? {}), { maxLength: 3 })
    case 'integer':
      return fc.oneof(
        fc.integer({ min: schema.minimum ?? 0, max: Math.min(schema.maximum ?? 20_000, 20_000) }),
        fc.constantFrom(schema.minimum ?? 0, schema.maximum ?? 1e15),
      )
    case 'boolean':
      return fc.boolean()
    case 'string':
      return schema.format === 'date-time'
        ? fc.constantFrom('2026-01-05T00:00:00Z', '2026-01-05T00:00:00+09:00', '9999-12-31T23:59:59.999Z')
        : fc.oneof(fc.constantFrom('KRW', 'USD', '홍길동', '01012345678', 'r'), strangeText)
    default:
      return strange
  }
}

function object({ properties = {}, required = [] }: JsonSchema): fc.Arbitrary<unknown> {
  const model = Object.fromEntries(
    Object.entries(properties).map(([name, member]) => [
      name,
      // A store of one's own is the rare case; a strange one is refused before anything else is looked at.
      name === 'storeId'
        ? rarely(arbitraryOf(member))
        : required.includes(name)
          ? arbitraryOf(member)
          : often(arbitraryOf(member)),
    ]),
  )
  return fc.record(model).map((value) => withoutAbsent(value))
}

const absent = Symbol('absent')
const often = (one: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 1, arbitrary: one }, { weight: 1, arbitrary: fc.constant(absent) })
const rarely = (one: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 1, arbitrary: one }, { weight: 20, arbitrary: fc.constant(absent) })

function withoutAbsent(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== absent))
}

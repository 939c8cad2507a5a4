import type { FastifyRequest } from 'fastify'
import { findUnstorable } from '../foundation/storable-text.ts'
import { readForm } from '../foundation/http/form.ts'
import { refuseCommon } from '../foundation/refusal.ts'

type Members = Readonly<Record<string, unknown>>

/**
 * The parameters of a V1 request. Clients send JSON or forms, numbers as text, lists as `a[]=1&a[]=2`, `a[0]=1` or
 * JSON, and some put into the body what belongs in the query, so all of it is read as one.
 */
export class V1Input {
  readonly #members: Members

  constructor(members: Members) {
    this.#members = members
  }

  /** Text, numbers as text. Missing, null and empty are undefined. */
  text(name: string): string | undefined {
    const value = this.#members[name]
    if (value === undefined || value === null || value === '') return undefined
    if (typeof value === 'number' || typeof value === 'boolean') return String(value)
    if (typeof value !== 'string') throw refuseCommon('INVALID_REQUEST', `${name}: string`)
    return value
  }

  requiredText(name: string): string {
    const value = this.text(name)
    if (value === undefined) throw refuseCommon('INVALID_REQUEST', `${name}: is required`)
    return value
  }

  /** A decimal number as written, so that no amount passes through a float; undefined when missing. */
  decimal(name: string): string | undefined {
    const value = this.text(name)?.trim()
    if (value !== undefined && !/^-?\d{1,15}(\.\d{1,10})?$/.test(value))
      throw refuseCommon('INVALID_REQUEST', `${name}: number`)
    return value
  }

  /** An integer from `min` to `max`; undefined when missing. */
  integer(name: string, min: number, max: number): number | undefined {
    const value = this.decimal(name)
    if (value === undefined) return undefined
    const number = Number(value)
    if (!Number.isSafeInteger(number) || number < min || number > max)
      throw refuseCommon('INVALID_REQUEST', `${name}: ${min}–${max}`)
    return number
  }

  /** UNIX seconds; a fraction counts for nothing. */
  instant(name: string): Date | undefined {
    const value = this.decimal(name)
    if (value === undefined) return undefined
    const at = new Date(Math.floor(Number(value)) * 1_000)
    if (Number.isNaN(at.getTime())) throw refuseCommon('INVALID_REQUEST', `${name}: UNIX seconds`)
    return at
  }

  /** `true`, `false`, `1`, `0`, as values or text. */
  flag(name: string): boolean | undefined {
    const value = this.text(name)
    if (value === undefined) return undefined
    if (value === 'true' || value === '1') return true
    if (value === 'false' || value === '0') return false
    throw refuseCommon('INVALID_REQUEST', `${name}: boolean`)
  }

  /** A list of texts; one value is a list of one. */
  list(name: string): readonly string[] {
    const value = this.#members[name]
    if (value === undefined || value === null || value === '') return []
    const items: readonly unknown[] = Array.isArray(value)
      ? value
      : typeof value === 'object'
        ? Object.values(value)
        : [value]
    return items.map((item) => {
      if (typeof item === 'number') return String(item)
      if (typeof item !== 'string') throw refuseCommon('INVALID_REQUEST', `${name}[]: string`)
      return item
    })
  }

  /** A nested object's parameters, or those of JSON that stands for one; empty when missing. */
  object(name: string): V1Input {
    const value = parsed(this.#members[name])
    return new V1Input(isMembers(value) ? value : {})
  }

  /** A list of objects: JSON, its text, or `list[0][a]=1`. */
  items(name: string): readonly V1Input[] {
    const value = parsed(this.#members[name])
    if (value === undefined || value === null || value === '') return []
    const items: readonly unknown[] = Array.isArray(value)
      ? value
      : isMembers(value)
        ? Object.values(value)
        : [value]
    return items.map((item, index) => {
      if (!isMembers(item)) throw refuseCommon('INVALID_REQUEST', `${name}[${index}]: object`)
      return new V1Input(item)
    })
  }

  /** Text as it is; an object or a list as its JSON text. */
  anyText(name: string): string | undefined {
    const value = this.#members[name]
    return typeof value === 'object' && value !== null ? JSON.stringify(value) : this.text(name)
  }

  /** Everything as it came; for what goes through to the PG unread. */
  members(): Members {
    return this.#members
  }
}

/** @throws Refusal INVALID_REQUEST for text that cannot be kept, and for a body that is no object */
export function readV1Input(request: FastifyRequest): V1Input {
  const mark = request.url.indexOf('?')
  const query = mark < 0 ? {} : readForm(request.url.slice(mark + 1))
  const problem = findUnstorable(query)
  if (problem !== undefined) throw refuseCommon('INVALID_REQUEST', problem)
  const { body } = request
  if (body !== undefined && body !== null && !isMembers(body))
    throw refuseCommon('INVALID_REQUEST', 'body: object')
  return new V1Input({ ...query, ...body })
}

/** Clients that send forms put objects in as JSON text. */
function parsed(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

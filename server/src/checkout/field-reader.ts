import { refuseCheckout } from './checkout-errors.ts'
import { isPlainObject, type PlainObject } from './plain-request.ts'

/** Reads members of a request one by one, and refuses with the member's path in the message. */
export class FieldReader {
  readonly #value: PlainObject
  readonly #path: string

  constructor(value: PlainObject, path = '') {
    this.#value = value
    this.#path = path
  }

  has(key: string): boolean {
    return this.#value[key] !== undefined
  }

  path(key: string): string {
    return this.#path === '' ? key : `${this.#path}.${key}`
  }

  /** Missing or blank is `BadRequest`; another type is too. */
  requiredText(key: string): string {
    const value = this.optionalText(key)
    if (value === undefined || value.trim() === '') throw refuseCheckout('BadRequest', this.path(key))
    return value
  }

  optionalText(key: string): string | undefined {
    const value = this.#value[key]
    if (value === undefined) return undefined
    if (typeof value !== 'string') throw refuseCheckout('BadRequest', `${this.path(key)}: string`)
    if (value.includes('\u0000')) throw refuseCheckout('RequestParseFailed', this.path(key))
    return value
  }

  optionalInteger(key: string, min: number): number | undefined {
    const value = this.#value[key]
    if (value === undefined) return undefined
    if (typeof value !== 'number') throw refuseCheckout('BadRequest', `${this.path(key)}: number`)
    if (!Number.isSafeInteger(value) || value < min)
      throw refuseCheckout('RequestParseFailed', `${this.path(key)}: integer ≥ ${min}`)
    return value
  }

  requiredInteger(key: string, min: number): number {
    const value = this.optionalInteger(key, min)
    if (value === undefined) throw refuseCheckout('BadRequest', this.path(key))
    return value
  }

  optionalFlag(key: string): boolean | undefined {
    const value = this.#value[key]
    if (value === undefined) return undefined
    if (typeof value !== 'boolean') throw refuseCheckout('BadRequest', `${this.path(key)}: boolean`)
    return value
  }

  optionalMember<Member extends string>(key: string, members: readonly Member[]): Member | undefined {
    const value = this.optionalText(key)
    if (value === undefined) return undefined
    const found = members.find((member) => member === value)
    if (found === undefined)
      throw refuseCheckout('RequestParseFailed', `${this.path(key)}: ${members.join(', ')}`)
    return found
  }

  object(key: string): FieldReader | undefined {
    const value = this.#value[key]
    if (value === undefined) return undefined
    if (!isPlainObject(value)) throw refuseCheckout('BadRequest', `${this.path(key)}: object`)
    return new FieldReader(value, this.path(key))
  }

  /** A list; a single value counts as a list of one. */
  list(key: string): readonly unknown[] | undefined {
    const value = this.#value[key]
    if (value === undefined) return undefined
    return Array.isArray(value) ? value : [value]
  }

  objects(key: string): readonly FieldReader[] | undefined {
    return this.list(key)?.map((member, index) => {
      if (!isPlainObject(member)) throw refuseCheckout('BadRequest', `${this.path(key)}[${index}]: object`)
      return new FieldReader(member, `${this.path(key)}[${index}]`)
    })
  }

  raw(key: string): unknown {
    return this.#value[key]
  }
}

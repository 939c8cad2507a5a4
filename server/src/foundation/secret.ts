import { createHash, timingSafeEqual } from 'node:crypto'
import { inspect } from 'node:util'

/** Text that must not be seen: prints as `[secret]` wherever it is logged, interpolated or serialised. */
export class Secret {
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  /** Only in the function that sends, hashes or seals it. */
  open(): string {
    return this.#text
  }

  toString(): string {
    return '[secret]'
  }

  toJSON(): string {
    return '[secret]'
  }

  [inspect.custom](): string {
    return '[secret]'
  }
}

/** SHA-256. Enough for secrets that are random; never for passwords. */
export function digest(text: string): Buffer {
  return createHash('sha256').update(text, 'utf8').digest()
}

/** Compares in constant time, whatever the lengths. */
export function sameText(left: string, right: string): boolean {
  return timingSafeEqual(digest(left), digest(right))
}

/** Compares two digests in constant time; different lengths are never equal. */
export function sameDigest(left: Uint8Array, right: Uint8Array): boolean {
  return left.length === right.length && timingSafeEqual(left, right)
}

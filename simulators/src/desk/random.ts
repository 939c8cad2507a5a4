import { randomBytes, randomInt } from 'node:crypto'

/** URL-safe text of so many random bytes. */
export function randomToken(bytes: number): string {
  return randomBytes(bytes).toString('base64url')
}

export function randomDigits(length: number): string {
  let digits = ''
  while (digits.length < length) digits += String(randomInt(10))
  return digits
}

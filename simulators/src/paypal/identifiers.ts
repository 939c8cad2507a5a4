import { randomBytes } from 'node:crypto'

const letters = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ'

/** Capital letters and digits, as PayPal's orders, captures and agreements are named. */
export function randomId(length: number): string {
  return Array.from(randomBytes(length), (byte) => letters[byte % letters.length]).join('')
}

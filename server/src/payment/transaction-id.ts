import type { Random } from '../foundation/random.ts'

const uuidShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const impShape = /^imps?_\d{12}$/

/** True for an id that one of our attempts could have: a UUID of V2, `imp_` or `imps_` and 12 digits of V1. */
export function isTransactionId(text: string): boolean {
  return uuidShape.test(text) || impShape.test(text)
}

/**
 * The `imp_uid` of a payment that V1's window makes. Twelve digits are V1's form and few enough to meet twice in a
 * store some day: who opens an attempt takes another one then.
 */
export function mintImpUid(random: Pick<Random, 'fraction'>): string {
  return `imp_${twelveDigits(random)}`
}

/** The `imp_uid` of a charge that V1's server asked for with a card or a billing key, by the form of V1's samples. */
export function mintImpsUid(random: Pick<Random, 'fraction'>): string {
  return `imps_${twelveDigits(random)}`
}

function twelveDigits(random: Pick<Random, 'fraction'>): string {
  const half = (): string => String(Math.floor(random.fraction() * 1_000_000)).padStart(6, '0')
  return half() + half()
}

const marks = ['imp_', 'imps_'].map((text) => ({ text, hex: Buffer.from(text).toString('hex') }))

/** 22 URL-safe characters for either form: the UUID's bytes, or V1's mark and its digits as half-bytes. */
export function encodeTransactionId(transactionId: string): string {
  const mark = impShape.test(transactionId)
    ? marks.find(({ text }) => transactionId.startsWith(text))
    : undefined
  const hex =
    mark === undefined
      ? transactionId.replaceAll('-', '')
      : `${mark.hex}${transactionId.slice(mark.text.length)}`.padEnd(32, '0')
  return Buffer.from(hex, 'hex').toString('base64url')
}

/** The opposite; what fits neither form comes out as a UUID that names nothing. No UUIDv7 of ours begins with a mark. */
export function decodeTransactionId(text: string): string {
  const hex = Buffer.from(text, 'base64url').toString('hex')
  for (const mark of marks) {
    const digits = hex.slice(mark.hex.length, mark.hex.length + 12)
    const isMarked = hex.startsWith(mark.hex) && /^\d{12}$/.test(digits)
    if (isMarked && /^0*$/.test(hex.slice(mark.hex.length + 12))) return `${mark.text}${digits}`
  }
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

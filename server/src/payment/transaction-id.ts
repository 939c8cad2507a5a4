import type { Random } from '../foundation/random.ts'

const uuidShape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const impShape = /^imp_\d{12}$/

/** True for an id that one of our attempts could have: a UUID of V2, `imp_` and 12 digits of V1. */
export function isTransactionId(text: string): boolean {
  return uuidShape.test(text) || impShape.test(text)
}

/**
 * The `imp_uid` of a payment that V1's window makes. Twelve digits are V1's form and few enough to meet twice in a
 * store some day: who opens an attempt takes another one then.
 */
export function mintImpUid(random: Pick<Random, 'fraction'>): string {
  const half = (): string => String(Math.floor(random.fraction() * 1_000_000)).padStart(6, '0')
  return `imp_${half()}${half()}`
}

const impMark = Buffer.from('imp_').toString('hex')

/** 22 URL-safe characters for either form: the UUID's bytes, or V1's mark and its digits as half-bytes. */
export function encodeTransactionId(transactionId: string): string {
  const hex = impShape.test(transactionId)
    ? `${impMark}${transactionId.slice(4)}`.padEnd(32, '0')
    : transactionId.replaceAll('-', '')
  return Buffer.from(hex, 'hex').toString('base64url')
}

/** The opposite; what fits neither form comes out as a UUID that names nothing. No UUIDv7 of ours begins with the mark. */
export function decodeTransactionId(text: string): string {
  const hex = Buffer.from(text, 'base64url').toString('hex')
  const digits = hex.slice(8, 20)
  if (hex.startsWith(impMark) && /^\d{12}$/.test(digits) && /^0*$/.test(hex.slice(20))) return `imp_${digits}`
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

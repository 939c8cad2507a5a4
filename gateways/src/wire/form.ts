import iconv from 'iconv-lite'
import type { WireRecord } from './reading.ts'

/** `application/x-www-form-urlencoded` in UTF-8. */
export function formBody(fields: Readonly<Record<string, string>>): string {
  return new URLSearchParams(fields).toString()
}

/** The same in EUC-KR (CP949): what it cannot write becomes `?`, as the PG would have it. */
export function koreanFormBody(fields: Readonly<Record<string, string>>): string {
  return Object.entries(fields)
    .map(([name, value]) => `${koreanEscaped(name)}=${koreanEscaped(value)}`)
    .join('&')
}

function koreanEscaped(value: string): string {
  let escaped = ''
  for (const byte of iconv.encode(value, 'cp949')) {
    const character = String.fromCharCode(byte)
    if (/[A-Za-z0-9*._-]/.test(character)) escaped += character
    else escaped += byte === 0x20 ? '+' : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
  }
  return escaped
}

/**
 * Reads `name=value&…` bytes; the first value of a name counts. Values may be percent-encoded or bare.
 *
 * The characters are UTF-8 when the bytes are valid UTF-8, else CP949 (the superset of EUC-KR that Korean PGs mean by
 * "euc-kr"): Inicis sends deposit notes in EUC-KR and window results in either.
 */
export function readPairs(body: Uint8Array): WireRecord {
  const pairs: Record<string, string> = {}
  for (const part of split(body, AMPERSAND)) {
    const equals = part.indexOf(EQUALS)
    if (equals < 1) continue
    const name = decoded(part.subarray(0, equals)).trim()
    if (Object.hasOwn(pairs, name) || name === '__proto__') continue
    pairs[name] = decoded(part.subarray(equals + 1)).trim()
  }
  return pairs
}

/** The bytes as text, UTF-8 or else CP949. */
export function koreanText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return iconv.decode(Buffer.from(bytes), 'cp949')
  }
}

const AMPERSAND = 0x26
const EQUALS = 0x3d
const PERCENT = 0x25
const PLUS = 0x2b

function split(bytes: Uint8Array, separator: number): readonly Uint8Array[] {
  const parts: Uint8Array[] = []
  let start = 0
  for (let at = bytes.indexOf(separator); at >= 0; at = bytes.indexOf(separator, start)) {
    parts.push(bytes.subarray(start, at))
    start = at + 1
  }
  parts.push(bytes.subarray(start))
  return parts
}

function decoded(bytes: Uint8Array): string {
  const plain: number[] = []
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0
    const escaped = byte === PERCENT ? hexByte(bytes[at + 1], bytes[at + 2]) : undefined
    if (escaped === undefined) plain.push(byte === PLUS ? 0x20 : byte)
    else {
      plain.push(escaped)
      at += 2
    }
  }
  return koreanText(Uint8Array.from(plain))
}

function hexByte(high: number | undefined, low: number | undefined): number | undefined {
  if (high === undefined || low === undefined) return undefined
  const digits = String.fromCharCode(high, low)
  return /^[0-9A-Fa-f]{2}$/.test(digits) ? Number.parseInt(digits, 16) : undefined
}

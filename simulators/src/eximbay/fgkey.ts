import { createHash } from 'node:crypto'
import type { Fields } from '../desk/form.ts'

/** Sorted by name, empties included, raw values; upper-case hex (classic integration guide). */
export function fgkey(secretKey: string, fields: Fields): string {
  const names = Object.keys(fields).filter((name) => name !== 'fgkey')
  names.sort((a, b) => (a < b ? -1 : 1))
  const text = `${secretKey}?${names.map((name) => `${name}=${fields[name] ?? ''}`).join('&')}`
  return createHash('sha256').update(text, 'utf8').digest('hex').toUpperCase()
}

export function withFgkey(secretKey: string, fields: Fields): Fields {
  return { ...fields, fgkey: fgkey(secretKey, fields) }
}

export function isSigned(secretKey: string, fields: Fields): boolean {
  return (fields['fgkey'] ?? '').toUpperCase() === fgkey(secretKey, fields)
}

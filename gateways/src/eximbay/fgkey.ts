import { createHash } from 'node:crypto'
import { sameSecret } from '../wire/constant-time.ts'

/** Parameters as they are sent or came: nothing trimmed, nothing left out. */
export type Parameters = Readonly<Record<string, string>>

/**
 * `fgkey`: upper-case hex of SHA-256 over the secret key, `?` and all parameters but `fgkey` itself, empty ones too,
 * as decoded `name=value` sorted by name and joined with `&`. Requests and answers follow one rule (classic guide, key).
 */
export function fgkeyOf(secretKey: string, parameters: Parameters): string {
  const joined = Object.keys(parameters)
    .filter((name) => name !== 'fgkey')
    .toSorted()
    .map((name) => `${name}=${parameters[name] ?? ''}`)
    .join('&')
  return createHash('sha256').update(`${secretKey}?${joined}`, 'utf8').digest('hex').toUpperCase()
}

/** Compared without regard to case, as the PG does. */
export function isGenuine(secretKey: string, parameters: Parameters): boolean {
  const given = parameters['fgkey'] ?? ''
  return given !== '' && sameSecret(given.toUpperCase(), fgkeyOf(secretKey, parameters))
}

/** `name=value&…` as UTF-8; blanks at the ends are part of the signed text, and of a repeated name the first counts. */
export function readParameters(text: string): Parameters {
  const parameters: Record<string, string> = {}
  for (const [name, value] of new URLSearchParams(text))
    if (!Object.hasOwn(parameters, name) && name !== '__proto__') parameters[name] = value
  return parameters
}

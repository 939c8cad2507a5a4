import { Secret as TotpSecret, TOTP } from 'otpauth'
import { second } from '../foundation/clock.ts'
import type { Random } from '../foundation/random.ts'
import { Secret } from '../foundation/secret.ts'

/** What every authenticator app can do: SHA-1, six digits, thirty seconds (RFC 6238 section 4 and its default). */
const settings = { algorithm: 'SHA1', digits: 6, period: 30 } as const
export const stepMs = settings.period * second
/** A clock of a phone may be wrong by one step in either direction (RFC 6238 section 5.2). */
const driftSteps = 1
/** RFC 4226 section 4, R6 recommends 160 bits. */
const secretBytes = 20

/** A new shared secret, in Base32 as it is typed into an app. */
export function mintOneTimeSecret(random: Random): Secret {
  const bytes = Uint8Array.from(random.bytes(secretBytes))
  return new Secret(new TotpSecret({ buffer: bytes.buffer }).base32)
}

/** The address that the QR picture holds. */
export function oneTimeSecretUri(
  secret: Secret,
  { issuer, label }: { issuer: string; label: string },
): string {
  return new TOTP({ ...settings, issuer, label, secret: TotpSecret.fromBase32(secret.open()) }).toString()
}

/**
 * Finds the step whose code this is, from the one before the present to the one after.
 *
 * @returns undefined for a wrong code. Whether the step was used before is for the caller to decide, in the database.
 */
export function stepOfCode(secret: Secret, code: string, at: Date): number | undefined {
  const totp = new TOTP({ ...settings, secret: TotpSecret.fromBase32(secret.open()) })
  const delta = totp.validate({ token: code, timestamp: at.getTime(), window: driftSteps })
  return delta === null ? undefined : Math.floor(at.getTime() / stepMs) + delta
}

/** Six digits as people type them: with blanks in between. */
export function readOneTimeCode(text: string): string | undefined {
  const digits = text.replaceAll(/[\s-]/g, '')
  return /^[0-9]{6}$/.test(digits) ? digits : undefined
}

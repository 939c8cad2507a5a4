import { day } from '../foundation/clock.ts'
import type { Random } from '../foundation/random.ts'
import { digest, sameDigest } from '../foundation/secret.ts'

export const invitationLifeMs = 7 * day

const shape = /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.([A-Za-z0-9_-]{43})$/

/** A link's secret: whose invitation it is, and 32 random bytes of which only the digest is kept. */
export function mintInvitationToken(
  random: Random,
  userId: string,
): { readonly token: string; readonly tokenDigest: Buffer } {
  const secret = random.token(32)
  return { token: `${userId}.${secret}`, tokenDigest: digest(secret) }
}

/** Undefined for anything that was never a link of ours. */
export function readInvitationToken(
  text: string,
): { readonly userId: string; readonly secret: string } | undefined {
  const [, userId, secret] = shape.exec(text) ?? []
  return userId === undefined || secret === undefined ? undefined : { userId, secret }
}

export function opensInvitation(secret: string, tokenDigest: Buffer): boolean {
  return sameDigest(tokenDigest, digest(secret))
}

const dayMs = 24 * 60 * 60 * 1000

export type Expiry = 'never' | 'expired' | 'soon' | 'later'

/** How a secret stands towards its expiry; "soon" leaves two weeks to replace it. */
export function expiryOf(expiresAt: string | undefined, now: Date): Expiry {
  if (expiresAt === undefined) return 'never'
  const left = new Date(expiresAt).getTime() - now.getTime()
  if (left <= 0) return 'expired'
  return left <= 14 * dayMs ? 'soon' : 'later'
}

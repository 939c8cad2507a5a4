import { day, hour, minute } from '../foundation/clock.ts'

/** How long things of an account live. Sessions end after 12 idle hours, and after 7 days whatever happens. */
export const lifetimes = {
  sessionIdleMs: 12 * hour,
  sessionAbsoluteMs: 7 * day,
  /** A session in use is written again this often, not on every request. */
  sessionTouchMs: 5 * minute,
  verificationLinkMs: 24 * hour,
  resetLinkMs: 1 * hour,
  emailChangeLinkMs: 24 * hour,
  pendingSignInMs: 10 * minute,
  trustedDeviceMs: 30 * day,
  passkeyChallengeMs: 5 * minute,
  /** How long a withdrawn address cannot sign up again. */
  withdrawnAddressMs: 30 * day,
} as const

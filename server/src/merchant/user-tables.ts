import { second } from '../foundation/clock.ts'
import { lifetimes } from './lifetimes.ts'

/** Written by our own border from the socket (or the trusted proxy); never taken over from a client. */
export const clientIpHeader = 'x-naru-client-ip'

const times = { createdAt: 'created_at', updatedAt: 'updated_at' } as const

/** The authentication library's tables under our names; made by our own migration (0005). */
export const userTables = {
  user: {
    modelName: 'auth_user',
    fields: { emailVerified: 'email_verified', ...times },
    additionalFields: {
      marketingAgreedAt: { type: 'date', required: false, fieldName: 'marketing_agreed_at' },
    },
  },
  account: {
    modelName: 'auth_account',
    fields: {
      userId: 'user_id',
      accountId: 'account_id',
      providerId: 'provider_id',
      accessToken: 'access_token',
      refreshToken: 'refresh_token',
      idToken: 'id_token',
      accessTokenExpiresAt: 'access_token_expires_at',
      refreshTokenExpiresAt: 'refresh_token_expires_at',
      ...times,
    },
  },
  session: {
    modelName: 'auth_session',
    fields: {
      userId: 'user_id',
      expiresAt: 'expires_at',
      ipAddress: 'ip_address',
      userAgent: 'user_agent',
      ...times,
    },
    expiresIn: lifetimes.sessionIdleMs / second,
    updateAge: lifetimes.sessionTouchMs / second,
  },
  verification: {
    modelName: 'auth_verification',
    fields: { expiresAt: 'expires_at', ...times },
    storeIdentifier: 'hashed',
  },
} as const

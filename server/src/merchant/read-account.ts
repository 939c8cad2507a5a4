import { sql } from '../foundation/database.ts'
import type { AccountView } from '../wire/console-account.ts'
import type { AccountDependencies } from './account-dependencies.ts'
import { viewPasskeys } from './passkey-store.ts'

const read = sql(
  'account-read',
  `select u.email, u.marketing_agreed_at, f.confirmed_at,
     (select new_email from auth_email_change c where c.user_id = u.id and c.expires_at > $2) as pending_email,
     (select count(*) from auth_recovery_code r where r.user_id = u.id and r.used_at is null) as codes,
     (select count(*) from auth_trusted_device d where d.user_id = u.id and d.expires_at > $2) as devices
   from auth_user u left join auth_two_factor f on f.user_id = u.id where u.id = $1`,
)

interface AccountRow {
  email: string
  marketing_agreed_at: Date | null
  confirmed_at: Date | null
  pending_email: string | null
  codes: number
  devices: number
}

/** Everything that the page 내 정보 관리 shows, sessions apart. */
export async function readAccount(
  { database, clock }: Pick<AccountDependencies, 'database' | 'clock'>,
  userId: string,
): Promise<AccountView> {
  const [[row], passkeys] = await Promise.all([
    database.query<AccountRow>(read, [userId, clock.now()]),
    viewPasskeys(database, userId),
  ])
  if (row === undefined) throw new Error(`no user ${userId}`)
  return {
    email: row.email,
    ...(row.pending_email === null ? {} : { pendingEmail: row.pending_email }),
    ...(row.marketing_agreed_at === null ? {} : { marketingAgreedAt: row.marketing_agreed_at.toISOString() }),
    twoFactor: {
      ...(row.confirmed_at === null ? {} : { since: row.confirmed_at.toISOString() }),
      recoveryCodesLeft: row.codes,
      trustedDevices: row.devices,
    },
    passkeys,
  }
}

import { sql, type Database } from '../foundation/database.ts'

const forget = sql(
  'auth-forget-ways-in',
  `with links as (delete from auth_verification where value = $1),
     pending as (delete from auth_pending_sign_in where user_id = $1),
     change as (delete from auth_email_change where user_id = $1)
   delete from auth_trusted_device where user_id = $1`,
)

/**
 * Ends what somebody else may still hold after a password or an address was changed: reset links, half-done
 * sign-ins, a waiting change of e-mail and trusted devices.
 */
export async function forgetWaysIn(database: Database, userId: string): Promise<void> {
  await database.query(forget, [userId])
}

import type { AuditLog } from '../audit/audit-log.ts'
import { sql, type Database } from '../foundation/database.ts'

/** What happens to a person's access, without a change of anything else. */
export type SessionAction = 'session.open' | 'session.refuse' | 'session.close' | 'password.reset'

const merchantsOfUser = sql(
  'account-merchants-of-user',
  // In one order for everybody, because each entry locks the head of its merchant's chain.
  `select m.merchant_id, u.id as user_id, u.email from auth_user u join member m on m.user_id = u.id
   where u.email = $1 order by m.merchant_id`,
)

/** Writes into the audit log of every merchant that the person belongs to. Nothing for an address without account. */
export async function recordSession(
  { database, audit }: { readonly database: Database; readonly audit: AuditLog },
  action: SessionAction,
  { email, address }: { readonly email: string; readonly address: string },
): Promise<void> {
  await database.transaction(async (transaction) => {
    const rows = await transaction.query<{ merchant_id: string; user_id: string; email: string }>(
      merchantsOfUser,
      [email.toLowerCase()],
    )
    for (const row of rows) {
      const actor = { merchantId: row.merchant_id, userId: row.user_id, email: row.email, address }
      await audit.record(transaction, actor, { action, target: row.email })
    }
  })
}

import { sql } from '../foundation/database.ts'
import type { AccountDependencies } from './account-dependencies.ts'
import type { ConsoleCaller } from './console-guard.ts'

/** The day of consent stays as it was when it is given once more. */
const update = sql(
  'account-marketing',
  `update auth_user set marketing_agreed_at = case when $2 then coalesce(marketing_agreed_at, $3) end, updated_at = $3 where id = $1`,
)

/** Gives or takes back the consent to marketing mails (마케팅 수신 동의). */
export async function setMarketingConsent(
  { database, clock, audit }: Pick<AccountDependencies, 'database' | 'clock' | 'audit'>,
  caller: ConsoleCaller,
  agreed: boolean,
): Promise<void> {
  await database.transaction(async (transaction) => {
    await transaction.query(update, [caller.userId, agreed, clock.now()])
    await audit.record(transaction, caller, {
      action: 'marketing.change',
      target: caller.userId,
      after: { agreed },
    })
  })
}

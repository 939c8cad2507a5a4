import { sql, type Database } from '../foundation/database.ts'
import type { ApplicationView, SaveTermsBody } from '../wire/console-application.ts'
import type { ApplicationActor, ApplicationDependencies } from './application-dependencies.ts'
import { lockApplication } from './application-lock.ts'

const read = sql(
  'application-read-terms',
  `select third_party_at, privacy_at, marketing_at from application_terms where merchant_id = $1`,
)
/** The first moment of an agreement stays; taking one back clears it. */
const save = sql(
  'application-save-terms',
  `insert into application_terms as t (merchant_id, third_party_at, privacy_at, marketing_at)
   values ($1, case when $2 then $5::timestamptz end, case when $3 then $5::timestamptz end, case when $4 then $5::timestamptz end)
   on conflict (merchant_id) do update set
     third_party_at = case when $2 then coalesce(t.third_party_at, $5) end,
     privacy_at = case when $3 then coalesce(t.privacy_at, $5) end,
     marketing_at = case when $4 then coalesce(t.marketing_at, $5) end`,
)

export async function readTerms(database: Database, merchantId: string): Promise<ApplicationView['terms']> {
  const [row] = await database.query<{
    third_party_at: Date | null
    privacy_at: Date | null
    marketing_at: Date | null
  }>(read, [merchantId])
  const required = [row?.third_party_at ?? null, row?.privacy_at ?? null].filter((at) => at !== null)
  const last = required.length === 2 ? new Date(Math.max(...required.map((at) => at.getTime()))) : undefined
  return {
    thirdParty: row !== undefined && row.third_party_at !== null,
    privacy: row !== undefined && row.privacy_at !== null,
    marketing: row !== undefined && row.marketing_at !== null,
    ...(last === undefined ? {} : { agreedAt: last.toISOString() }),
  }
}

/** 약관 동의. Both required terms must be among them. */
export async function saveTerms(
  deps: Pick<ApplicationDependencies, 'database' | 'clock' | 'audit'>,
  actor: ApplicationActor,
  terms: SaveTermsBody,
): Promise<void> {
  const { merchantId } = actor
  await deps.database.transaction(async (transaction) => {
    await lockApplication(transaction, merchantId)
    const before = await readTerms(transaction, merchantId)
    await transaction.query(save, [
      merchantId,
      terms.thirdParty,
      terms.privacy,
      terms.marketing,
      deps.clock.now(),
    ])
    await deps.audit.record(transaction, actor, {
      action: 'application-terms.save',
      target: merchantId,
      before: { thirdParty: before.thirdParty, privacy: before.privacy, marketing: before.marketing },
      after: { thirdParty: terms.thirdParty, privacy: terms.privacy, marketing: terms.marketing },
    })
  })
}

import { sql, type Database } from '../foundation/database.ts'
import type { ReconciliationSummary } from '../wire/console-reconciliation.ts'
import { dayColumn, entryCondition, type EntrySearch } from './entry-search.ts'
import type { ReadScope } from './reconciliation-dependencies.ts'

/** The PG's figure counts where there is one: it is what is paid out. */
const amount = 'coalesce(e.pg_amount_minor, e.amount_minor, 0)'
const sign = `case e.action when 'APPROVAL' then 1 else -1 end`
const anomaly = `case e.status when 'INCOMPARABLE' then ${amount} when 'NOT_MATCHED' then abs(coalesce(e.pg_amount_minor, 0) - coalesce(e.amount_minor, 0)) else 0 end`

/** Sources: the settlement guide's figures; 정산금액 = approvals − cancels − fee − its VAT. What was not collected settles nowhere yet. */
const figures = `e.currency,
  count(*) filter (where e.action = 'APPROVAL')::integer as approvals,
  coalesce(sum(${amount}) filter (where e.action = 'APPROVAL'), 0)::bigint as "approvalMinor",
  count(*) filter (where e.action <> 'APPROVAL')::integer as cancels,
  coalesce(sum(${amount}) filter (where e.action <> 'APPROVAL'), 0)::bigint as "cancelMinor",
  coalesce(sum(${sign} * e.fee_minor), 0)::bigint as "feeMinor",
  coalesce(sum(${sign} * e.fee_vat_minor), 0)::bigint as "feeVatMinor",
  coalesce(sum(${sign} * (e.pg_amount_minor - e.fee_minor - e.fee_vat_minor)), 0)::bigint as "settlementMinor",
  count(*) filter (where e.status in ('NOT_MATCHED', 'INCOMPARABLE'))::integer as anomalies,
  coalesce(sum(${anomaly}), 0)::bigint as "anomalyMinor",
  count(*) filter (where e.status = 'NOT_COLLECTED')::integer as "notCollected"`

/** Figures per day and merchant id, and of the whole period; each currency by itself. */
export async function summarise(
  database: Database,
  scope: ReadScope,
  search: EntrySearch,
): Promise<ReconciliationSummary> {
  const { where, values } = entryCondition(scope, search)
  const day = `e.${dayColumn(search)}`
  const [days, totals] = await Promise.all([
    database.query<ReconciliationSummary['days'][number]>(
      sql(
        '',
        `select ${day}::text as day, e.pg, e.pg_merchant_id as "pgMerchantId", ${figures} from reconciliation_entry e where ${where}
         group by ${day}, e.pg, e.pg_merchant_id, e.currency order by ${day} desc, e.pg, e.pg_merchant_id, e.currency`,
      ),
      values,
    ),
    database.query<ReconciliationSummary['totals'][number]>(
      sql(
        '',
        `select ${figures} from reconciliation_entry e where ${where} group by e.currency order by e.currency`,
      ),
      values,
    ),
  ])
  return { days, totals }
}

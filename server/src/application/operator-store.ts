import { sql, type Database } from '../foundation/database.ts'
import type { ContractState } from '../wire/console-application.ts'
import type { OperatorPage } from '../wire/operator.ts'
import type { ApplicationDependencies } from './application-dependencies.ts'
import { pgNames } from './read-application.ts'

const pageSize = 30

/**
 * Applications of all merchants, newest change first. One aggregate over submitted businesses: an installation has
 * thousands of those and not millions, and one person looks at the list.
 */
const list = sql(
  'operator-list-applications',
  `select * from (
     select b.merchant_id, m.name, b.company_name, b.registration_number,
       greatest(b.submitted_at, max(c.state_changed_at)) as changed_at,
       coalesce(json_agg(json_build_object('pg', c.pg, 'state', c.state) order by c.state_changed_at desc)
         filter (where c.contract_id is not null), '[]') as contracts
     from business_info b join merchant m on m.merchant_id = b.merchant_id
     left join application_contract c on c.merchant_id = b.merchant_id
     where b.submitted_at is not null
       and ($1 = '' or position(lower($1) in lower(b.company_name)) > 0 or position(lower($1) in lower(m.name)) > 0
         or b.registration_number = $1)
     group by b.merchant_id, m.name
     having ($2 = '' and $3 = '')
       or bool_or(($2 = '' or c.state = $2) and ($3 = '' or c.pg = $3))
   ) a
   where $4::timestamptz is null or (changed_at, merchant_id) < ($4, $5)
   order by changed_at desc, merchant_id desc limit ${pageSize + 1}`,
)
const readName = sql('operator-read-merchant', `select name from merchant where merchant_id = $1`)

interface Row {
  readonly merchant_id: string
  readonly name: string
  readonly company_name: string
  readonly registration_number: string
  readonly changed_at: Date
  readonly contracts: readonly { readonly pg: string; readonly state: ContractState }[]
}

export async function listApplications(
  { database, gateways }: Pick<ApplicationDependencies, 'database' | 'gateways'>,
  filter: { readonly search: string; readonly state: string; readonly pg: string; readonly cursor: string },
): Promise<OperatorPage> {
  const [at, merchantId] = readCursor(filter.cursor)
  // A registration number is written with hyphens as often as without.
  const search = /^[\d-]+$/.test(filter.search) ? filter.search.replaceAll('-', '') : filter.search
  const rows = await database.query<Row>(list, [search, filter.state, filter.pg, at, merchantId])
  const items = rows.slice(0, pageSize)
  const last = items.at(-1)
  return {
    items: items.map((row) => ({
      merchantId: row.merchant_id,
      merchantName: row.name,
      companyName: row.company_name,
      registrationNumber: row.registration_number,
      contracts: row.contracts.map(({ pg, state }) => ({ pg, ...pgNames({ gateways }, pg), state })),
      changedAt: row.changed_at.toISOString(),
    })),
    ...(rows.length > pageSize && last !== undefined
      ? { nextCursor: `${last.changed_at.toISOString()}~${last.merchant_id}` }
      : {}),
  }
}

export async function readMerchantName(database: Database, merchantId: string): Promise<string | undefined> {
  return (await database.query<{ name: string }>(readName, [merchantId]))[0]?.name
}

function readCursor(cursor: string): readonly [Date | null, string | null] {
  const [at = '', merchantId = ''] = cursor.split('~')
  const time = new Date(at)
  return Number.isNaN(time.getTime()) || merchantId === '' ? [null, null] : [time, merchantId]
}

import { sql, type Database } from '../foundation/database.ts'
import type { SimplifiedMethod, VatReport } from '../wire/console-reconciliation.ts'
import { entryCondition, type EntrySearch } from './entry-search.ts'
import type { ReadScope } from './reconciliation-dependencies.ts'

export interface VatSource {
  readonly pg: string
  readonly pgMerchantId: string
}

export interface VatFigures extends VatReport {
  readonly sources: readonly VatSource[]
}

export const simplifiedMethods = [
  'CARD',
  'VIRTUAL_ACCOUNT',
  'TRANSFER',
  'CHARGE',
  'MOBILE',
  'POINT',
  'ETC',
] as const satisfies readonly SimplifiedMethod[]

/**
 * The one place that asks a channel's tax category (과세구분), as it is at the time of the report:
 *   TAXABLE   nothing is tax free (과세사업자: 면세가액 = 0), VAT = total / 11
 *   TAX_FREE  everything is
 *   UNSET     the figures of the payment; VAT by the PG, else ours where both sides agree on the amount, else
 *             (amount − tax free) / 11
 * Half up; 11 is odd, so no exact half exists and integers do: (2a + 11) / 22. Cancels count against.
 */
const parts = `select e.simplified_method as method, e.pg, e.pg_merchant_id, a.total, t.tax_free, a.sign,
  case coalesce(c.tax_type, 'UNSET')
    when 'TAX_FREE' then 0
    when 'TAXABLE' then (a.total * 2 + 11) / 22
    else coalesce(e.pg_vat_minor, case when a.total = e.amount_minor and t.tax_free = e.tax_free_minor then e.vat_minor end,
      ((a.total - t.tax_free) * 2 + 11) / 22) end as vat
  from reconciliation_entry e
  left join channel c on c.store_id = e.channel_store_id and c.channel_key = e.channel_key
  cross join lateral (select coalesce(e.pg_amount_minor, e.amount_minor, 0) as total,
    case e.action when 'APPROVAL' then 1 else -1 end as sign) a
  cross join lateral (select case coalesce(c.tax_type, 'UNSET') when 'TAXABLE' then 0 when 'TAX_FREE' then a.total
    else least(coalesce(e.pg_tax_free_minor, e.tax_free_minor, 0), a.total) end as tax_free) t`

/** 부가세 신고 참고 자료: won only, since VAT is declared in won. */
export async function vatReport(
  database: Database,
  scope: ReadScope,
  search: EntrySearch,
  sources?: readonly VatSource[],
): Promise<VatFigures> {
  const { where, values } = entryCondition(scope, search)
  const named =
    sources === undefined
      ? ''
      : ` and (e.pg, e.pg_merchant_id) in (select * from unnest($${values.length + 1}::text[], $${values.length + 2}::text[]))`
  const rows = await database.query<{
    method: string
    total: number
    taxFree: number
    vat: number
    sources: readonly VatSource[]
  }>(
    sql(
      '',
      `select method, sum(sign * total)::bigint as total, sum(sign * tax_free)::bigint as "taxFree", sum(sign * vat)::bigint as vat,
         jsonb_agg(distinct jsonb_build_object('pg', pg, 'pgMerchantId', pg_merchant_id)) as sources
       from (${parts} where ${where} and e.currency = 'KRW'${named}) p group by method`,
    ),
    sources === undefined
      ? values
      : [...values, sources.map(({ pg }) => pg), sources.map(({ pgMerchantId }) => pgMerchantId)],
  )
  const items = simplifiedMethods.flatMap((paymentMethod) => {
    const row = rows.find(({ method }) => method === paymentMethod)
    if (row === undefined) return []
    return [{ paymentMethod, ...figuresOf(row) }]
  })
  const all = rows.reduce(
    (sum, row) => ({
      total: sum.total + row.total,
      taxFree: sum.taxFree + row.taxFree,
      vat: sum.vat + row.vat,
    }),
    { total: 0, taxFree: 0, vat: 0 },
  )
  const seen = new Map(
    rows.flatMap((row) => row.sources).map((one) => [`${one.pg} ${one.pgMerchantId}`, one] as const),
  )
  return {
    items,
    summary: figuresOf(all),
    sources: [...seen.keys()].toSorted().flatMap((key) => seen.get(key) ?? []),
  }
}

function figuresOf({ total, taxFree, vat }: { total: number; taxFree: number; vat: number }) {
  return { supplyMinor: total - taxFree - vat, vatMinor: vat, taxFreeMinor: taxFree, totalMinor: total }
}

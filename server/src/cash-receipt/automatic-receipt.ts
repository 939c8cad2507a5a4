import { sql, type Database } from '../foundation/database.ts'

/** A receipt that the PG issued together with a payment, as the payment tells of it. */
export interface AutomaticReceipt {
  readonly status: 'ISSUED' | 'CANCELLED'
  readonly merchantId: string
  readonly channel: object
  readonly orderName: string
  readonly currency: string
  readonly amountMinor: number
  readonly taxFreeMinor: number
  readonly vatMinor: number
  readonly type: 'PERSONAL' | 'CORPORATE'
  readonly issueNumber: string
  readonly url: string | null
  readonly issuedAt: string
  readonly cancelledAt: string | null
}

/** The PG takes the receipt back with the payment. */
const read = sql(
  'cash-receipt-automatic',
  `select case when p.status = 'CANCELLED' then 'CANCELLED' else 'ISSUED' end as status, t.data ->> 'merchantId' as "merchantId",
     p.view::jsonb -> 'channel' as channel, p.order_name as "orderName", p.currency, p.total_minor as "amountMinor",
     p.tax_free_minor as "taxFreeMinor", p.vat_minor as "vatMinor", t.data #>> '{outcome,cashReceipt,type}' as type,
     t.data #>> '{outcome,cashReceipt,issueNumber}' as "issueNumber", t.data #>> '{outcome,cashReceipt,url}' as url,
     coalesce(t.data #>> '{outcome,paidAt}', t.data #>> '{outcome,at}') as "issuedAt",
     case when p.status = 'CANCELLED' then p.view::jsonb ->> 'cancelledAt' end as "cancelledAt"
   from payment p join payment_transaction t on t.store_id = p.store_id and t.transaction_id = p.transaction_id
   where p.store_id = $1 and p.payment_id = $2 and t.data #> '{outcome,cashReceipt}' is not null
     and p.status in ('PAID', 'PARTIAL_CANCELLED', 'CANCELLED')`,
)

export async function automaticReceipt(
  database: Database,
  storeId: string,
  paymentId: string,
): Promise<AutomaticReceipt | undefined> {
  const [row] = await database.query<{ [Key in keyof AutomaticReceipt]: AutomaticReceipt[Key] }>(read, [
    storeId,
    paymentId,
  ])
  return row
}

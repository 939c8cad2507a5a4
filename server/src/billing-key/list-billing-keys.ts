import { Type } from 'typebox'
import { readBody } from '../credential/request-body.ts'
import { day } from '../foundation/clock.ts'
import { sql, type Database } from '../foundation/database.ts'
import { oneOf, pageInput, toInstant } from '../v2-input/request-parts.ts'
import type { BillingKey } from './billing-key.ts'
import { channelsOfKey, toBillingKey, type BillingKeyJson } from './billing-key-store.ts'

const timeFields = ['REQUESTED_AT', 'ISSUED_AT', 'DELETED_AT', 'STATUS_TIMESTAMP'] as const
const searchFields = [
  'CARD_BIN',
  'CARD_NUMBER',
  'PG_MERCHANT_ID',
  'CUSTOMER_NAME',
  'CUSTOMER_EMAIL',
  'CUSTOMER_PHONE_NUMBER',
  'CUSTOMER_ADDRESS',
  'CUSTOMER_ZIPCODE',
  'USER_AGENT',
  'BILLING_KEY',
  'CHANNEL_GROUP_NAME',
] as const
type SearchField = (typeof searchFields)[number]

export const listBody = Type.Object({
  page: Type.Optional(pageInput),
  sort: Type.Optional(
    Type.Object({ by: Type.Optional(oneOf(timeFields)), order: Type.Optional(oneOf(['ASC', 'DESC'])) }),
  ),
  filter: Type.Optional(
    Type.Object({
      storeId: Type.Optional(Type.String()),
      timeRangeField: Type.Optional(oneOf(timeFields)),
      from: Type.Optional(Type.String()),
      until: Type.Optional(Type.String()),
      status: Type.Optional(Type.Array(oneOf(['ISSUED', 'DELETED']))),
      channelGroupIds: Type.Optional(Type.Array(Type.String())),
      customerId: Type.Optional(Type.String()),
      platformType: Type.Optional(oneOf(['SDK_MOBILE', 'SDK_PC', 'API'])),
      textSearch: Type.Optional(
        Type.Array(Type.Object({ field: oneOf(searchFields), value: Type.String() })),
      ),
      pgProviders: Type.Optional(Type.Array(Type.String())),
      pgCompanies: Type.Optional(Type.Array(Type.String())),
      methods: Type.Optional(Type.Array(oneOf(['CARD', 'MOBILE', 'EASY_PAY', 'TRANSFER']))),
      version: Type.Optional(oneOf(['V1', 'V2'])),
    }),
  ),
})

export interface BillingKeyListInput {
  readonly storeId: string | undefined
  readonly page: { readonly number: number; readonly size: number }
  readonly filter: {
    readonly timeField: (typeof timeFields)[number]
    readonly from: Date
    readonly until: Date
    readonly statuses: readonly string[]
    readonly channelGroupIds: readonly string[]
    readonly customerId: string | undefined
    readonly platformType: string | undefined
    readonly pgProviders: readonly string[]
    readonly methods: readonly string[]
    readonly texts: readonly { readonly field: SearchField; readonly value: string }[]
  }
  readonly sort: { readonly by: (typeof timeFields)[number]; readonly order: 'ASC' | 'DESC' }
}

/** @throws Refusal INVALID_REQUEST naming the field */
export function readBillingKeyList(body: unknown, now: Date): BillingKeyListInput {
  const input = readBody(listBody, body)
  const filter = input.filter ?? {}
  const until = filter.until === undefined ? now : toInstant(filter.until, 'filter.until')
  return {
    storeId: filter.storeId,
    page: { number: input.page?.number ?? 0, size: input.page?.size ?? 10 },
    filter: {
      timeField: filter.timeRangeField ?? 'REQUESTED_AT',
      from:
        filter.from === undefined
          ? new Date(until.getTime() - 90 * day)
          : toInstant(filter.from, 'filter.from'),
      until,
      statuses: filter.status ?? [],
      channelGroupIds: filter.channelGroupIds ?? [],
      customerId: filter.customerId,
      platformType: filter.platformType?.replace('SDK_', ''),
      pgProviders: filter.pgProviders ?? [],
      methods: filter.methods ?? [],
      texts: filter.textSearch ?? [],
    },
    sort: { by: input.sort?.by ?? 'REQUESTED_AT', order: input.sort?.order ?? 'DESC' },
  }
}

const timeOf = (parameter: string): string =>
  `case ${parameter}::text when 'ISSUED_AT' then k.issued_at when 'DELETED_AT' then k.deleted_at
     when 'STATUS_TIMESTAMP' then k.status_at else k.requested_at end`
/** Texts that a search field looks at. Several searches combine with AND, each by its beginning. */
const searched = `case s.field
    when 'BILLING_KEY' then array[k.billing_key]
    when 'CUSTOMER_NAME' then array[k.data #>> '{customer,name}']
    when 'CUSTOMER_EMAIL' then array[k.data #>> '{customer,email}']
    when 'CUSTOMER_PHONE_NUMBER' then array[k.data #>> '{customer,phoneNumber}']
    when 'CUSTOMER_ADDRESS' then array[k.data #>> '{customer,address,addressLine1}']
    when 'CUSTOMER_ZIPCODE' then array[k.data #>> '{customer,zipcode}']
    when 'CHANNEL_GROUP_NAME' then array[k.data #>> '{channelGroup,name}']
    when 'PG_MERCHANT_ID' then (select array_agg(c.data #>> '{channel,pgMerchantId}') from billing_key_channel c
      where c.store_id = k.store_id and c.billing_key = k.billing_key)
    when 'CARD_BIN' then (select array_agg(c.data #>> '{instrument,card,bin}') from billing_key_channel c
      where c.store_id = k.store_id and c.billing_key = k.billing_key)
    when 'CARD_NUMBER' then (select array_agg(c.data #>> '{instrument,card,number}') from billing_key_channel c
      where c.store_id = k.store_id and c.billing_key = k.billing_key)
    else array[]::text[] end`
const list = sql(
  'billing-key-list',
  `with matched as (
     select k.store_id, k.billing_key, ${timeOf('$11')} as sorted_by from billing_key k
     where k.store_id = any($1::text[]) and k.status in ('ISSUED', 'DELETED')
       and ${timeOf('$2')} >= $3 and ${timeOf('$2')} <= $4
       and (cardinality($5::text[]) = 0 or k.status = any($5))
       and (cardinality($6::text[]) = 0 or k.data #>> '{channelGroup,id}' = any($6))
       and ($7::text is null or k.customer_id = $7)
       and ($8::text is null or k.data ->> 'platformType' = $8)
       and (cardinality($9::text[]) = 0 or exists (select 1 from billing_key_channel c
         where c.store_id = k.store_id and c.billing_key = k.billing_key and c.data #>> '{channel,pgProvider}' = any($9)))
       and (cardinality($10::text[]) = 0 or k.method = any($10))
       and not exists (select 1 from jsonb_to_recordset($15::jsonb) as s(field text, value text)
         where not exists (select 1 from unnest(${searched}) as t(found) where starts_with(t.found, s.value)))
   ), page as (
     select * from matched
     order by case when $12 = 'ASC' then sorted_by end asc, case when $12 = 'DESC' then sorted_by end desc, billing_key
     limit $13 offset $14
   )
   select (select count(*)::integer from matched) as total,
     (select json_agg(row_to_json(k) order by case when $12 = 'ASC' then k.sorted_by end asc,
        case when $12 = 'DESC' then k.sorted_by end desc, k.billing_key)
      from (select k.*, page.sorted_by, ${channelsOfKey} from page
        join billing_key k on k.store_id = page.store_id and k.billing_key = page.billing_key) k) as keys`,
)

export async function listBillingKeys(
  database: Database,
  storeIds: readonly string[],
  input: BillingKeyListInput,
): Promise<{ readonly items: readonly BillingKey[]; readonly totalCount: number }> {
  const { filter, sort, page } = input
  const [row] = await database.query<{ total: number; keys: BillingKeyJson[] | null }>(list, [
    storeIds,
    filter.timeField,
    filter.from,
    filter.until,
    filter.statuses,
    filter.channelGroupIds,
    filter.customerId ?? null,
    filter.platformType ?? null,
    filter.pgProviders,
    filter.methods,
    sort.by,
    sort.order,
    page.size,
    page.number * page.size,
    JSON.stringify(filter.texts),
  ])
  return { items: (row?.keys ?? []).map(toBillingKey), totalCount: row?.total ?? 0 }
}

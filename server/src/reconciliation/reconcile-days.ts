import { sql, type Database } from '../foundation/database.ts'
import type { FeeRules } from '../wire/console-reconciliation.ts'
import { orphanKey } from './line-store.ts'
import { expectedFee, feeVatOf, judge, pair, type Line, type Movement, type Pair } from './reconciliation.ts'
import { resolveLines } from './resolve-lines.ts'
import { sourceKey, type Source } from './source-store.ts'
import { startOfDay, addDays } from './settlement-day.ts'

const pageSize = 500
/** Our record of a payment is made a little after the PG's; a few minutes around midnight belong to both days. */
const skewMs = 60 * 60 * 1_000

/** Attempts whose money moved on the days, or about which the PG has lines of them. */
const work = `select t.store_id, t.transaction_id from store s
    cross join lateral (select distinct store_id, transaction_id from payment_event e where e.store_id = s.store_id
      and kind in ('PAID', 'PARTIAL_CANCELLED', 'CANCELLED') and at >= $7 and at < $8) e
    join payment_transaction t on t.store_id = e.store_id and t.transaction_id = e.transaction_id
  where s.merchant_id = $1 and t.channel_key = any($9::text[])
  union
  select store_id, transaction_id from settlement_line
  where merchant_id = $1 and mode = $2 and pg = $3 and pg_merchant_id = $4 and transacted_on between $5 and $6
    and transaction_id is not null`
const openCursor = sql(
  '',
  `declare reconciliation_work no scroll cursor for
   select store_id as "storeId", transaction_id as "transactionId" from (${work}) work`,
)
/** All at once: page by page it would look through what the pages before have just written. */
const forget = sql(
  '',
  `delete from reconciliation_entry where merchant_id = $1 and mode = $2 and pg = $3 and pg_merchant_id = $4
     and transaction_id in (select transaction_id from (${work}) work)`,
)
const fetchPage = sql('', `fetch ${pageSize} from reconciliation_work`)
const closeCursor = sql('', 'close reconciliation_work')

const readMovements = sql(
  'reconciliation-movements',
  `select t.store_id as "storeId", t.payment_id as "paymentId", t.transaction_id as "transactionId",
     c.cancellation_id as "cancellationId", c.data ->> 'pgCancellationId' as "pgCancellationId",
     case when c.cancellation_id is null then 'APPROVAL' when (c.data ->> 'isWhole')::boolean then 'FULL_CANCEL' else 'PARTIAL_CANCEL' end as action,
     (coalesce((case when c.cancellation_id is null then coalesce(t.data -> 'outcome' ->> 'paidAt', t.data -> 'outcome' ->> 'at')
       else c.data ->> 'cancelledAt' end)::timestamptz, e.at) at time zone 'Asia/Seoul')::date::text as day,
     k.store_id as "channelStoreId", t.channel_key as "channelKey", t.channel_key = any($3::text[]) as "isOfSource",
     t.pg_tx_id as "pgTxId", p.order_name as "orderName", t.data -> 'order' ->> 'payMethod' as method, p.currency,
     t.data -> 'outcome' -> 'method' -> 'card' is not null as "hasCard",
     coalesce(c.amount_minor, p.paid_minor) as "amountMinor", coalesce(c.tax_free_minor, p.tax_free_minor) as "taxFreeMinor",
     coalesce(c.vat_minor, p.vat_minor) as "vatMinor",
     case when c.cancellation_id is null then (t.data -> 'outcome' -> 'method' -> 'card' ->> 'installmentMonth')::integer end as "installmentMonth",
     coalesce((t.data -> 'order' ->> 'isEscrow')::boolean, false) as "isEscrow"
   from unnest($1::text[], $2::text[]) x(store_id, transaction_id)
   join payment_transaction t on t.store_id = x.store_id and t.transaction_id = x.transaction_id
   join payment p on p.store_id = t.store_id and p.payment_id = t.payment_id
   join payment_event e on e.store_id = t.store_id and e.payment_id = t.payment_id and e.transaction_id = t.transaction_id
     and e.kind in ('PAID', 'PARTIAL_CANCELLED', 'CANCELLED')
   left join payment_cancellation c on e.kind <> 'PAID' and c.store_id = t.store_id and c.payment_id = t.payment_id
     and c.cancellation_id = e.detail ->> 'cancellationId'
   left join channel k on k.channel_key = t.channel_key and k.store_id = any($4::text[])
   where e.kind = 'PAID' or c.cancellation_id is not null
   order by t.transaction_id, e.event_id`,
)
const readLines = sql(
  'reconciliation-lines',
  `select line_id as "lineId", transaction_id as "transactionId", kind, pg_tx_id as "pgTxId", pg_cancellation_id as "pgCancellationId",
     method, currency, amount_minor as "amountMinor", tax_free_minor as "taxFreeMinor", vat_minor as "vatMinor", fee_minor as "feeMinor",
     fee_vat_minor as "feeVatMinor", transacted_on::text as day, settled_on::text as "settledOn",
     installment_month as "installmentMonth", is_escrow as "isEscrow"
   from settlement_line where merchant_id = $1 and mode = $2 and pg = $3 and pg_merchant_id = $4 and transaction_id = any($5::text[])`,
)
/** A day counts as collected once a whole delivery of it came in after it was over. */
const readCollected = sql(
  'reconciliation-collected-days',
  `select d.day::text as day from unnest($5::date[]) d(day)
   where exists (select from settlement_import i where i.merchant_id = $1 and i.mode = $2 and i.pg = $3 and i.pg_merchant_id = $4
     and i.is_by_transaction and d.day between i.from_day and i.until_day
     and d.day < (i.imported_at at time zone 'Asia/Seoul')::date)`,
)
const fields = `entry_key text, status text, differences text[], action text, day date, settled_on date, store_id text, payment_id text,
  transaction_id text, cancellation_id text, channel_store_id text, channel_key text, line_id text, pg_tx_id text, order_name text,
  method text, simplified_method text, currency text, amount_minor bigint, tax_free_minor bigint, vat_minor bigint, pg_amount_minor bigint,
  pg_tax_free_minor bigint, pg_vat_minor bigint, pg_day date, fee_minor bigint, fee_vat_minor bigint, expected_fee_minor bigint,
  is_escrow boolean`
const columns = fields
  .split(',')
  .map((field) => field.trim().split(' ')[0] ?? '')
  .join(', ')
const insert = sql(
  'reconciliation-insert',
  `insert into reconciliation_entry (merchant_id, mode, pg, pg_merchant_id, ${columns})
   select $1, $2, $3, $4, ${columns} from jsonb_to_recordset($5::jsonb) as x(${fields})`,
)

/** Lines about which we know nothing stand for themselves. */
const forgetOrphans = sql(
  'reconciliation-forget-orphans',
  `delete from reconciliation_entry e where merchant_id = $1 and mode = $2 and pg = $3 and pg_merchant_id = $4 and transaction_id is null
     and day between $5 and $6`,
)
const insertOrphans = sql(
  'reconciliation-insert-orphans',
  `insert into reconciliation_entry (merchant_id, mode, pg, pg_merchant_id, ${columns})
   select $1, $2, $3, $4, 'l:' || $3 || ':' || $4 || ':' || line_id, 'INCOMPARABLE', array['MISSING_HERE'],
     case kind when 'APPROVAL' then 'APPROVAL' else 'UNCLASSIFIED_CANCEL' end, transacted_on, settled_on, null, null, null, null, $7, $8,
     line_id, pg_tx_id, null, method,
     case method when 'EASY_PAY' then 'CHARGE' when 'GIFT_CERTIFICATE' then 'ETC' when 'CONVENIENCE_STORE' then 'ETC'
       else method end, currency, null, null, null,
     amount_minor, tax_free_minor, vat_minor, transacted_on, fee_minor, coalesce(fee_vat_minor, (fee_minor * 2 + 10) / 20), null,
     coalesce(is_escrow, false)
   from settlement_line where merchant_id = $1 and mode = $2 and pg = $3 and pg_merchant_id = $4 and transacted_on between $5 and $6
     and transaction_id is null`,
)

interface MovementRow extends Movement {
  readonly hasCard: boolean
}

/**
 * Compares our books with the PG's records of these days and writes what came of it, in place of what was there. Runs
 * under the source's lock. Reads attempt by attempt through a cursor, so memory does not grow with the number of records.
 */
export async function reconcileDays(
  transaction: Database,
  source: Source,
  days: { readonly from: string; readonly until: string },
  fees: FeeRules,
): Promise<void> {
  const key = sourceKey(source)
  const { from, until } = days
  await resolveLines(transaction, source, days)
  const channelKeys = source.channels.map(({ channelKey }) => channelKey)
  const bounds = [
    ...key,
    from,
    until,
    new Date(startOfDay(from).getTime() - skewMs),
    new Date(startOfDay(addDays(until, 1)).getTime() + skewMs),
    channelKeys,
  ]
  await transaction.query(forget, bounds)
  await transaction.query(openCursor, bounds)
  for (;;) {
    const attempts = await transaction.query<Attempt>(fetchPage)
    if (attempts.length === 0) break
    await reconcileAttempts(transaction, source, attempts, fees)
  }
  await transaction.query(closeCursor)
  const [first] = source.channels
  await transaction.query(forgetOrphans, [...key, from, until])
  await transaction.query(insertOrphans, [
    ...key,
    from,
    until,
    first?.storeId ?? null,
    first?.channelKey ?? null,
  ])
}

interface Attempt {
  readonly storeId: string
  readonly transactionId: string
}

async function reconcileAttempts(
  transaction: Database,
  source: Source,
  attempts: readonly Attempt[],
  fees: FeeRules,
): Promise<void> {
  const key = sourceKey(source)
  const ids = attempts.map(({ transactionId }) => transactionId)
  const movements = await transaction.query<MovementRow>(readMovements, [
    attempts.map(({ storeId }) => storeId),
    ids,
    source.channels.map(({ channelKey }) => channelKey),
    [...new Set(source.channels.map(({ storeId }) => storeId))],
  ])
  const lines = await transaction.query<Line>(readLines, [...key, ids])
  const collected = await transaction.query<{ day: string }>(readCollected, [
    ...key,
    [...new Set(movements.map(({ day }) => day))],
  ])
  const collectedDays = new Set(collected.map(({ day }) => day))
  const oursOf = byTransaction(movements)
  const theirsOf = byTransaction(lines)
  const entries = ids
    .flatMap((id) => pair(oursOf.get(id) ?? [], theirsOf.get(id) ?? []))
    // What went through another merchant id is missing there, not here.
    .filter(({ ours, theirs }) => theirs !== undefined || ours?.isOfSource === true)
    .map((one) => entryOf(source, one, collectedDays, fees))
  await transaction.query(insert, [...key, JSON.stringify(entries)])
}

function byTransaction<Item extends { readonly transactionId: string }>(
  items: readonly Item[],
): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const group = groups.get(item.transactionId)
    if (group === undefined) groups.set(item.transactionId, [item])
    else group.push(item)
  }
  return groups
}

function entryOf(source: Source, both: Pair, collectedDays: ReadonlySet<string>, fees: FeeRules): object {
  const { ours, theirs } = both
  const { status, differences } = judge(both, ours !== undefined && collectedDays.has(ours.day), fees)
  const [first] = source.channels
  return {
    entry_key: keyOf(source, both),
    status,
    differences,
    action: ours?.action ?? (theirs?.kind === 'CANCEL' ? 'UNCLASSIFIED_CANCEL' : 'APPROVAL'),
    day: ours?.day ?? theirs?.day,
    settled_on: theirs?.settledOn,
    store_id: ours?.storeId,
    payment_id: ours?.paymentId,
    transaction_id: ours?.transactionId ?? theirs?.transactionId,
    cancellation_id: ours?.cancellationId,
    channel_store_id: ours?.channelStoreId ?? first?.storeId,
    channel_key: ours?.channelKey ?? first?.channelKey,
    line_id: theirs?.lineId,
    pg_tx_id: theirs?.pgTxId ?? ours?.pgTxId,
    order_name: ours?.orderName,
    method: ours?.method ?? theirs?.method ?? 'ETC',
    simplified_method: simplified(both),
    currency: theirs?.currency ?? ours?.currency,
    amount_minor: ours?.amountMinor,
    tax_free_minor: ours?.taxFreeMinor,
    vat_minor: ours?.vatMinor,
    pg_amount_minor: theirs?.amountMinor,
    pg_tax_free_minor: theirs?.taxFreeMinor,
    pg_vat_minor: theirs?.vatMinor,
    pg_day: theirs?.day,
    fee_minor: theirs?.feeMinor ?? 0,
    fee_vat_minor: theirs === undefined ? 0 : feeVatOf(theirs.feeMinor, theirs.feeVatMinor),
    expected_fee_minor: theirs === undefined ? undefined : expectedFee(theirs, fees),
    is_escrow: ours?.isEscrow ?? theirs?.isEscrow ?? false,
  }
}

function keyOf(source: Source, { ours, theirs }: Pair): string {
  if (ours !== undefined && ours.isOfSource)
    return ours.cancellationId === null ? `t:${ours.transactionId}` : `c:${ours.cancellationId}`
  return orphanKey(source, theirs?.lineId ?? '')
}

/** REST V2 `SimplifiedPaymentMethodType`: a wallet is a card where one stands behind it, else money (머니). */
function simplified({ ours, theirs }: Pair): string {
  const method = ours?.method ?? theirs?.method ?? 'ETC'
  if (method === 'EASY_PAY')
    return ours !== undefined && 'hasCard' in ours && ours.hasCard === true ? 'CARD' : 'CHARGE'
  return method === 'GIFT_CERTIFICATE' || method === 'CONVENIENCE_STORE' ? 'ETC' : method
}

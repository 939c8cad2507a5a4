import { sql, type Database } from '../foundation/database.ts'
import type { Clock } from '../foundation/clock.ts'

/** A place in an export: the row that was read last. */
export interface Place {
  readonly at: Date
  readonly id: string
}

export interface ExportRange {
  readonly from: Date
  /** Exclusive. */
  readonly until: Date
  readonly after?: Place
  readonly size: number
}

export interface ExportedPayment extends Place {
  /** REST V2 payment as JSON text, as it is now. */
  readonly view: string
}

export interface ExportedEvent extends Place {
  readonly kind: 'PAID' | 'PARTIAL_CANCELLED' | 'CANCELLED'
  readonly cancellationId: string | null
  /** Given back by this event, minor units; 0 for a payment. */
  readonly cancelMinor: number
  /** Given back up to and with this event. */
  readonly cancelledMinor: number
  readonly cancelledTaxFreeMinor: number
  readonly view: string
}

/**
 * Rows get their time just before they are written, so for a moment a row may appear behind one that was already read.
 * What is younger than this is read only after waiting as long.
 */
const settleMs = 500

/** By the index `payment_by_creation`; the row comparison is its order. */
const paymentsAfter = sql(
  'payment-export-by-creation',
  `select created_at as at, payment_id as id, view from payment
   where store_id = $1 and created_at >= $2 and created_at < $3 and (created_at, payment_id) > ($4, $5)
   order by created_at, payment_id limit $6`,
)

/** Per store by `payment_event_by_time`, then merged; each store gives at most one page. */
const eventsAfter = sql(
  'payment-export-events',
  `with e as materialized (
     select one.* from unnest($1::text[]) s (store_id) cross join lateral (
       select store_id, payment_id, event_id, kind, at, detail ->> 'cancellationId' as cancellation_id from payment_event e
       where e.store_id = s.store_id and kind in ('PAID', 'PARTIAL_CANCELLED', 'CANCELLED')
         and at >= $2 and at < $3 and (at, event_id) > ($4, $5)
       order by at, event_id limit $6) one
     order by one.at, one.event_id limit $6)
   select e.at, e.event_id as id, e.kind, e.cancellation_id as "cancellationId", coalesce(own.amount_minor, 0) as "cancelMinor",
     coalesce(before.minor, 0)::bigint as "cancelledMinor", coalesce(before.tax_free_minor, 0)::bigint as "cancelledTaxFreeMinor", p.view
   from e join payment p on p.store_id = e.store_id and p.payment_id = e.payment_id
     left join payment_cancellation own
       on own.store_id = e.store_id and own.payment_id = e.payment_id and own.cancellation_id = e.cancellation_id
     left join lateral (
       select sum(c.amount_minor) as minor, sum(c.tax_free_minor) as tax_free_minor
       from payment_event x join payment_cancellation c
         on c.store_id = x.store_id and c.payment_id = x.payment_id and c.cancellation_id = x.detail ->> 'cancellationId'
       where x.store_id = e.store_id and x.payment_id = e.payment_id and x.event_id <= e.event_id
         and x.kind in ('PARTIAL_CANCELLED', 'CANCELLED')) before on true
   order by e.at, e.event_id`,
)

interface ExportDependencies {
  readonly database: Database
  readonly clock: Clock
}

/** The next payments of a store, oldest first; each is met once, whatever is added or tried again meanwhile. */
export function exportPayments(
  deps: ExportDependencies,
  storeId: string,
  range: ExportRange,
): Promise<readonly ExportedPayment[]> {
  return settled(deps, range, (until) =>
    deps.database.query<ExportedPayment>(paymentsAfter, [storeId, ...bounds(range, until)]),
  )
}

/** The next money movements of these stores, oldest first. */
export function exportEvents(
  deps: ExportDependencies,
  storeIds: readonly string[],
  range: ExportRange,
): Promise<readonly ExportedEvent[]> {
  return settled(deps, range, (until) =>
    deps.database.query<ExportedEvent>(eventsAfter, [[...storeIds], ...bounds(range, until)]),
  )
}

function bounds({ from, after, size }: ExportRange, until: Date): unknown[] {
  return [from, until, after?.at ?? from, after?.id ?? '', size]
}

/** A full page of settled rows at once; the youngest ones after everything that was under way had time to appear. */
async function settled<Row>(
  { clock }: ExportDependencies,
  { until, size }: ExportRange,
  read: (until: Date) => Promise<readonly Row[]>,
): Promise<readonly Row[]> {
  const now = clock.now()
  const surelyWritten = new Date(now.getTime() - settleMs)
  if (until <= surelyWritten) return read(until)
  const rows = await read(surelyWritten)
  if (rows.length === size) return rows
  await new Promise((resolve) => setTimeout(resolve, settleMs))
  // Inclusive of this very millisecond: the clock may stand still.
  return read(until < now ? until : new Date(now.getTime() + 1))
}

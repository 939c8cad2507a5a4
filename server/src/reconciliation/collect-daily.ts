import { bookWork, type DueHandler, type DueItem, type DueOutcome } from '../foundation/due-work.ts'
import { hour } from '../foundation/clock.ts'
import { sql, type Database } from '../foundation/database.ts'
import { systemActor } from '../audit/audit-log.ts'
import { collectDay } from './collect-records.ts'
import type { ReconciliationDependencies } from './reconciliation-dependencies.ts'
import { addDays, daysBetween, seoulDayOf, startOfDay } from './settlement-day.ts'
import { findSource, type Source } from './source-store.ts'

const kind = 'collect-settlements'
/** PGs close a day's books over night. */
const collectAtMs = 7 * hour
const againMs = hour
/** After a long silence only so many days are made up for. */
const daysMax = 14

const mainStore = sql(
  'reconciliation-main-store',
  `select store_id as "storeId" from store where merchant_id = $1 and is_representative`,
)

/** Books the daily collection of a source; a second booking of the same one is none. */
export async function bookDailyCollection(
  transaction: Database,
  deps: Pick<ReconciliationDependencies, 'clock'>,
  storeId: string,
  { merchantId, mode, pg, pgMerchantId }: Source,
): Promise<void> {
  const now = deps.clock.now()
  await bookWork(transaction, {
    storeId,
    workId: `${kind}:${merchantId}:${mode}:${pg}:${pgMerchantId}`,
    kind,
    reference: { merchantId, mode, pg, pgMerchantId },
    dueAt: nextTime(now),
    now,
  })
}

/** Every morning in Seoul: the days that are over and were not read yet. Ends by itself when it was switched off. */
export function collectSettlementsHandler(deps: ReconciliationDependencies): DueHandler {
  return { kind, leaseMs: 2 * hour, concurrencyMax: 1, run: (item) => collect(deps, item) }
}

async function collect(deps: ReconciliationDependencies, item: DueItem): Promise<DueOutcome> {
  const { merchantId, mode, pg, pgMerchantId } = item.reference
  const source = await findSource(deps.database, String(merchantId), {
    mode: mode === 'LIVE' ? 'LIVE' : 'TEST',
    pg: String(pg),
    pgMerchantId: String(pgMerchantId),
  })
  if (source === undefined || !source.collectsDaily) return { kind: 'done' }
  const [store] = await deps.database.query<{ storeId: string }>(mainStore, [source.merchantId])
  if (store === undefined) return { kind: 'done' }
  const author = { storeId: store.storeId, actor: systemActor(source.merchantId) }
  const now = deps.clock.now()
  for (const day of openDays(source, seoulDayOf(now))) {
    const outcome = await collectDay(deps, author, source, day)
    if (outcome.kind === 'unavailable') return { kind: 'done' }
    if (outcome.kind === 'failed') {
      deps.log.warn({ pg: source.pg, day, code: outcome.code }, 'a PG did not give its settlement records')
      return { kind: 'again', at: new Date(now.getTime() + againMs) }
    }
  }
  return { kind: 'again', at: nextTime(now) }
}

function openDays({ lastCollectedDay }: Source, today: string): readonly string[] {
  const yesterday = addDays(today, -1)
  const open = lastCollectedDay === null ? 1 : daysBetween(lastCollectedDay, yesterday) - 1
  const count = Math.min(Math.max(open, 0), daysMax)
  return Array.from({ length: count }, (_, index) => addDays(yesterday, index - count + 1))
}

function nextTime(now: Date): Date {
  const today = new Date(startOfDay(seoulDayOf(now)).getTime() + collectAtMs)
  return today > now ? today : new Date(today.getTime() + 24 * hour)
}

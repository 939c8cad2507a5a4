import type { Clock } from './clock.ts'
import { sql, type Database } from './database.ts'
import { createPace } from './pace.ts'
import type { Logger } from './log.ts'

/** One row of timed work, claimed by this process for as long as its lease lasts. */
export interface DueItem {
  readonly storeId: string
  readonly workId: string
  readonly kind: string
  readonly reference: Readonly<Record<string, unknown>>
  readonly dueAt: Date
  /** Claims so far, this one included. */
  readonly attempts: number
  /** What the writer of the row read along for its handler; only with work that was handed over. */
  readonly known?: unknown
}

/**
 * `done` deletes the row; `again` gives it back for a later time; `kept` says that the
 * handler already deleted or moved the row in the statement that recorded its effect.
 */
export type DueOutcome =
  { readonly kind: 'done' } | { readonly kind: 'again'; readonly at: Date } | { readonly kind: 'kept' }

export interface DueHandler {
  readonly kind: string
  /** Longer than one run can take; after it another replica may claim the row again. */
  readonly leaseMs: number
  /** How many rows of this kind run at once in this process. */
  readonly concurrencyMax: number
  /** How many rows this process begins per second, so that a heap of them leaves room for people who wait; absent: any. */
  readonly perSecondMax?: number
  run(item: DueItem): Promise<DueOutcome>
}

/** What a row carries from birth when the process that writes it will run it at once. */
export interface Lease {
  readonly owner: string
  readonly until: Date
}

export interface DueWorker {
  /**
   * A lease to write into a new row, so that `handOver` can run it after the commit without claiming it.
   * Undefined while this process does not work or has too much waiting: write the row free then.
   */
  lease(kind: string): Lease | undefined
  /** Runs a row that was committed under such a lease. A crash before it ends leaves the row to the next start, or to others when the lease is over. */
  handOver(item: Omit<DueItem, 'attempts'>): void
  /** Looks for work now instead of at the next tick. Never waits; correctness never depends on it. */
  wake(kind?: string): void
  /** Runs everything that is due at the clock's present, and returns when nothing is left. For tests and the console's "now" buttons. */
  drain(): Promise<void>
  start(): void
  /** Stops claiming and waits for what runs. */
  stop(): Promise<void>
}

const claim = sql(
  'due-work-claim',
  `with due as materialized (
     select store_id, work_id from due_work
     where kind = $4 and due_at <= $2 and (lease_until is null or lease_until <= $2)
     order by due_at limit $5 for update skip locked)
   update due_work w set lease_owner = $1, lease_until = $3, attempts = w.attempts + 1
   from due where w.store_id = due.store_id and w.work_id = due.work_id
   returning w.store_id, w.work_id, w.kind, w.reference, w.due_at, w.attempts`,
)
// Work ids are unique over all stores. Two arrays instead of a join, so that the primary key is used whatever the statistics.
const removeAll = sql(
  'due-work-remove-all',
  `delete from due_work where store_id = any($1::text[]) and work_id = any($2::text[])`,
)
const postpone = sql(
  'due-work-postpone',
  `update due_work set due_at = $3, lease_owner = null, lease_until = null where store_id = $1 and work_id = $2`,
)
const hasten = sql(
  'due-work-hasten',
  `update due_work set due_at = $3
   where store_id = $1 and work_id = any($2::text[]) and due_at > $3 and (lease_until is null or lease_until <= $3)`,
)
const releaseOwner = sql(
  'due-work-release-owner',
  `update due_work set lease_owner = null, lease_until = null where lease_owner = $1`,
)
const insert = sql(
  'due-work-insert',
  `insert into due_work (store_id, work_id, kind, reference, due_at, created_at) values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
)

/** Books work on its own. Money paths write the row inside their own statement instead. */
export async function bookWork(
  database: Database,
  work: { storeId: string; workId: string; kind: string; reference: object; dueAt: Date; now: Date },
): Promise<void> {
  await database.query(insert, [
    work.storeId,
    work.workId,
    work.kind,
    JSON.stringify(work.reference),
    work.dueAt,
    work.now,
  ])
}

/** Brings waiting work forward to now: news came that it may find its answer. What runs already is left alone. */
export async function hastenWork(
  database: Database,
  work: { readonly storeId: string; readonly workIds: readonly string[]; readonly now: Date },
): Promise<void> {
  if (work.workIds.length > 0) await database.query(hasten, [work.storeId, work.workIds, work.now])
}

/** A new instance under this name proves that the former one is dead: what it held is free at once. */
export async function releaseLeasesOf(database: Database, replicaName: string): Promise<void> {
  await database.query(releaseOwner, [replicaName])
}

interface Row {
  store_id: string
  work_id: string
  kind: string
  reference: Record<string, unknown>
  due_at: Date
  attempts: number
}

const tickMs = 1_000
/** Rows handed over that wait for a free place; more are written free for any replica to claim. */
const waitingMax = 1_000
/** How long rows that are done are collected before they are removed together. */
const gatherMs = 20
const failureDelaysMs = [1_000, 5_000, 15_000, 60_000, 300_000]

/** Rows that are done, removed together: what piles up while one removal runs goes with the next. */
function createAcknowledger(database: Database): (item: DueItem) => Promise<void> {
  let waiting: DueItem[] = []
  let next: Promise<void> | undefined
  let running: Promise<void> = Promise.resolve()

  async function removeWaiting(): Promise<void> {
    const items = waiting
    waiting = []
    next = undefined
    await database.query(removeAll, [
      [...new Set(items.map((item) => item.storeId))],
      items.map((item) => item.workId),
    ])
  }

  return (item) => {
    waiting.push(item)
    if (next === undefined) {
      const collected = Promise.all([running, new Promise((resolve) => setTimeout(resolve, gatherMs))])
      next = collected.then(removeWaiting)
      running = next.catch(() => undefined)
    }
    return next
  }
}

export function createDueWorker(
  {
    database,
    clock,
    log,
    replicaName,
  }: { database: Database; clock: Clock; log: Logger; replicaName: string },
  handlers: readonly DueHandler[],
): DueWorker {
  const lanes = handlers.map((handler) => ({
    handler,
    running: new Set<Promise<void>>(),
    waiting: new Array<DueItem>(),
    /** The last claim took all that it could, so more may be due. */
    more: false,
    claiming: false,
    /** Settles when the claim under way, if any, has begun its rows. */
    claimed: Promise.resolve(),
    again: false,
    pace: createPace(handler.perSecondMax),
  }))
  type Lane = (typeof lanes)[number]
  const acknowledge = createAcknowledger(database)
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  /** Runs so far. */
  let begun = 0

  async function runOne(lane: Lane, item: DueItem): Promise<void> {
    const outcome = await attempt(lane.handler, item)
    if (outcome.kind === 'done') await acknowledge(item)
    if (outcome.kind === 'again') await database.query(postpone, [item.storeId, item.workId, outcome.at])
  }

  async function attempt(handler: DueHandler, item: DueItem): Promise<DueOutcome> {
    try {
      return await handler.run(item)
    } catch (error) {
      log.error(
        { err: error, kind: item.kind, workId: item.workId },
        'timed work failed; it will be tried again',
      )
      const delay = failureDelaysMs[Math.min(item.attempts, failureDelaysMs.length) - 1] ?? tickMs
      return { kind: 'again', at: new Date(clock.now().getTime() + delay) }
    }
  }

  function run(lane: Lane, item: DueItem): void {
    begun += 1
    const running = runOne(lane, item)
      .catch((error: unknown) =>
        log.error({ err: error, kind: item.kind }, 'the outcome of timed work was not recorded'),
      )
      .finally(() => {
        lane.running.delete(running)
        const next = lane.waiting.shift()
        if (next !== undefined) run(lane, next)
        else if (lane.more && isWorking()) pump(lane)
      })
    lane.running.add(running)
  }

  /** Claims up to the free capacity of one lane. Returns how many rows it started. */
  async function fill(lane: Lane, allowed = Infinity): Promise<number> {
    const free = Math.min(lane.handler.concurrencyMax - lane.running.size, allowed)
    if (free <= 0) return 0
    const now = clock.now()
    const leaseUntil = new Date(now.getTime() + lane.handler.leaseMs)
    const rows = await database.query<Row>(claim, [replicaName, now, leaseUntil, lane.handler.kind, free])
    lane.more = rows.length === free
    for (const row of rows) {
      run(lane, {
        storeId: row.store_id,
        workId: row.work_id,
        kind: row.kind,
        reference: row.reference,
        dueAt: row.due_at,
        attempts: row.attempts,
      })
    }
    return rows.length
  }

  function isWorking(): boolean {
    return !stopped && timer !== undefined
  }

  function laneOf(kind: string): Lane {
    const lane = lanes.find(({ handler }) => handler.kind === kind)
    if (lane === undefined) throw new Error(`nobody works on ${kind}`)
    return lane
  }

  function pump(lane: Lane): void {
    if (stopped) return
    if (lane.claiming) {
      lane.again = true
      return
    }
    const allowed = lane.pace.allowed()
    if (allowed === 0) {
      lane.pace.later(() => pump(lane))
      return
    }
    lane.claiming = true
    lane.again = false
    lane.claimed = fill(lane, allowed)
      .then((started) => lane.pace.begun(started))
      .catch((error: unknown) => {
        lane.more = false
        log.warn({ err: error, kind: lane.handler.kind }, 'could not claim timed work')
      })
      .then(() => {
        lane.claiming = false
        if (lane.again || (lane.more && lane.running.size < lane.handler.concurrencyMax)) pump(lane)
      })
      .catch(() => undefined)
  }

  return {
    lease(kind) {
      const lane = laneOf(kind)
      if (!isWorking() || lane.waiting.length >= waitingMax) return undefined
      return { owner: replicaName, until: new Date(clock.now().getTime() + lane.handler.leaseMs) }
    },
    handOver(born) {
      const lane = laneOf(born.kind)
      const item = { ...born, attempts: 1 }
      if (lane.running.size < lane.handler.concurrencyMax) run(lane, item)
      else lane.waiting.push(item)
    },
    wake(kind) {
      for (const lane of lanes) if (kind === undefined || lane.handler.kind === kind) pump(lane)
    },
    async drain() {
      // What a tick or a wake claims meanwhile is on its way as well, and what ends may have booked more.
      for (let before = -1, wasIdle = false; !wasIdle || begun > before;) {
        before = begun
        wasIdle = lanes.every(({ running }) => running.size === 0)
        await Promise.all(lanes.map((lane) => fill(lane)))
        await Promise.all(lanes.map(({ claimed }) => claimed))
        await Promise.all(lanes.flatMap(({ running }) => [...running]))
      }
    },
    start() {
      timer = setInterval(() => lanes.forEach(pump), tickMs)
      lanes.forEach(pump)
    },
    async stop() {
      stopped = true
      clearInterval(timer)
      const given = lanes.flatMap((lane) => lane.waiting.splice(0))
      await Promise.all(lanes.flatMap((lane) => [...lane.running]))
      // What only waited for a place belongs to whoever comes first.
      if (given.length > 0) await releaseLeasesOf(database, replicaName)
    },
  }
}

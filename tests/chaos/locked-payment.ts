import pg from 'pg'
import { until } from '../setup/headless-buyer.ts'

/** Payments that are locked from outside, so that the server's next write to them waits. */
export interface LockedPayments {
  /** Resolves when so many of the server's statements wait for the lock. */
  waited(statements: number): Promise<void>
  /** Ends the database sessions that wait: what they wanted to write is lost. */
  dropWaiting(): Promise<void>
  unlock(): Promise<void>
}

const waiting = `
  select pid from pg_stat_activity
  where datname = current_database() and application_name = 'naru' and wait_event_type = 'Lock'`

/** Locks the rows of payments. PostgreSQL itself is the kill point between the PG's answer and its record. */
export function lockPayments(databaseUrl: string, paymentIds: readonly string[]): Promise<LockedPayments> {
  return hold(databaseUrl, 'select 1 from payment where payment_id = any($1) for update', [paymentIds])
}

/** Lets nobody reserve an attempt, of whatever payment; everything can still be read. */
export function lockNewAttempts(databaseUrl: string): Promise<LockedPayments> {
  return hold(databaseUrl, 'lock table payment_transaction in share mode')
}

async function hold(databaseUrl: string, lock: string, values: unknown[] = []): Promise<LockedPayments> {
  const [holder, watcher] = [
    new pg.Client({ connectionString: databaseUrl }),
    new pg.Client({ connectionString: databaseUrl }),
  ]
  await Promise.all([holder.connect(), watcher.connect()])
  await holder.query('begin')
  await holder.query(lock, values)
  return {
    waited: async (statements) => {
      await until(20_000, `${statements} statements to wait for the lock`, async () => {
        const { rows } = await watcher.query(waiting)
        return rows.length >= statements ? true : undefined
      })
    },
    dropWaiting: async () => {
      await watcher.query(`select pg_terminate_backend(pid) from (${waiting}) as blocked`)
      await until(20_000, 'the waiting sessions to end', async () => {
        const { rows } = await watcher.query(waiting)
        return rows.length === 0 ? true : undefined
      })
    },
    unlock: async () => {
      await holder.query('rollback')
      await Promise.all([holder.end(), watcher.end()])
    },
  }
}

import pg from 'pg'

// int8 fits: amounts are checked to be safe integers before they are written.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

/** SQL with a name, so that the driver prepares it once per connection. */
export interface Statement {
  readonly name: string
  readonly text: string
}

/** What a store module needs of PostgreSQL. A transaction hands out the same face. */
export interface Database {
  query<Row extends pg.QueryResultRow>(statement: Statement, values?: readonly unknown[]): Promise<Row[]>
  /** `begin … commit` on one connection; repeated on serialization failures and deadlocks. Never call a PG inside. */
  transaction<T>(work: (database: Database) => Promise<T>): Promise<T>
}

export interface DatabasePool extends Database {
  readonly pool: pg.Pool
  close(): Promise<void>
}

/** Names a statement; the name is its identity on the connection, so it must be unique. */
export function sql(name: string, text: string): Statement {
  return { name, text }
}

/** Opens a pool. `connectionsMax` per process; PostgreSQL's own limit is shared by all replicas. */
export function openDatabase(url: string, connectionsMax = 16): DatabasePool {
  const pool = new pg.Pool({ connectionString: url, max: connectionsMax, application_name: 'naru' })
  // An idle connection that breaks is replaced by the pool; without a listener Node would end the process.
  pool.on('error', () => undefined)
  return {
    pool,
    query: (statement, values) => run(pool, statement, values),
    transaction: (work) => transaction(pool, work),
    close: () => pool.end(),
  }
}

/** True for a violated unique constraint; `constraint` narrows it to one. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  return (
    isPgError(error) &&
    error.code === '23505' &&
    (constraint === undefined || error.constraint === constraint)
  )
}

/** True when `statement_timeout` ended a statement (57014 query_canceled). */
export function isTimeout(error: unknown): boolean {
  return isPgError(error) && error.code === '57014'
}

const repeatable = new Set(['40001', '40P01'])
const attemptsMax = 8

async function transaction<T>(pool: pg.Pool, work: (database: Database) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const client = await pool.connect()
    let broken: Error | undefined
    try {
      await client.query('begin')
      const inner: Database = {
        query: (statement, values) => run(client, statement, values),
        transaction: (nested) => nested(inner),
      }
      const result = await work(inner)
      await client.query('commit')
      return result
    } catch (error) {
      await client.query('rollback').catch((cause: Error) => {
        broken = cause
      })
      if (!(isPgError(error) && repeatable.has(error.code ?? '') && attempt < attemptsMax)) throw error
    } finally {
      client.release(broken)
    }
  }
}

async function run<Row extends pg.QueryResultRow>(
  on: pg.Pool | pg.PoolClient,
  statement: Statement,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const result = await on.query<Row>({ name: statement.name, text: statement.text, values: [...values] })
  return result.rows
}

function isPgError(error: unknown): error is pg.DatabaseError {
  return error instanceof Error && 'code' in error
}

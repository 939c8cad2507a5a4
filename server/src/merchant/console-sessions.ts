import { sql, type Database } from '../foundation/database.ts'
import type { SessionView } from '../wire/console-account.ts'
import type { AccountDependencies } from './account-dependencies.ts'
import { refuseAccount } from './account-errors.ts'
import type { ConsoleCaller } from './console-guard.ts'
import { forgetWaysIn } from './forget-ways-in.ts'
import { lifetimes } from './lifetimes.ts'

type Dependencies = Pick<AccountDependencies, 'database' | 'clock' | 'audit'>

const listOwn = sql(
  'sessions-list',
  `select id, user_agent, ip_address, created_at, updated_at from auth_session
   where user_id = $1 and expires_at > $2 and created_at > $3 order by updated_at desc, id`,
)
const endOne = sql('sessions-end-one', `delete from auth_session where user_id = $1 and id = $2 returning id`)
const endOthers = sql(
  'sessions-end-others',
  `delete from auth_session where user_id = $1 and id <> $2 returning id`,
)

interface SessionRow {
  id: string
  user_agent: string | null
  ip_address: string | null
  created_at: Date
  updated_at: Date
}

/** One's own living sessions, the one last seen first. */
export async function listSessions(
  { database, clock }: Dependencies,
  userId: string,
  currentSessionId: string,
): Promise<SessionView[]> {
  const now = clock.now()
  const oldest = new Date(now.getTime() - lifetimes.sessionAbsoluteMs)
  const rows = await database.query<SessionRow>(listOwn, [userId, now, oldest])
  return rows.map((row) => ({
    sessionId: row.id,
    isCurrent: row.id === currentSessionId,
    ...(row.user_agent === null || row.user_agent === '' ? {} : { userAgent: row.user_agent }),
    ...(row.ip_address === null || row.ip_address === '' ? {} : { address: row.ip_address }),
    startedAt: row.created_at.toISOString(),
    lastSeenAt: row.updated_at.toISOString(),
  }))
}

/**
 * Ends one of one's own sessions. Every request reads its session's row, so it is out on the next call, on all replicas.
 *
 * @throws Refusal 404 SessionNotFoundError, also for a session of somebody else
 */
export async function endSession(
  { database, audit }: Dependencies,
  caller: ConsoleCaller,
  sessionId: string,
): Promise<void> {
  await database.transaction(async (transaction) => {
    const ended = await transaction.query(endOne, [caller.userId, sessionId])
    if (ended.length === 0) throw refuseAccount('SessionNotFoundError')
    await audit.record(transaction, caller, { action: 'session.end', target: sessionId })
  })
}

/** Signs out everywhere else, and lets no trusted device in without its second step. */
export async function endAllOtherSessions(
  { database, audit }: Dependencies,
  caller: ConsoleCaller,
  currentSessionId: string,
): Promise<void> {
  await database.transaction(async (transaction) => {
    const count = await endOtherSessions(transaction, caller.userId, currentSessionId)
    await forgetWaysIn(transaction, caller.userId)
    await audit.record(transaction, caller, {
      action: 'session.end-others',
      target: caller.userId,
      after: { count },
    })
  })
}

/** @returns how many there were */
export async function endOtherSessions(
  transaction: Database,
  userId: string,
  currentSessionId: string,
): Promise<number> {
  const ended = await transaction.query(endOthers, [userId, currentSessionId])
  return ended.length
}

import type { FastifyRequest } from 'fastify'
import { sql, type Database } from '../foundation/database.ts'
import type { ConsoleAction, Role } from '../wire/console.ts'
import { refuseAccount } from './account-errors.ts'
import { authenticationHeaders } from './account-request.ts'
import type { Authentication, Person } from './authentication.ts'
import { isRole, may } from './permission.ts'
import { checkSameOrigin } from './same-origin.ts'
import { addCookies } from './answer-headers.ts'

export interface ConsoleCaller {
  readonly userId: string
  readonly email: string
  readonly merchantId: string
  readonly role: Role
  /** Rights given to this account beside its role. */
  readonly grants?: readonly ConsoleAction[]
  /** The one store of a store role. */
  readonly pinnedStoreId?: string
  /** Where the request came from; written into the audit log. */
  readonly address: string
}

/** Stands before every console route. Checks session, same origin on mutations, membership, role and store. */
export interface ConsoleGuard {
  /** Throws 401 `UnauthorizedError` without a session. */
  caller(request: FastifyRequest): Promise<ConsoleCaller>
  /** For what belongs to the merchant as a whole. Also throws 403 `ForbiddenError` for a role that may not. */
  merchant(request: FastifyRequest, action: ConsoleAction): Promise<ConsoleCaller>
  /** Also throws 404 `StoreNotFoundError` for a store of somebody else and 403 `ForbiddenError` for a role that may not. */
  store(
    request: FastifyRequest,
    storeId: string,
    action: ConsoleAction,
  ): Promise<ConsoleCaller & { readonly storeId: string }>
}

export interface ConsoleGuardDependencies {
  readonly authentication: Pick<Authentication, 'findSession'>
  readonly database: Database
  /** From `consoleOrigins(config)`. */
  readonly origins: ReadonlySet<string>
}

const readMember = sql(
  'guard-read-member',
  `select merchant_id, role, store_id as pinned_store_id, may_export from member where user_id = $1 order by created_at, merchant_id limit 1`,
)
/** What was paid in a store outlives it: whoever answers for the whole merchant can still read it and give money back. */
const historyActions: readonly ConsoleAction[] = [
  'home.read',
  'payments.read',
  'payments.export',
  'payments.cancel',
  'webhooks.resend',
  'reconciliation.read',
]
/** `store_id` comes back null for a store that is unknown, deleted, somebody else's or outside a store role. */
const readMemberOfStore = sql(
  'guard-read-member-of-store',
  `select m.merchant_id, m.role, m.store_id as pinned_store_id, m.may_export, s.store_id from member m
   left join store s on s.merchant_id = m.merchant_id and s.store_id = $2
     and (s.deleted_at is null or (s.has_history and $3))
     and (m.role not in ('STORE_MANAGER', 'STORE_READ_ONLY') or m.store_id = s.store_id)
   where m.user_id = $1 order by s.store_id nulls last, m.created_at limit 1`,
)

interface MemberRow {
  merchant_id: string
  role: string
  pinned_store_id: string | null
  may_export: boolean
}

export function createConsoleGuard({
  authentication,
  database,
  origins,
}: ConsoleGuardDependencies): ConsoleGuard {
  async function personOf(request: FastifyRequest): Promise<Person> {
    checkSameOrigin(request, origins)
    const { person, cookies } = await authentication.findSession(authenticationHeaders(request))
    addCookies(request, cookies)
    if (person === undefined) throw refuseAccount('UnauthorizedError')
    return person
  }

  function callerOf(request: FastifyRequest, person: Person, row: MemberRow | undefined): ConsoleCaller {
    if (row === undefined || !isRole(row.role)) throw refuseAccount('ForbiddenError')
    return {
      userId: person.userId,
      email: person.email,
      merchantId: row.merchant_id,
      role: row.role,
      ...(row.may_export ? { grants: ['payments.export'] } : {}),
      ...(row.pinned_store_id === null ? {} : { pinnedStoreId: row.pinned_store_id }),
      address: request.ip,
    }
  }

  async function findCaller(request: FastifyRequest): Promise<ConsoleCaller> {
    const person = await personOf(request)
    const [row] = await database.query<MemberRow>(readMember, [person.userId])
    return callerOf(request, person, row)
  }

  return {
    caller: findCaller,
    async merchant(request, action) {
      const caller = await findCaller(request)
      if (!may(caller.role, action, caller.grants)) throw refuseAccount('ForbiddenError')
      return caller
    },
    async store(request, storeId, action) {
      const person = await personOf(request)
      const [row] = await database.query<MemberRow & { store_id: string | null }>(readMemberOfStore, [
        person.userId,
        storeId,
        historyActions.includes(action),
      ])
      const caller = callerOf(request, person, row)
      if (row === undefined || row.store_id === null) throw refuseAccount('StoreNotFoundError')
      if (!may(caller.role, action, caller.grants)) throw refuseAccount('ForbiddenError')
      return { ...caller, storeId: row.store_id }
    },
  }
}

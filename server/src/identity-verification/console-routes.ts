import type { FastifyInstance } from 'fastify'
import type { AuditLog } from '../audit/audit-log.ts'
import type { Clock } from '../foundation/clock.ts'
import type { Database } from '../foundation/database.ts'
import { refuseCommon } from '../foundation/refusal.ts'
import type { Vault } from '../foundation/sealing.ts'
import type { ConsoleGuard } from '../merchant/console-guard.ts'
import { may } from '../merchant/permission.ts'
import type {
  IdentityVerificationDetail,
  IdentityVerificationPage,
} from '../wire/console-identity-verification.ts'
import { pageVerifications, readVerificationSearch } from './page-verifications.ts'
import { readForConsole } from './read-for-console.ts'
import { refuseVerification } from './verification-errors.ts'

interface OfStore {
  readonly Params: { readonly storeId: string }
  readonly Querystring: Readonly<Record<string, unknown>>
}
interface OfOne {
  readonly Params: { readonly storeId: string; readonly identityVerificationId: string }
}
interface ConsoleDependencies {
  readonly database: Database
  readonly clock: Clock
  readonly vault: Vault
  readonly audit: AuditLog
}

/** 본인인증 조회: page, one, one in clear. */
export function registerIdentityConsoleRoutes(
  app: FastifyInstance,
  guard: Pick<ConsoleGuard, 'store'>,
  deps: ConsoleDependencies,
): void {
  const list = '/console/api/stores/:storeId/identity-verifications'

  app.get<OfStore>(list, async (request): Promise<IdentityVerificationPage> => {
    const caller = await guard.store(request, request.params.storeId, 'payments.read')
    const { query } = request
    const search = readVerificationSearch(caller.storeId, query, deps.clock.now())
    // Whoever sees masked names must not find out by searching what stands behind the mask.
    const isPersonal = search.text !== undefined && ['name', 'phoneNumber'].includes(search.field)
    if (isPersonal && !may(caller.role, 'personal-data.read', caller.grants))
      throw refuseCommon('INVALID_REQUEST', 'field: id, transactionId, pgTxId, customerId')
    const { cursor } = query
    const size = Math.min(Math.max(Math.trunc(Number(query['size'] ?? 30)) || 30, 1), 100)
    return pageVerifications(deps.database, search, {
      cursor: typeof cursor === 'string' && cursor !== '' ? cursor : undefined,
      size,
    })
  })

  app.get<OfOne>(`${list}/:identityVerificationId`, async (request): Promise<IdentityVerificationDetail> => {
    const { storeId } = await guard.store(request, request.params.storeId, 'payments.read')
    return found(await readForConsole(deps, storeId, idOf(request.params), true))
  })

  app.post<OfOne>(
    `${list}/:identityVerificationId/reveal`,
    async (request): Promise<IdentityVerificationDetail> => {
      const caller = await guard.store(request, request.params.storeId, 'personal-data.read')
      const id = idOf(request.params)
      const detail = found(await readForConsole(deps, caller.storeId, id, false))
      // Nobody reads personal data without a trace (개인정보 접속기록).
      await deps.database.transaction((transaction) =>
        deps.audit.record(transaction, caller, {
          action: 'identity-verification.read',
          storeId: caller.storeId,
          target: id,
        }),
      )
      return detail
    },
  )
}

function idOf({ identityVerificationId: id }: OfOne['Params']): string {
  if (id === '' || id.includes('\u0000')) throw refuseVerification('IDENTITY_VERIFICATION_NOT_FOUND')
  return id
}

function found(detail: IdentityVerificationDetail | undefined): IdentityVerificationDetail {
  if (detail === undefined) throw refuseVerification('IDENTITY_VERIFICATION_NOT_FOUND')
  return detail
}

import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { AuditActor } from '../audit/audit-log.ts'
import { languageOf } from '../foundation/http/face.ts'
import type { Vault } from '../foundation/sealing.ts'
import type { ApiSecretInfo, IssueApiSecretBody, IssuedApiSecret, V1CredentialView } from '../wire/console.ts'
import { refuseCredential } from './credential-errors.ts'
import { deleteApiSecret } from './delete-api-secret.ts'
import { issueApiSecret, type ApiSecretDependencies } from './issue-api-secret.ts'
import { listApiSecrets } from './list-api-secrets.ts'
import { readV1Credential, reissueV1Secret } from './read-v1-credential.ts'
import type { V1Credential } from './v1-credential.ts'

export interface CredentialConsoleDependencies extends ApiSecretDependencies {
  readonly vault: Vault
}

/** The part of the console's guard that these routes need; `ConsoleGuard` fits. */
export interface CredentialGuard {
  store(
    request: FastifyRequest,
    storeId: string,
    action: 'api-secrets.read' | 'api-secrets.write' | 'v1-keys.read' | 'v1-keys.write',
  ): Promise<AuditActor & { readonly userId: string; readonly storeId: string }>
}

interface StoreParams {
  readonly Params: { readonly storeId: string }
}
interface SecretParams {
  readonly Params: { readonly storeId: string; readonly apiSecretId: string }
}

/** 식별코드·API Keys: V2 API secrets of a store and the V1 credential of its merchant. */
export function registerCredentialRoutes(
  app: FastifyInstance,
  guard: CredentialGuard,
  deps: CredentialConsoleDependencies,
): void {
  const store = '/console/api/stores/:storeId'

  app.get<StoreParams>(
    `${store}/api-secrets`,
    async (request): Promise<{ items: readonly ApiSecretInfo[] }> => {
      const caller = await guard.store(request, request.params.storeId, 'api-secrets.read')
      return { items: await listApiSecrets(deps, caller.storeId) }
    },
  )

  app.post<StoreParams>(`${store}/api-secrets`, async (request, reply): Promise<IssuedApiSecret> => {
    const caller = await guard.store(request, request.params.storeId, 'api-secrets.write')
    const body = parseIssueBody(request.body, languageOf(request))
    const issued = await issueApiSecret(deps, {
      ...body,
      merchantId: caller.merchantId,
      storeId: caller.storeId,
      userId: caller.userId,
      by: caller,
    })
    void reply.header('cache-control', 'no-store')
    return { info: issued.info, secret: issued.secret.open() }
  })

  app.delete<SecretParams>(`${store}/api-secrets/:apiSecretId`, async (request) => {
    const caller = await guard.store(request, request.params.storeId, 'api-secrets.write')
    const { apiSecretId } = request.params
    const isDeleted = isId(apiSecretId) && (await deleteApiSecret(deps, caller.storeId, apiSecretId, caller))
    if (!isDeleted) throw refuseCredential('V2ApiSecretNotFoundError')
    return {}
  })

  app.get<StoreParams>(`${store}/v1-credential`, async (request, reply) => {
    const caller = await guard.store(request, request.params.storeId, 'v1-keys.read')
    void reply.header('cache-control', 'no-store')
    return v1View(await readV1Credential(deps, caller.merchantId))
  })

  app.post<StoreParams>(`${store}/v1-credential/reissue`, async (request, reply) => {
    const caller = await guard.store(request, request.params.storeId, 'v1-keys.write')
    void reply.header('cache-control', 'no-store')
    return v1View(await reissueV1Secret(deps, caller.merchantId, caller))
  })
}

function v1View(credential: V1Credential | undefined): V1CredentialView {
  if (credential === undefined) throw refuseCredential('V1CredentialNotFoundError')
  return {
    userCode: credential.userCode,
    restKey: credential.restKey,
    restSecret: credential.restSecret.open(),
  }
}

const nameLengthMax = 50
const expirationDaysMax = 3650

const sentences = {
  name: {
    ko: `이름은 1자 이상 ${nameLengthMax}자 이하로 입력해 주세요.`,
    en: `Enter a name of 1 to ${nameLengthMax} characters.`,
  },
  expirationDays: {
    ko: `만료 기한은 1일 이상 ${expirationDaysMax}일 이하의 정수여야 합니다.`,
    en: `The expiry must be a whole number of days from 1 to ${expirationDaysMax}.`,
  },
}

/** Reads `IssueApiSecretBody`; throws InvalidRequestError with a sentence per wrong field. */
export function parseIssueBody(body: unknown, language: 'ko' | 'en'): IssueApiSecretBody {
  const given: { name?: unknown; expirationDays?: unknown } =
    typeof body === 'object' && body !== null ? body : {}
  const name = typeof given.name === 'string' ? given.name.trim() : ''
  const days = given.expirationDays ?? undefined
  const isNameGood = name !== '' && name.length <= nameLengthMax && !/\p{Cc}/u.test(name)
  const isDaysGood =
    days === undefined ||
    (typeof days === 'number' && Number.isInteger(days) && days >= 1 && days <= expirationDaysMax)
  if (!isNameGood || !isDaysGood) {
    throw refuseCredential('InvalidRequestError', undefined, {
      fields: {
        ...(isNameGood ? {} : { name: sentences.name[language] }),
        ...(isDaysGood ? {} : { expirationDays: sentences.expirationDays[language] }),
      },
    })
  }
  return { name, ...(typeof days === 'number' ? { expirationDays: days } : {}) }
}

function isId(text: string): boolean {
  return /^[0-9a-f-]{36}$/.test(text)
}

import type { FastifyInstance } from 'fastify'
import { languageOf } from '../foundation/http/face.ts'
import type { ConsoleGuard } from '../merchant/console-guard.ts'
import type { FailedWebhooks, ResendFailedAnswer } from '../wire/console-webhook.ts'
import { countFailedWebhooks, resendFailedWebhooks } from './bulk-resend.ts'
import {
  parseFailedFilter,
  parseListQuery,
  parseSaveBody,
  readApiVersion,
  readMode,
} from './console-requests.ts'
import { refuseInherited } from './inherited-store.ts'
import { listWebhooks, readWebhookView } from './list-webhooks.ts'
import { resendWebhook } from './resend-webhook.ts'
import { testWebhook } from './test-webhook.ts'
import type { WebhookDependencies } from './webhook-dependencies.ts'
import { refuseWebhook } from './webhook-errors.ts'
import { expireWebhookSecret, issueWebhookSecret } from './webhook-secret.ts'
import { readWebhookSetting, saveWebhookSetting, settingName } from './webhook-setting.ts'

interface OfStore {
  readonly Params: { readonly storeId: string }
}
interface OfSetting {
  readonly Params: { readonly storeId: string; readonly mode: string; readonly apiVersion: string }
}
interface OfSecret {
  readonly Params: { readonly storeId: string; readonly mode: string; readonly secretId: string }
}
interface OfWebhook {
  readonly Params: { readonly storeId: string; readonly webhookId: string }
}

/** 결제알림(Webhook) 관리 and the delivery log of a store. */
export function registerWebhookRoutes(
  app: FastifyInstance,
  guard: Pick<ConsoleGuard, 'store'>,
  deps: WebhookDependencies,
): void {
  const store = '/console/api/stores/:storeId'
  const setting = `${store}/webhook-settings/:mode/:apiVersion`
  const secrets = `${store}/webhook-settings/:mode/V2/secrets`

  app.get<OfSetting>(setting, async (request, reply) => {
    const { storeId } = await guard.store(request, request.params.storeId, 'webhooks.read')
    void reply.header('cache-control', 'no-store')
    return readWebhookSetting(deps, { storeId, ...settingOf(request.params) })
  })

  app.put<OfSetting>(setting, async (request, reply) => {
    const caller = await guard.store(request, request.params.storeId, 'webhooks.write')
    void reply.header('cache-control', 'no-store')
    const key = { storeId: caller.storeId, ...settingOf(request.params) }
    await refuseInherited(deps.database, key.storeId)
    return saveWebhookSetting(deps, key, parseSaveBody(request), languageOf(request), caller)
  })

  app.post<OfSetting>(`${setting}/test`, async (request) => {
    const caller = await guard.store(request, request.params.storeId, 'webhooks.write')
    const key = { storeId: caller.storeId, ...settingOf(request.params) }
    await refuseInherited(deps.database, key.storeId)
    const result = await testWebhook(deps, key)
    await deps.audit.record(deps.database, caller, {
      action: 'webhook-setting.test',
      storeId: key.storeId,
      target: settingName(key),
      after: { responseStatus: result.responseStatus ?? null },
    })
    return result
  })

  app.post<OfSetting>(secrets, async (request, reply) => {
    const caller = await guard.store(request, request.params.storeId, 'webhooks.write')
    void reply.header('cache-control', 'no-store')
    const key = { storeId: caller.storeId, mode: readMode(request.params.mode) }
    await refuseInherited(deps.database, key.storeId)
    return issueWebhookSecret(deps, key, caller)
  })

  app.delete<OfSecret>(`${secrets}/:secretId`, async (request) => {
    const caller = await guard.store(request, request.params.storeId, 'webhooks.write')
    const { secretId } = request.params
    const key = { storeId: caller.storeId, mode: readMode(request.params.mode), secretId }
    await expireWebhookSecret(deps, key, caller)
    return {}
  })

  // The log belongs to the payments that it tells of; it shows no signing secrets.
  app.get<OfStore>(`${store}/webhooks`, async (request) => {
    const { storeId } = await guard.store(request, request.params.storeId, 'payments.read')
    const { filter, cursor } = parseListQuery(request.query)
    return listWebhooks(deps.database, storeId, filter, cursor)
  })

  app.get<OfStore>(`${store}/failed-webhooks`, async (request): Promise<FailedWebhooks> => {
    const { storeId } = await guard.store(request, request.params.storeId, 'payments.read')
    return countFailedWebhooks(deps.database, { storeId, ...parseFailedFilter(request.query) })
  })

  app.post<OfStore>(`${store}/failed-webhooks/resend`, async (request): Promise<ResendFailedAnswer> => {
    const caller = await guard.store(request, request.params.storeId, 'webhooks.resend')
    const filter = { storeId: caller.storeId, ...parseFailedFilter(request.body) }
    return { booked: await resendFailedWebhooks(deps, filter, caller) }
  })

  app.post<OfWebhook>(`${store}/webhooks/:webhookId/resend`, async (request) => {
    const caller = await guard.store(request, request.params.storeId, 'webhooks.resend')
    const { storeId } = caller
    const { webhookId } = request.params
    const { status = null } = await resendWebhook(deps, { storeId, webhookId })
    await deps.audit.record(deps.database, caller, {
      action: 'webhook.resend',
      storeId,
      target: webhookId,
      after: { status },
    })
    const view = await readWebhookView(deps.database, storeId, webhookId)
    if (view === undefined) throw refuseWebhook('WEBHOOK_NOT_FOUND')
    return view
  })
}

function settingOf(params: { readonly mode: string; readonly apiVersion: string }) {
  return { mode: readMode(params.mode), apiVersion: readApiVersion(params.apiVersion) }
}

import type { FastifyInstance } from 'fastify'
import { languageOf } from '../foundation/http/face.ts'
import type { ConsoleGuard } from '../merchant/console-guard.ts'
import { parseListQuery, parseSaveBody, readApiVersion, readMode } from './console-requests.ts'
import { listWebhooks, readWebhookView } from './list-webhooks.ts'
import { resendWebhook } from './resend-webhook.ts'
import { testWebhook } from './test-webhook.ts'
import type { WebhookDependencies } from './webhook-dependencies.ts'
import { refuseWebhook } from './webhook-errors.ts'
import { expireWebhookSecret, issueWebhookSecret } from './webhook-secret.ts'
import { readWebhookSetting, saveWebhookSetting } from './webhook-setting.ts'

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
    const { storeId } = await guard.store(request, request.params.storeId, 'webhooks.write')
    void reply.header('cache-control', 'no-store')
    const key = { storeId, ...settingOf(request.params) }
    return saveWebhookSetting(deps, key, parseSaveBody(request), languageOf(request))
  })

  app.post<OfSetting>(`${setting}/test`, async (request) => {
    const { storeId } = await guard.store(request, request.params.storeId, 'webhooks.write')
    return testWebhook(deps, { storeId, ...settingOf(request.params) })
  })

  app.post<OfSetting>(secrets, async (request, reply) => {
    const { storeId } = await guard.store(request, request.params.storeId, 'webhooks.write')
    void reply.header('cache-control', 'no-store')
    return issueWebhookSecret(deps, { storeId, mode: readMode(request.params.mode) })
  })

  app.delete<OfSecret>(`${secrets}/:secretId`, async (request) => {
    const { storeId } = await guard.store(request, request.params.storeId, 'webhooks.write')
    const { secretId } = request.params
    await expireWebhookSecret(deps, { storeId, mode: readMode(request.params.mode), secretId })
    return {}
  })

  // The log belongs to the payments that it tells of; it shows no signing secrets.
  app.get<OfStore>(`${store}/webhooks`, async (request) => {
    const { storeId } = await guard.store(request, request.params.storeId, 'payments.read')
    const { filter, cursor } = parseListQuery(request.query)
    return listWebhooks(deps.database, storeId, filter, cursor)
  })

  app.post<OfWebhook>(`${store}/webhooks/:webhookId/resend`, async (request) => {
    const { storeId } = await guard.store(request, request.params.storeId, 'webhooks.resend')
    const { webhookId } = request.params
    await resendWebhook(deps, { storeId, webhookId })
    const view = await readWebhookView(deps.database, storeId, webhookId)
    if (view === undefined) throw refuseWebhook('WEBHOOK_NOT_FOUND')
    return view
  })
}

function settingOf(params: { readonly mode: string; readonly apiVersion: string }) {
  return { mode: readMode(params.mode), apiVersion: readApiVersion(params.apiVersion) }
}

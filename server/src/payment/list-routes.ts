import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import type { AuditLog } from '../audit/audit-log.ts'
import { readBody } from '../credential/request-body.ts'
import { day, type Clock } from '../foundation/clock.ts'
import type { Database } from '../foundation/database.ts'
import { languageOf } from '../foundation/http/face.ts'
import type { Logger } from '../foundation/log.ts'
import { refuseCommon } from '../foundation/refusal.ts'
import type { ConsoleGuard } from '../merchant/console-guard.ts'
import { hasReceivedWebhook } from '../webhook/list-webhooks.ts'
import type { HomeProgress } from '../wire/console-home.ts'
import { countPayments } from './count-payments.ts'
import { startExport } from './export-payments.ts'
import { pagePayments, readCursor } from './page-payments.ts'
import { refusePayment } from './payment-errors.ts'
import { exportGroups } from './payment-export-columns.ts'
import { readTimeline } from './payment-timeline.ts'
import { one, readInstant, readPaymentSearch, type Query } from './read-payment-search.ts'
import { sendDownload } from './send-download.ts'
import { readPaymentProgress, summarisePayments } from './summarise-payments.ts'

export interface PaymentListDependencies {
  readonly database: Database
  readonly clock: Clock
  readonly audit: AuditLog
  readonly log: Logger
}

interface OfStore {
  readonly Params: { readonly storeId: string }
  readonly Querystring: Query
}
interface OfPayment {
  readonly Params: { readonly storeId: string; readonly paymentId: string }
}

const exportBody = Type.Object({
  format: Type.Union([Type.Literal('csv'), Type.Literal('xlsx')]),
  groups: Type.Array(Type.Union(exportGroups.map((group) => Type.Literal(group))), { maxItems: 8 }),
})

const rangeDaysMax = { day: 366, hour: 31 } as const

/** 결제 내역: page, counts, history of a row, download. 홈: figures and progress. */
export function registerPaymentListRoutes(
  app: FastifyInstance,
  guard: Pick<ConsoleGuard, 'store'>,
  deps: PaymentListDependencies,
): void {
  const { database, clock } = deps
  const store = '/console/api/stores/:storeId'

  app.get<OfStore>(`${store}/payments`, async (request) => {
    const { storeId } = await guard.store(request, request.params.storeId, 'payments.read')
    const { query } = request
    const search = readPaymentSearch(storeId, query, clock.now())
    const cursorText = one(query['cursor'])
    const cursor = cursorText === undefined ? undefined : readCursor(cursorText)
    if (cursorText !== undefined && cursor === undefined) throw refuseCommon('INVALID_REQUEST', 'cursor')
    const size = Math.min(Math.max(Math.trunc(Number(one(query['size']) ?? 30)) || 30, 1), 100)
    return pagePayments(database, search, { ...(cursor === undefined ? {} : { cursor }), size })
  })

  app.get<OfStore>(`${store}/payment-counts`, async (request) => {
    const { storeId } = await guard.store(request, request.params.storeId, 'payments.read')
    return countPayments(database, readPaymentSearch(storeId, request.query, clock.now()))
  })

  app.get<OfPayment>(`${store}/payments/:paymentId/history`, async (request) => {
    const { storeId } = await guard.store(request, request.params.storeId, 'payments.read')
    const { paymentId } = request.params
    if (paymentId.includes('\u0000')) throw refusePayment('PAYMENT_NOT_FOUND')
    return { items: await readTimeline(database, storeId, paymentId) }
  })

  app.post<OfStore>(`${store}/payment-export`, async (request, reply) => {
    const caller = await guard.store(request, request.params.storeId, 'payments.export')
    const { format, groups } = readBody(exportBody, request.body ?? {})
    const now = clock.now()
    const search = readPaymentSearch(caller.storeId, request.query, now)
    const file = await startExport(deps, caller, search, { format, groups, language: languageOf(request) })
    return sendDownload(request, reply, file, { name: 'payments', format, now })
  })

  app.get<OfStore>(`${store}/home/summary`, async (request) => {
    const { storeId } = await guard.store(request, request.params.storeId, 'home.read')
    const { query } = request
    const unit = one(query['unit']) === 'hour' ? 'hour' : 'day'
    const until = readInstant(query['until'], 'until') ?? clock.now()
    const from = readInstant(query['from'], 'from') ?? new Date(until.getTime() - 7 * day)
    const days = (until.getTime() - from.getTime()) / day
    if (days < 0 || days > rangeDaysMax[unit] + 1)
      throw refuseCommon('INVALID_REQUEST', `from … until: ${rangeDaysMax[unit]} days`)
    return summarisePayments(database, { storeId, from, until, unit, isTest: one(query['mode']) === 'TEST' })
  })

  app.get<OfStore>(`${store}/home/progress`, async (request): Promise<HomeProgress> => {
    const { storeId } = await guard.store(request, request.params.storeId, 'payments.read')
    const [payments, hasReceived] = await Promise.all([
      readPaymentProgress(database, storeId),
      hasReceivedWebhook(database, storeId),
    ])
    return { ...payments, hasReceivedWebhook: hasReceived }
  })
}

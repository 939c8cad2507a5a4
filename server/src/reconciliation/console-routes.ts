import type { FastifyError, FastifyInstance, FastifyRequest } from 'fastify'
import { Readable } from 'node:stream'
import { Type } from 'typebox'
import { readBody } from '../credential/request-body.ts'
import { languageOf } from '../foundation/http/face.ts'
import { refuseCommon } from '../foundation/refusal.ts'
import type { ConsoleCaller, ConsoleGuard } from '../merchant/console-guard.ts'
import { one, type Query } from '../payment/read-payment-search.ts'
import { sendDownload } from '../payment/send-download.ts'
import type {
  ImportOutcome,
  ReconciliationSummary,
  SourceList,
  SourceName,
  SourceView,
  VatReport,
} from '../wire/console-reconciliation.ts'
import { bookDailyCollection } from './collect-daily.ts'
import { canCollect, collectDay } from './collect-records.ts'
import { readEntrySearch } from './entry-search.ts'
import { exportEntries, exportVat } from './export-entries.ts'
import { importRecords } from './import-records.ts'
import { listImports, readImportCursor } from './list-imports.ts'
import { pageEntries, readEntryCursor } from './page-entries.ts'
import { refuseReconciliation } from './reconciliation-errors.ts'
import type { ReconciliationDependencies } from './reconciliation-dependencies.ts'
import { requireWholeMerchant, scopeOf } from './read-scope.ts'
import { addDays, daysBetween, isDay, seoulDayOf } from './settlement-day.ts'
import { monthTurnover, watchedMonth, watchLimit } from './settlement-limit.ts'
import { readSettlementFile } from './settlement-file.ts'
import { changeSource, findSource, listSources, lockSource, type Source } from './source-store.ts'
import { fileBytesMax, spool } from './spool.ts'
import { summarise } from './summarise.ts'
import { vatReport } from './vat-report.ts'

interface OfStore {
  readonly Params: { readonly storeId: string }
  readonly Querystring: Query
}
type Caller = ConsoleCaller & { readonly storeId: string }

const name = {
  mode: Type.Union([Type.Literal('LIVE'), Type.Literal('TEST')]),
  pg: Type.String({ maxLength: 50 }),
  pgMerchantId: Type.String({ maxLength: 200 }),
}
const methods = [
  'CARD',
  'VIRTUAL_ACCOUNT',
  'TRANSFER',
  'MOBILE',
  'GIFT_CERTIFICATE',
  'EASY_PAY',
  'CONVENIENCE_STORE',
  'ETC',
] as const
const feeRule = Type.Union([
  Type.Object({ rateBp: Type.Integer({ minimum: 0, maximum: 10_000 }) }),
  Type.Object({ fixedMinor: Type.Integer({ minimum: 0, maximum: 1_000_000_000 }) }),
])
const settingsBody = Type.Object({
  ...name,
  collectsDaily: Type.Boolean(),
  fees: Type.Record(Type.String(), feeRule),
  limitMinor: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000_000_000_000 })),
})
const collectBody = Type.Object({ ...name, from: Type.String(), until: Type.String() })
const formatBody = Type.Object({ format: Type.Union([Type.Literal('csv'), Type.Literal('xlsx')]) })

const collectDaysMax = 31
/** Each import holds a database connection and a core. */
const importsAtOnceMax = 2
let importsRunning = 0

/** 결제사 정산: figures, entries, VAT reference data, and where the records come from. */
export function registerReconciliationConsoleRoutes(
  app: FastifyInstance,
  guard: Pick<ConsoleGuard, 'store'>,
  deps: ReconciliationDependencies,
): void {
  const { database, clock } = deps
  const base = '/console/api/stores/:storeId/reconciliation'
  const reader = (request: FastifyRequest<OfStore>) =>
    guard.store(request, request.params.storeId, 'reconciliation.read')
  const writer = async (request: FastifyRequest<OfStore>) => {
    const caller = await guard.store(request, request.params.storeId, 'reconciliation.write')
    await requireWholeMerchant(database, caller)
    return caller
  }
  const searchOf = (request: FastifyRequest<OfStore>) => readEntrySearch(request.query, clock.now())

  app.get<OfStore>(`${base}/sources`, async (request): Promise<SourceList> => {
    const caller = await reader(request)
    return sourceList(deps, caller)
  })

  app.put<OfStore>(`${base}/source`, async (request): Promise<SourceList> => {
    const caller = await writer(request)
    const {
      collectsDaily,
      fees: given,
      limitMinor = null,
      ...named
    } = readBody(settingsBody, request.body ?? {})
    const fees = Object.fromEntries(
      methods.flatMap((method) => (given[method] === undefined ? [] : [[method, given[method]]])),
    )
    const source = await sourceOf(deps, caller, named)
    if (collectsDaily && !canCollect(deps, source)) throw refuseReconciliation('CollectionUnavailableError')
    await database.transaction(async (transaction) => {
      await lockSource(transaction, source, clock.now())
      await changeSource(transaction, source, { collectsDaily, fees, limitMinor }, clock.now())
      await watchLimit(transaction, deps, caller.storeId, source)
      if (collectsDaily) await bookDailyCollection(transaction, deps, caller.storeId, source)
      await deps.audit.record(transaction, caller, {
        action: 'settlement-source.update',
        storeId: caller.storeId,
        target: source.pgMerchantId,
        before: { collectsDaily: source.collectsDaily, fees: source.fees, limitMinor: source.limitMinor },
        after: { collectsDaily, fees, limitMinor },
      })
    })
    return sourceList(deps, caller)
  })

  app.get<OfStore>(`${base}/imports`, async (request) => {
    const caller = await reader(request)
    const { merchantId, storeIds } = await scopeOf(database, caller)
    // What was brought in names the merchant's figures as a whole.
    if (storeIds !== undefined) return { items: [] }
    const text = one(request.query['cursor'])
    const cursor = text === undefined ? undefined : readImportCursor(text)
    if (text !== undefined && cursor === undefined) throw refuseCommon('INVALID_REQUEST', 'cursor')
    return listImports(database, merchantId, cursor)
  })

  app.post<OfStore>(`${base}/collect`, async (request): Promise<ImportOutcome> => {
    const caller = await writer(request)
    const { from, until, ...named } = readBody(collectBody, request.body ?? {})
    const today = seoulDayOf(clock.now())
    const isRange = isDay(from) && isDay(until) && from <= until && until <= today
    if (!isRange || daysBetween(from, until) > collectDaysMax)
      throw refuseReconciliation('ReconciliationRangeError', `${collectDaysMax}`)
    const source = await sourceOf(deps, caller, named)
    return oneAtATime(async () => {
      let sum: ImportOutcome | undefined
      for (let day = from; day <= until; day = addDays(day, 1)) {
        const collected = await collectDay(deps, { storeId: caller.storeId, actor: caller }, source, day)
        if (collected.kind === 'unavailable') throw refuseReconciliation('CollectionUnavailableError')
        if (collected.kind === 'failed')
          throw refuseReconciliation(
            'CollectionFailedError',
            `${day}: ${collected.code} ${collected.message}`,
          )
        sum = sum === undefined ? collected.outcome : together(sum, collected.outcome)
      }
      if (sum === undefined) throw new Error('a period without a day')
      return sum
    })
  })

  app.get<OfStore>(`${base}/summary`, async (request): Promise<ReconciliationSummary> => {
    const caller = await reader(request)
    return summarise(database, await scopeOf(database, caller), searchOf(request))
  })

  app.get<OfStore>(`${base}/entries`, async (request) => {
    const caller = await reader(request)
    const text = one(request.query['cursor'])
    const cursor = text === undefined ? undefined : readEntryCursor(text)
    if (text !== undefined && cursor === undefined) throw refuseCommon('INVALID_REQUEST', 'cursor')
    const size = Math.min(Math.max(Math.trunc(Number(one(request.query['size']) ?? 30)) || 30, 1), 100)
    const page = { size, ...(cursor === undefined ? {} : { cursor }) }
    return pageEntries(database, await scopeOf(database, caller), searchOf(request), page)
  })

  app.get<OfStore>(`${base}/vat`, async (request): Promise<VatReport> => {
    const caller = await reader(request)
    const { items, summary } = await vatReport(database, await scopeOf(database, caller), searchOf(request))
    return { items, summary }
  })

  for (const [path, start, fileName] of [
    [`${base}/entries-export`, exportEntries, 'reconciliation'],
    [`${base}/vat-export`, exportVat, 'vat-reference'],
  ] as const)
    app.post<OfStore>(path, async (request, reply) => {
      const caller = await guard.store(request, request.params.storeId, 'payments.export')
      const { format } = readBody(formatBody, request.body ?? {})
      const scope = await scopeOf(database, caller)
      const file = { format, language: languageOf(request) }
      const download = await start(deps, caller, scope, searchOf(request), file)
      return sendDownload(request, reply, download, { name: fileName, format, now: clock.now() })
    })

  registerImportRoute(app, `${base}/import`, deps, writer)
}

/** The upload: its body goes to disk as it comes, and never stands in memory whole. */
function registerImportRoute(
  app: FastifyInstance,
  path: string,
  deps: ReconciliationDependencies,
  writer: (request: FastifyRequest<OfStore>) => Promise<Caller>,
): void {
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
    scope.route<OfStore>({
      method: 'PUT',
      url: path,
      bodyLimit: fileBytesMax,
      errorHandler: (error: FastifyError) => {
        throw error.code === 'FST_ERR_CTP_BODY_TOO_LARGE'
          ? refuseReconciliation('SettlementFileTooLargeError')
          : error
      },
      handler: async (request): Promise<ImportOutcome> => {
        const caller = await writer(request)
        const { query } = request
        const source = await sourceOf(deps, caller, {
          mode: one(query['mode']) === 'TEST' ? 'TEST' : 'LIVE',
          pg: one(query['pg']) ?? '',
          pgMerchantId: one(query['pgMerchantId']) ?? '',
        })
        const fileName = one(query['name'])?.replaceAll('\u0000', '').slice(0, 200)
        const body = request.body instanceof Readable ? request.body : Readable.from([])
        return oneAtATime(async () => {
          const spooled = await spool(body)
          try {
            return await importRecords(deps, { storeId: caller.storeId, actor: caller }, source, {
              origin: 'FILE',
              digest: spooled.digest,
              isByTransaction: one(query['basis']) !== 'SETTLEMENT',
              lines: () => readSettlementFile(spooled.path),
              ...(fileName === undefined ? {} : { fileName }),
            })
          } finally {
            await spooled.remove()
          }
        })
      },
    })
  })
}

async function oneAtATime<T>(work: () => Promise<T>): Promise<T> {
  if (importsRunning >= importsAtOnceMax) throw refuseReconciliation('TooManyImportsError')
  importsRunning += 1
  try {
    return await work()
  } finally {
    importsRunning -= 1
  }
}

/** @throws Refusal SettlementSourceNotFoundError, the same for a merchant id of somebody else and one that nobody has */
async function sourceOf(
  deps: ReconciliationDependencies,
  { merchantId }: Caller,
  named: SourceName,
): Promise<Source> {
  const texts = [named.pg, named.pgMerchantId]
  const source = texts.some((text) => text.includes('\u0000'))
    ? undefined
    : await findSource(deps.database, merchantId, named)
  if (source === undefined) throw refuseReconciliation('SettlementSourceNotFoundError')
  return source
}

async function sourceList(deps: ReconciliationDependencies, caller: Caller): Promise<SourceList> {
  const { merchantId, storeIds } = await scopeOf(deps.database, caller)
  const sources = await listSources(deps.database, merchantId)
  const isWholeMerchant = storeIds === undefined
  return {
    isWholeMerchant,
    items: await Promise.all(sources.map((source) => sourceView(deps, source, isWholeMerchant))),
  }
}

async function sourceView(
  deps: ReconciliationDependencies,
  source: Source,
  isWholeMerchant: boolean,
): Promise<SourceView> {
  const catalogue = deps.gateways.find(({ id }) => id === source.pg)?.catalogue
  const { lastCollectedDay, lastFailure, limitMinor } = source
  const limit =
    limitMinor === null || !isWholeMerchant
      ? {}
      : {
          limitMinor,
          usedMinor: await monthTurnover(deps.database, source, deps.clock.now()),
          usedMonth: watchedMonth(deps.clock.now()),
        }
  return {
    mode: source.mode,
    pg: source.pg,
    pgMerchantId: source.pgMerchantId,
    pgNameKo: catalogue?.nameKo ?? source.pg,
    pgNameEn: catalogue?.nameEn ?? source.pg,
    channels: source.channels
      .filter(({ isDeleted }) => !isDeleted)
      .map(({ name: channelName, taxType }) => ({ name: channelName, taxType })),
    canCollect: canCollect(deps, source),
    collectsDaily: source.collectsDaily,
    fees: isWholeMerchant ? source.fees : {},
    ...limit,
    ...(lastCollectedDay === null ? {} : { lastCollectedDay }),
    ...(lastFailure === null || lastFailure === undefined ? {} : { lastFailure }),
  }
}

function together(a: ImportOutcome, b: ImportOutcome): ImportOutcome {
  return {
    kind: a.kind === 'UNCHANGED' && b.kind === 'UNCHANGED' ? 'UNCHANGED' : 'IMPORTED',
    lines: a.lines + b.lines,
    added: a.added + b.added,
    changed: a.changed + b.changed,
    skipped: a.skipped + b.skipped,
    from: a.from,
    until: b.until,
  }
}

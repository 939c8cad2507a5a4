import { Type, type Static } from 'typebox'
import type { ApiCaller } from '../credential/api-caller.ts'
import type { AuthenticateDependencies } from '../credential/authenticate.ts'
import { readBody } from '../credential/request-body.ts'
import { resolveStore } from '../credential/store-access.ts'
import type { V2Router } from '../credential/v2-router.ts'
import type { Database } from '../foundation/database.ts'
import { refuseCommon } from '../foundation/refusal.ts'
import { oneOf, queryOrBody } from '../v2-input/request-parts.ts'
import type { DateBasis } from '../wire/console-reconciliation.ts'
import type { EntrySearch } from './entry-search.ts'
import { pgOfProvider, providerOfPg, reconciliationPgProviders } from './pg-provider.ts'
import type { ReadScope } from './reconciliation-dependencies.ts'
import { daysBetween, isDay } from './settlement-day.ts'
import { vatReport, type VatFigures } from './vat-report.ts'

const dateRange = Type.Object({
  from: Type.String({ format: 'date' }),
  until: Type.String({ format: 'date' }),
})
const specifier = Type.Object({
  pgMerchantId: Type.String({ maxLength: 200 }),
  pgProvider: oneOf(reconciliationPgProviders),
})
const common = {
  pgSpecifiers: Type.Optional(Type.Array(specifier, { maxItems: 100 })),
  storeIds: Type.Optional(Type.Array(Type.String(), { maxItems: 100 })),
}
const statuses = oneOf(['MATCHED', 'NOT_MATCHED', 'INCOMPARABLE', 'NOT_COLLECTED'])
const transactionBody = Type.Object({
  dateRange,
  filter: Type.Optional(
    Type.Object({ ...common, reconciliationStatuses: Type.Optional(Type.Array(statuses)) }),
  ),
})
const settlementBody = Type.Object({ dateRange, filter: Type.Optional(Type.Object(common)) })

const daysMax = 366

/** The VAT reports of REST V2. They count live payments only: a tax return knows no test. */
export function registerReconciliationRoutes(
  router: V2Router,
  deps: { readonly database: Database } & AuthenticateDependencies,
): void {
  router.route(
    'GET',
    '/payment-reconciliations/transactions/vat-report',
    async (request, caller) => {
      const { dateRange: range, filter } = readBody(transactionBody, queryOrBody(request))
      return report(deps, caller, 'TRANSACTION', range, filter, filter?.reconciliationStatuses)
    },
    { body: transactionBody },
  )
  router.route(
    'GET',
    '/payment-reconciliations/settlements/vat-report',
    async (request, caller) => {
      const { dateRange: range, filter } = readBody(settlementBody, queryOrBody(request))
      return report(deps, caller, 'SETTLEMENT', range, filter)
    },
    { body: settlementBody },
  )
}

async function report(
  deps: { readonly database: Database },
  caller: ApiCaller,
  basis: DateBasis,
  range: Static<typeof dateRange>,
  filter: Static<typeof settlementBody>['filter'],
  statusesWanted: readonly string[] = [],
): Promise<object> {
  const search: EntrySearch = {
    mode: 'LIVE',
    basis,
    ...readRange(range),
    statuses: statusesWanted,
    differences: [],
    actions: [],
    methods: [],
    pgMerchantIds: [],
    storeIds: [],
  }
  const wanted = filter?.pgSpecifiers ?? []
  const sources = wanted.flatMap(({ pgProvider, pgMerchantId }) =>
    pgOfProvider(pgProvider).map((pg) => ({ pg, pgMerchantId })),
  )
  const scope = await scopeOf(deps, caller, filter?.storeIds ?? [])
  return reportView(await vatReport(deps.database, scope, search, wanted.length === 0 ? undefined : sources))
}

/** Without stores: all that the credential may read. A named one that it may not read is refused. */
async function scopeOf(
  deps: { readonly database: Database },
  caller: ApiCaller,
  storeIds: readonly string[],
): Promise<ReadScope> {
  const { merchantId } = caller
  if (storeIds.length === 0)
    return caller.isMerchantWide ? { merchantId } : { merchantId, storeIds: [caller.homeStoreId] }
  const stores: string[] = []
  for (const storeId of storeIds)
    stores.push(await resolveStore(deps, caller, storeId, { includeDeleted: true }))
  return { merchantId, storeIds: stores }
}

function readRange({ from, until }: Static<typeof dateRange>): { from: string; until: string } {
  if (!isDay(from)) throw refuseCommon('INVALID_REQUEST', 'dateRange.from: yyyy-MM-dd')
  if (!isDay(until)) throw refuseCommon('INVALID_REQUEST', 'dateRange.until: yyyy-MM-dd')
  if (from > until) throw refuseCommon('INVALID_REQUEST', 'dateRange: until before from')
  if (daysBetween(from, until) > daysMax) throw refuseCommon('INVALID_REQUEST', `dateRange: ${daysMax} days`)
  return { from, until }
}

function reportView({ items, summary, sources }: VatFigures): object {
  return {
    items: items.map(({ paymentMethod, supplyMinor, vatMinor, taxFreeMinor, totalMinor }) => ({
      paymentMethod,
      supplyAmount: supplyMinor,
      vatAmount: vatMinor,
      taxFreeAmount: taxFreeMinor,
      totalAmount: totalMinor,
    })),
    summary: {
      totalSupplyAmount: summary.supplyMinor,
      totalVatAmount: summary.vatMinor,
      totalTaxFreeAmount: summary.taxFreeMinor,
      totalAmount: summary.totalMinor,
    },
    pgSpecifiers: sources.flatMap(({ pg, pgMerchantId }) => {
      const pgProvider = providerOfPg(pg)
      return pgProvider === undefined ? [] : [{ pgMerchantId, pgProvider }]
    }),
  }
}

import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import type { BillingInstrument } from '@naru/gateways'
import type { AuditLog } from '../audit/audit-log.ts'
import { readBody } from '../credential/request-body.ts'
import { sql, type Database } from '../foundation/database.ts'
import type { ConsoleGuard } from '../merchant/console-guard.ts'
import {
  cursorOfQuery,
  manyOfQuery,
  modeOfQuery,
  oneOfQuery,
  pageOf,
  sizeOfQuery,
  type ListQuery,
} from '../v2-input/console-list.ts'
import type { BillingKeyDetail, BillingKeyPage, BillingKeyRow } from '../wire/console-recurring.ts'
import type { BillingKeyDependencies } from './billing-key-dependencies.ts'
import { refuseBillingKey } from './billing-key-errors.ts'
import { channelsOfKey, readBillingKey, toBillingKey, type BillingKeyJson } from './billing-key-store.ts'
import { isBillingKey, type BillingKey } from './billing-key.ts'
import { deleteBillingKey } from './delete-billing-key.ts'

interface OfStore {
  readonly Params: { readonly storeId: string }
  readonly Querystring: ListQuery
}
interface OfKey {
  readonly Params: { readonly storeId: string; readonly billingKey: string }
}
const methods = ['CARD', 'MOBILE', 'EASY_PAY', 'TRANSFER', 'PAYPAL'] as const
const deleteBody = Type.Object({ reason: Type.Optional(Type.String({ maxLength: 200 })) })

/** Newest first by key; the text is a whole billing key or customer id, or begins the customer's name. */
const page = sql(
  'billing-key-console-page',
  `select row_to_json(k) as key, k.sorted_at::text as "sortAt" from (
     select k.*, k.requested_at as sorted_at, ${channelsOfKey} from billing_key k
     where k.store_id = $1 and k.mode = $2 and k.status in ('ISSUED', 'DELETED')
       and ($3::text[] is null or k.status = any($3)) and ($4::text[] is null or k.method = any($4))
       and ($5::text is null or k.billing_key = $5 or k.customer_id = $5 or starts_with(k.data #>> '{customer,name}', $5))
       and ($6::timestamptz is null or (k.requested_at, k.billing_key) < ($6, $7))
     order by k.requested_at desc, k.billing_key desc limit $8) k
   order by k.sorted_at desc, k.billing_key desc`,
)

/** 빌링키: list, one, deletion. */
export function registerBillingKeyConsoleRoutes(
  app: FastifyInstance,
  guard: Pick<ConsoleGuard, 'store'>,
  deps: BillingKeyDependencies & { readonly database: Database; readonly audit: AuditLog },
): void {
  const base = '/console/api/stores/:storeId/billing-keys'

  app.get<OfStore>(base, async (request): Promise<BillingKeyPage> => {
    const { storeId } = await guard.store(request, request.params.storeId, 'payments.read')
    const { query } = request
    const size = sizeOfQuery(query)
    const cursor = cursorOfQuery(query)
    const rows = await deps.database.query<{ key: BillingKeyJson; sortAt: string }>(page, [
      storeId,
      modeOfQuery(query),
      manyOfQuery(query, 'status', ['ISSUED', 'DELETED']),
      manyOfQuery(query, 'method', methods),
      oneOfQuery(query, 'search') ?? null,
      cursor?.at ?? null,
      cursor?.id ?? null,
      size + 1,
    ])
    return pageOf(
      rows,
      size,
      ({ key }) => key.billing_key,
      ({ key }) => rowOf(toBillingKey(key)),
    )
  })

  app.get<OfKey>(`${base}/:billingKey`, async (request) => {
    const { storeId } = await guard.store(request, request.params.storeId, 'payments.read')
    return readDetail(deps.database, storeId, request.params.billingKey)
  })

  app.delete<OfKey>(`${base}/:billingKey`, async (request) => {
    const caller = await guard.store(request, request.params.storeId, 'billing-keys.write')
    const { storeId } = caller
    const { billingKey } = request.params
    const { reason } = readBody(deleteBody, request.body ?? {})
    const before = await readDetail(deps.database, storeId, billingKey)
    const outcome = await deleteBillingKey(deps, {
      storeId,
      billingKey,
      requester: 'ADMIN',
      skipWebhook: false,
      ...(reason === undefined || reason.trim() === '' ? {} : { reason: reason.trim() }),
    })
    if (outcome.kind === 'refused') throw refuseBillingKey(outcome.type)
    if (outcome.kind === 'declined') {
      const { pgCode, pgMessage } = outcome
      throw refuseBillingKey('PG_PROVIDER', `${pgCode} ${pgMessage}`.trim(), { pgCode, pgMessage })
    }
    // The PG was asked outside any transaction, so the entry stands by itself.
    await deps.database.transaction((transaction) =>
      deps.audit.record(transaction, caller, {
        action: 'billing-key.delete',
        storeId,
        target: billingKey,
        before: { status: before.status, method: before.method },
        after: { status: 'DELETED', ...(reason === undefined ? {} : { reason }) },
      }),
    )
    return readDetail(deps.database, storeId, billingKey)
  })
}

async function readDetail(
  database: Database,
  storeId: string,
  billingKey: string,
): Promise<BillingKeyDetail> {
  const key = isBillingKey(billingKey) ? await readBillingKey(database, storeId, billingKey) : undefined
  if (key === undefined || (key.status !== 'ISSUED' && key.status !== 'DELETED'))
    throw refuseBillingKey('BILLING_KEY_NOT_FOUND')
  const { customer, issueId, issueName } = key.data
  const { name, email, phoneNumber } = customer
  return {
    ...rowOf(key),
    customer: {
      ...(name === undefined ? {} : { name }),
      ...(email === undefined ? {} : { email }),
      ...(phoneNumber === undefined ? {} : { phoneNumber }),
    },
    ...(issueId === undefined ? {} : { issueId }),
    ...(issueName === undefined ? {} : { issueName }),
    channels: key.channels.map(({ status, data }) => {
      const words = instrumentWords(data.instrument)
      return {
        name: data.channel.name,
        channelKey: data.channel.key,
        pgProvider: data.channel.pgProvider,
        pgMerchantId: data.channel.pgMerchantId,
        status,
        ...(words === undefined ? {} : { instrument: words }),
        ...(data.failure === undefined ? {} : { failure: data.failure.reason }),
      }
    }),
  }
}

function rowOf(key: BillingKey): BillingKeyRow {
  const { customer } = key.data
  const issued = key.channels.filter(({ status }) => status === 'ISSUED')
  const instrument = instrumentWords(issued[0]?.data.instrument)
  const customerLabel = customer.name ?? customer.email ?? customer.phoneNumber
  return {
    billingKey: key.billingKey,
    status: key.status === 'DELETED' ? 'DELETED' : 'ISSUED',
    mode: key.mode,
    method: key.method,
    pgProviders: issued.map(({ data }) => data.channel.pgProvider),
    liveSchedules: key.liveSchedules,
    issuedAt: (key.issuedAt ?? key.requestedAt).toISOString(),
    ...(instrument === undefined ? {} : { instrument }),
    ...(customerLabel === undefined ? {} : { customerLabel }),
    ...(customer.id === undefined ? {} : { customerId: customer.id }),
    ...(key.deletedAt === null ? {} : { deletedAt: key.deletedAt.toISOString() }),
  }
}

/** As the PG masks it. */
function instrumentWords(instrument: BillingInstrument | undefined): string | undefined {
  const words = (...parts: readonly (string | undefined)[]) =>
    parts.filter((part) => part !== undefined && part !== '').join(' ') || undefined
  switch (instrument?.type) {
    case 'CARD':
      return words(instrument.card.name, instrument.card.number)
    case 'EASY_PAY':
      return words(instrument.provider, instrument.card?.name, instrument.card?.number)
    case 'TRANSFER':
      return words(instrument.bank, instrument.accountNumber)
    case 'MOBILE':
      return instrument.phoneNumber
    case 'PAYPAL':
      return 'PayPal'
    case undefined:
      return undefined
  }
}

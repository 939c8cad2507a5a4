import {
  admitV1Call,
  v1CallColumns,
  v1CallCondition,
  v1CallTables,
  v1CallValues,
  type V1CallRow,
} from '../call-address/admit-v1-call.ts'
import { readV1Input, type V1Input } from '../credential/v1-input.ts'
import type { V1Answer, V1Router } from '../credential/v1-router.ts'
import { day } from '../foundation/clock.ts'
import { sql } from '../foundation/database.ts'
import { refuseCommon } from '../foundation/refusal.ts'
import {
  attemptsOfPayment,
  findV1Payments,
  pageV1Payments,
  v1Sortings,
  type V1Sorting,
} from './list-v1-payments.ts'
import type { PaymentDependencies } from './payment-dependencies.ts'
import type { AttemptData, PaymentStatus } from './payment.ts'
import { loadAttempt, type LoadedPayment } from './payment-store.ts'
import { refuseV1 } from './v1-errors.ts'
import { findV1Registrations, v1RegistrationView } from './v1-registration.ts'
import { v1PaymentView, type V1Cancellation, type V1Status } from './v1-view.ts'

const idsMax = 100
const idLengthMax = 200
const rangeDays = 90
const statuses: readonly V1Status[] = ['ready', 'paid', 'cancelled', 'failed']

/** The REST V1 routes that read payments. A payment of REST V2 is read as well: it is the same one. */
export function registerV1ReadRoutes(router: V1Router, deps: PaymentDependencies): void {
  registerReadOne(router, deps)

  router.route('GET', '/payments', async ({ caller, input }) => {
    const transactionIds = input.list('imp_uid').map(knownId)
    const paymentIds = input.list('merchant_uid').map(knownId)
    if (transactionIds.length + paymentIds.length === 0)
      throw refuseCommon('INVALID_REQUEST', 'imp_uid[], merchant_uid[]: one at least')
    if (transactionIds.length + paymentIds.length > idsMax)
      throw refuseCommon('INVALID_REQUEST', `imp_uid[], merchant_uid[]: ${idsMax} at most`)
    const found = await findV1Payments(deps.database, caller.storeId, { transactionIds, paymentIds })
    const others = transactionIds.filter((id) => !found.some(({ attempt }) => attempt.transactionId === id))
    const registrations = await findV1Registrations(deps.database, caller.storeId, others)
    if (found.length + registrations.length === 0) throw refuseV1('PAYMENT_NOT_FOUND')
    const isWhole =
      registrations.length === new Set(others).size &&
      paymentIds.every((id) => found.some(({ attempt }) => attempt.paymentId === id))
    const views = [...(await viewAll(deps, found)), ...registrations.map(v1RegistrationView)]
    return { response: views, status: isWhole ? 200 : 207 }
  })

  router.route('GET', '/payments/find/{merchant_uid}/{payment_status}', async ({ caller, input, params }) => {
    const [first] = await attemptsOf(deps, caller.storeId, params, input)
    if (first === undefined) throw refuseV1('PAYMENT_NOT_FOUND')
    return { response: await view(deps, first) }
  })

  router.route(
    'GET',
    '/payments/findAll/{merchant_uid}/{payment_status}',
    async ({ caller, input, params }) => {
      const { page, size } = readV1Page(input)
      const all = await attemptsOf(deps, caller.storeId, params, input)
      if (all.length === 0) throw refuseV1('PAYMENT_NOT_FOUND')
      const items = all.slice((page - 1) * size, page * size)
      return pagedV1(deps, { items, total: all.length }, { page, size })
    },
  )

  router.route('GET', '/payments/status/{payment_status}', async ({ caller, input, params }) => {
    const { page, size } = readV1Page(input)
    const until = input.instant('to') ?? deps.clock.now()
    const from = input.instant('from') ?? new Date(until.getTime() - rangeDays * day)
    if (from > until || until.getTime() - from.getTime() > rangeDays * day)
      throw refuseCommon('INVALID_REQUEST', `from, to: ${rangeDays} days at most`)
    const status = readStatus(params['payment_status'])
    const found = await pageV1Payments(deps.database, {
      storeId: caller.storeId,
      ...(status === undefined ? {} : { status }),
      from,
      until,
      withTests: input.flag('include_sandbox') !== false,
      sorting: readSorting(input),
      page,
      size,
    })
    return pagedV1(deps, found, { page, size })
  })

  router.route('GET', '/payments/{imp_uid}/balance', async ({ caller, params }) => {
    await loadOne(deps, caller.storeId, params['imp_uid'] ?? '')
    throw refuseV1('BALANCE_NOT_KNOWN')
  })
}

interface HotRow extends V1CallRow {
  readonly attempt_id: string | null
  readonly payment_id: string
  readonly attempt_status: PaymentStatus
  readonly pg_tx_id: string | null
  readonly data: AttemptData
  readonly status: PaymentStatus
  readonly shown_id: string
  readonly cancelled_minor: number
  readonly has_receipt: boolean
  readonly cancellations: readonly V1Cancellation[] | null
}

/**
 * `GET /payments/{imp_uid}`: caller, address, tier and payment in one statement, and only the columns that V1 shows:
 * whole rows as JSON cost PostgreSQL and us twice as much. Test payments are never hidden.
 */
function registerReadOne(router: V1Router, deps: PaymentDependencies): void {
  const read = sql(
    'payment-v1-get',
    `select ${v1CallColumns}, t.transaction_id as attempt_id, t.payment_id, t.status as attempt_status, t.pg_tx_id, t.data,
       p.status, p.transaction_id as shown_id, p.cancelled_minor, exists (select 1 from cash_receipt r
         where r.store_id = t.store_id and r.payment_id = t.payment_id and r.status = 'ISSUED') as has_receipt,
       case when p.cancel_count > 0 then (
         select json_agg(json_build_object('cancellationId', c.cancellation_id, 'status', c.status, 'amountMinor', c.amount_minor,
           'data', c.data) order by c.requested_at, c.cancellation_id)
         from payment_cancellation c where c.store_id = p.store_id and c.payment_id = p.payment_id) end as cancellations
     from ${v1CallTables}
     left join payment_transaction t on t.store_id = call_store.store_id and t.transaction_id = $4
     left join payment p on p.store_id = t.store_id and p.payment_id = t.payment_id
     where ${v1CallCondition}`,
  )
  router.open('GET', '/payments/{imp_uid}', async (request) => {
    const input = readV1Input(request)
    const credential = { headers: request.headers, inRequest: input.text('_token'), address: request.ip }
    const { params } = request
    const id =
      typeof params === 'object' && params !== null && 'imp_uid' in params ? String(params.imp_uid) : ''
    const [row] = await deps.database.query<HotRow>(read, [...v1CallValues(credential), knownId(id)])
    const caller = admitV1Call(row, credential, deps.clock.now())
    if (row === undefined || row.attempt_id === null) {
      const [registration] = await findV1Registrations(deps.database, caller.storeId, [knownId(id)])
      if (registration === undefined) throw refuseV1('PAYMENT_NOT_FOUND')
      return { response: v1RegistrationView(registration) }
    }
    return {
      response: v1PaymentView(
        { status: row.status, transactionId: row.shown_id, cancelledMinor: row.cancelled_minor },
        {
          transactionId: row.attempt_id,
          paymentId: row.payment_id,
          status: row.attempt_status,
          pgTxId: row.pg_tx_id,
          data: row.data,
        },
        row.cancellations ?? [],
        { hasCashReceipt: row.has_receipt },
      ),
    }
  })
}

/** One payment by its `imp_uid`, or the V1 answer that there is none. */
export async function loadOne(
  deps: Pick<PaymentDependencies, 'database'>,
  storeId: string,
  impUid: string,
): Promise<LoadedPayment> {
  const loaded = await loadAttempt(deps.database, storeId, knownId(impUid))
  if (loaded === undefined) throw refuseV1('PAYMENT_NOT_FOUND')
  return loaded
}

async function attemptsOf(
  deps: PaymentDependencies,
  storeId: string,
  params: Readonly<Record<string, string>>,
  input: V1Input,
): Promise<readonly LoadedPayment[]> {
  const status = readStatus(params['payment_status'])
  return attemptsOfPayment(deps.database, storeId, knownId(params['merchant_uid'] ?? ''), {
    ...(status === undefined ? {} : { status }),
    sorting: readSorting(input),
  })
}

/** Cash receipts that were issued by themselves; those that came with a payment are told by the payment. */
const readReceipts = sql(
  'payment-v1-cash-receipts',
  `select payment_id from cash_receipt where store_id = $1 and payment_id = any($2::text[]) and status = 'ISSUED'`,
)

type ReadsReceipts = Pick<PaymentDependencies, 'database'>

/** Payments as V1 shows them, all of one store. */
export async function viewAll(
  { database }: ReadsReceipts,
  loaded: readonly LoadedPayment[],
): Promise<readonly object[]> {
  const storeId = loaded[0]?.head.storeId
  if (storeId === undefined) return []
  const paymentIds = [...new Set(loaded.map(({ head }) => head.paymentId))]
  const rows = await database.query<{ payment_id: string }>(readReceipts, [storeId, paymentIds])
  const withReceipt = new Set(rows.map((row) => row.payment_id))
  return loaded.map(({ head, attempt, cancellations }) =>
    v1PaymentView(head, attempt, cancellations, { hasCashReceipt: withReceipt.has(head.paymentId) }),
  )
}

export async function view(deps: ReadsReceipts, loaded: LoadedPayment): Promise<object> {
  return (await viewAll(deps, [loaded]))[0] ?? {}
}

/** Ids are any text; what PostgreSQL cannot hold, or nobody could have given, names nothing. */
export function knownId(id: string): string {
  return id.length > idLengthMax || id.includes('\u0000') ? '' : id
}

/** Undefined: any. One published client writes the word `undefined` where it was given no status. */
function readStatus(text = ''): V1Status | undefined {
  if (text === '' || text === 'all' || text === 'undefined') return undefined
  const status = statuses.find((one) => one === text)
  if (status === undefined)
    throw refuseCommon('INVALID_REQUEST', `payment_status: all, ${statuses.join(', ')}`)
  return status
}

function readSorting(input: V1Input): V1Sorting {
  const text = input.text('sorting') ?? '-started'
  const sorting = v1Sortings.find((one) => one === text)
  if (sorting === undefined) throw refuseCommon('INVALID_REQUEST', `sorting: ${v1Sortings.join(', ')}`)
  return sorting
}

/** Pages may not lie deeper than this many rows. */
const depthMax = 60_000

export interface V1PageChoice {
  readonly page: number
  readonly size: number
}

/** `page` and `limit` of a V1 list. @throws Refusal INVALID_REQUEST */
export function readV1Page(input: V1Input): V1PageChoice {
  const page = input.integer('page', 1, depthMax) ?? 1
  const size = input.integer('limit', 1, 1_000) ?? 20
  if (page * size > depthMax) throw refuseCommon('INVALID_REQUEST', `page × limit: ${depthMax} at most`)
  return { page, size }
}

/** A page of payments. */
export async function pagedV1(
  deps: ReadsReceipts,
  { items, total }: { readonly items: readonly LoadedPayment[]; readonly total: number },
  choice: V1PageChoice,
): Promise<V1Answer> {
  return pagedV1Views({ items: await viewAll(deps, items), total }, choice)
}

/** V1's page: the numbers of the neighbours, 0 where there is none. A page behind the end is refused. */
export function pagedV1Views(
  { items, total }: { readonly items: readonly object[]; readonly total: number },
  { page, size }: V1PageChoice,
): V1Answer {
  if (page > 1 && items.length === 0) throw refuseCommon('INVALID_REQUEST', `page: ${page}`)
  return {
    response: {
      total,
      previous: page - 1,
      next: page * size < total ? page + 1 : 0,
      list: items,
    },
  }
}

import { sql } from '../foundation/database.ts'
import { mayAttempt } from './payment.ts'
import type { PaymentDependencies } from './payment-dependencies.ts'
import { loadPayment } from './payment-store.ts'

const columns = '(store_id, payment_id, total_minor, tax_free_minor, currency, updated_at)'
const changes = `total_minor = excluded.total_minor, tax_free_minor = excluded.tax_free_minor, currency = excluded.currency,
     updated_at = excluded.updated_at`
const registerAnyway = sql(
  'payment-pre-register',
  `insert into payment_pre_registration ${columns} values ($1, $2, $3, $4, $5, $6)
   on conflict (store_id, payment_id) do update set ${changes} returning payment_id`,
)
const registerNew = sql(
  'payment-pre-register-new',
  `insert into payment_pre_registration ${columns} values ($1, $2, $3, $4, $5, $6)
   on conflict (store_id, payment_id) do nothing returning payment_id`,
)
const change = sql(
  'payment-pre-register-change',
  `update payment_pre_registration set total_minor = $3, tax_free_minor = $4, currency = $5, updated_at = $6
   where store_id = $1 and payment_id = $2 returning payment_id`,
)
const read = sql(
  'payment-read-pre-registration',
  `select total_minor, currency from payment_pre_registration where store_id = $1 and payment_id = $2`,
)

export type PreRegisterOutcome =
  | { readonly kind: 'registered' }
  | { readonly kind: 'refused'; readonly type: 'ALREADY_PAID' }
  /** With `only`: there is one already, or there is none. */
  | { readonly kind: 'registered-before' | 'not-registered' }

/**
 * Fixes the numbers (minor units) that a later window of this paymentId must repeat. Again before payment overwrites,
 * unless `only` says that there must be none yet, or must be one.
 */
export async function preRegisterPayment(
  dependencies: Pick<PaymentDependencies, 'database' | 'clock'>,
  request: {
    readonly storeId: string
    readonly paymentId: string
    readonly totalMinor?: number
    readonly taxFreeMinor?: number
    readonly currency?: string
    readonly only?: 'NEW' | 'EXISTING'
  },
): Promise<PreRegisterOutcome> {
  const loaded = await loadPayment(dependencies.database, request.storeId, request.paymentId)
  if (loaded !== undefined && !mayAttempt(loaded.head.status))
    return { kind: 'refused', type: 'ALREADY_PAID' }
  const statement =
    request.only === 'NEW' ? registerNew : request.only === 'EXISTING' ? change : registerAnyway
  const written = await dependencies.database.query(statement, [
    request.storeId,
    request.paymentId,
    request.totalMinor ?? null,
    request.taxFreeMinor ?? null,
    request.currency ?? null,
    dependencies.clock.now(),
  ])
  if (written.length === 1) return { kind: 'registered' }
  return { kind: request.only === 'NEW' ? 'registered-before' : 'not-registered' }
}

/** What was registered; undefined when nothing was. */
export async function readPreRegistration(
  { database }: Pick<PaymentDependencies, 'database'>,
  { storeId, paymentId }: { readonly storeId: string; readonly paymentId: string },
): Promise<{ readonly totalMinor: number | null; readonly currency: string | null } | undefined> {
  const [row] = await database.query<{ total_minor: number | null; currency: string | null }>(read, [
    storeId,
    paymentId,
  ])
  return row === undefined ? undefined : { totalMinor: row.total_minor, currency: row.currency }
}

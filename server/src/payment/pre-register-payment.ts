import { sql } from '../foundation/database.ts'
import { mayAttempt } from './payment.ts'
import type { PaymentDependencies } from './payment-dependencies.ts'
import { loadPayment } from './payment-store.ts'

const register = sql(
  'payment-pre-register',
  `insert into payment_pre_registration (store_id, payment_id, total_minor, tax_free_minor, currency, updated_at)
   values ($1, $2, $3, $4, $5, $6)
   on conflict (store_id, payment_id) do update set total_minor = excluded.total_minor, tax_free_minor = excluded.tax_free_minor,
     currency = excluded.currency, updated_at = excluded.updated_at`,
)

/** Fixes the numbers (minor units) that a later window of this paymentId must repeat. Again before payment overwrites. */
export async function preRegisterPayment(
  dependencies: Pick<PaymentDependencies, 'database' | 'clock'>,
  request: {
    readonly storeId: string
    readonly paymentId: string
    readonly totalMinor?: number
    readonly taxFreeMinor?: number
    readonly currency?: string
  },
): Promise<{ readonly kind: 'registered' } | { readonly kind: 'refused'; readonly type: 'ALREADY_PAID' }> {
  const loaded = await loadPayment(dependencies.database, request.storeId, request.paymentId)
  if (loaded !== undefined && !mayAttempt(loaded.head.status))
    return { kind: 'refused', type: 'ALREADY_PAID' }
  await dependencies.database.query(register, [
    request.storeId,
    request.paymentId,
    request.totalMinor ?? null,
    request.taxFreeMinor ?? null,
    request.currency ?? null,
    dependencies.clock.now(),
  ])
  return { kind: 'registered' }
}

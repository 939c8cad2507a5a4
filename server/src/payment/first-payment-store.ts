import { sql, type Database } from '../foundation/database.ts'
import { storableJson } from '../foundation/storable-text.ts'
import type { AttemptOrder, AttemptOrigin, V1Facts } from './payment.ts'

/** What is charged as soon as its billing key exists. */
export interface FirstPayment {
  readonly storeId: string
  readonly billingKey: string
  readonly paymentId: string
  /** Decided when the window opens, so that a charge after a crash is found and never made twice. */
  readonly transactionId: string
  readonly data: FirstPaymentData
}

export interface FirstPaymentData {
  readonly order: AttemptOrder
  readonly origin: AttemptOrigin
  /** Asked for through V1. */
  readonly v1?: V1Facts
}

const insert = sql(
  'payment-insert-first',
  `insert into billing_key_first_payment (store_id, billing_key, payment_id, transaction_id, data, created_at)
   values ($1, $2, $3, $4, $5::jsonb, $6)`,
)
const read = sql(
  'payment-read-first',
  `select payment_id, transaction_id, data from billing_key_first_payment where store_id = $1 and billing_key = $2`,
)

/** Goes into the transaction that makes the key. */
export async function insertFirstPayment(
  transaction: Database,
  first: FirstPayment,
  now: Date,
): Promise<void> {
  const { storeId, billingKey, paymentId, transactionId, data } = first
  await transaction.query(insert, [storeId, billingKey, paymentId, transactionId, storableJson(data), now])
}

export async function readFirstPayment(
  database: Database,
  { storeId, billingKey }: Pick<FirstPayment, 'storeId' | 'billingKey'>,
): Promise<FirstPayment | undefined> {
  const [row] = await database.query<{ payment_id: string; transaction_id: string; data: FirstPaymentData }>(
    read,
    [storeId, billingKey],
  )
  return (
    row && {
      storeId,
      billingKey,
      paymentId: row.payment_id,
      transactionId: row.transaction_id,
      data: row.data,
    }
  )
}

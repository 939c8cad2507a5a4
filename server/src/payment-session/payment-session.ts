import { decodeStoreId, encodeStoreId, isStoreId } from '../credential/api-secret.ts'
import { sql, type Database } from '../foundation/database.ts'
import { hour, minute } from '../foundation/clock.ts'
import type { Random } from '../foundation/random.ts'
import { digest } from '../foundation/secret.ts'
import { storableJson } from '../foundation/storable-text.ts'
import type { CheckoutMethodName } from './checkout-method.ts'

export const sessionLifeMs = 30 * minute
export const sessionLifeMaxMs = 24 * hour

export interface SessionProduct {
  readonly id?: string
  readonly name: string
  readonly code?: string
  readonly unitPrice: number
  readonly quantity: number
  readonly startDate?: string
  readonly endDate?: string
  readonly url?: string
  readonly nPayCategoryType?: string
  readonly nPayCategoryId?: string
  readonly nPayUid?: string
}

/** The order as the merchant gave it. */
export interface SessionOrder {
  readonly paymentMethod?: CheckoutMethodName
  readonly country: string
  readonly currency: string
  readonly totalAmount: number
  readonly orderName: string
  readonly redirectUrl?: string
  readonly products?: readonly SessionProduct[]
  readonly customerName?: string
  readonly customerEmail?: string
  readonly storeName?: string
  readonly agreements?: readonly { readonly name: string; readonly url: string }[]
  readonly orderImageUrl?: string
  readonly customData?: string
  readonly colors?: {
    readonly primary?: string
    readonly primaryHover?: string
    readonly primaryLight?: string
  }
}

/** One order that a buyer may pay on the hosted page (결제 세션). */
export interface PaymentSession {
  readonly storeId: string
  readonly merchantId: string
  readonly paymentId: string
  readonly profileKey: string
  readonly isTest: boolean
  readonly data: SessionOrder
  readonly createdAt: Date
  readonly expiresAt: Date
  readonly closedAt: Date | null
}

/** Where it is, and 32 random bytes: whoever has it may see the order and pay it. */
export function mintSessionId(random: Random, storeId: string): string {
  return encodeStoreId(storeId) + random.token(32)
}

const columns = `store_id as "storeId", merchant_id as "merchantId", payment_id as "paymentId", profile_key as "profileKey",
  is_test as "isTest", data, created_at as "createdAt", expires_at as "expiresAt", closed_at as "closedAt"`
const insert = sql(
  'payment-session-insert',
  `insert into payment_session (store_id, session_digest, merchant_id, payment_id, profile_key, is_test, data, created_at, expires_at)
   values ($1, $2, $3, $4, $5, $6, $7::jsonb, $8, $9)`,
)
const read = sql(
  'payment-session-read',
  `select ${columns} from payment_session where store_id = $1 and session_digest = $2`,
)
const close = sql(
  'payment-session-close',
  `update payment_session set closed_at = coalesce(closed_at, $3) where store_id = $1 and session_digest = $2
   returning closed_at as "closedAt"`,
)
const list = sql(
  'payment-session-list',
  `select ${columns} from payment_session where store_id = $1 order by created_at desc, session_digest limit 100`,
)

export async function insertSession(
  database: Database,
  sessionId: string,
  session: Omit<PaymentSession, 'closedAt'>,
): Promise<void> {
  await database.query(insert, [
    session.storeId,
    digest(sessionId),
    session.merchantId,
    session.paymentId,
    session.profileKey,
    session.isTest,
    storableJson(session.data),
    session.createdAt,
    session.expiresAt,
  ])
}

/** Undefined for every text that opens nothing. */
export async function readSession(
  database: Database,
  sessionId: string,
): Promise<PaymentSession | undefined> {
  const storeId = storeOf(sessionId)
  if (storeId === undefined) return undefined
  const [row] = await database.query<PaymentSession>(read, [storeId, digest(sessionId)])
  return row
}

/** When it was closed; a second close says the same. */
export async function closeSession(
  database: Database,
  sessionId: string,
  now: Date,
): Promise<Date | undefined> {
  const storeId = storeOf(sessionId)
  if (storeId === undefined) return undefined
  const [row] = await database.query<{ closedAt: Date }>(close, [storeId, digest(sessionId), now])
  return row?.closedAt
}

export async function listSessions(database: Database, storeId: string): Promise<readonly PaymentSession[]> {
  return database.query<PaymentSession>(list, [storeId])
}

export function storeOf(sessionId: string): string | undefined {
  if (!/^[A-Za-z0-9_-]{44,120}$/.test(sessionId)) return undefined
  const storeId = decodeStoreId(sessionId.slice(0, 22))
  return isStoreId(storeId) ? storeId : undefined
}

/** Over by time or by the merchant. */
export function isSessionOver(session: Pick<PaymentSession, 'expiresAt' | 'closedAt'>, now: Date): boolean {
  return session.closedAt !== null || session.expiresAt <= now
}

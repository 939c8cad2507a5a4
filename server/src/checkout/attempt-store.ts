import { sql, type Database } from '../foundation/database.ts'
import { digest, sameDigest } from '../foundation/secret.ts'
import type { WindowKind } from '../wire/checkout.ts'
import type { StatementPart } from '../payment/compose-transition.ts'
import { readAttemptKey, type AttemptKey } from './attempt-key.ts'

/** What a window was opened for. */
export type WindowPurpose =
  'PAYMENT' | 'ISSUE_BILLING_KEY' | 'ISSUE_BILLING_KEY_AND_PAY' | 'IDENTITY_VERIFICATION'

/** One opened window: who may speak for it and how its outcome is delivered. */
export interface CheckoutAttempt extends AttemptKey {
  readonly kind: WindowPurpose
  readonly tokenDigest: Buffer
  readonly secretDigest: Buffer
  readonly windowType: WindowKind
  /** Origin of the shop's page; null for opaque pages. */
  readonly pageOrigin: string | null
  readonly redirectUrl: string | null
  readonly forceRedirect: boolean
  readonly device: 'PC' | 'MOBILE'
  readonly aliveAt: Date | null
  readonly begunAt: Date | null
  readonly expiresAt: Date
  readonly storeName: string
}

export interface CheckoutAttemptRow {
  store_id: string
  attempt_id: string
  kind: WindowPurpose
  token_digest: Buffer
  secret_digest: Buffer
  window_type: WindowKind
  page_origin: string | null
  redirect_url: string | null
  force_redirect: boolean
  device: 'PC' | 'MOBILE'
  alive_at: Date | null
  begun_at: Date | null
  expires_at: Date
  store_name: string
}

const read = sql(
  'checkout-read-attempt',
  `select a.*, s.name as store_name from checkout_attempt a join store s on s.store_id = a.store_id where a.store_id = $1 and a.attempt_id = $2`,
)
const markAlive = sql(
  'checkout-mark-alive',
  `update checkout_attempt set alive_at = $3 where store_id = $1 and attempt_id = $2`,
)
/** What a new window adds to its attempt. */
export interface NewAttempt {
  readonly token: string
  readonly secret: string
  readonly windowType: WindowKind
  readonly pageOrigin: string | null
  readonly redirectUrl: string | null
  readonly forceRedirect: boolean
  readonly device: 'PC' | 'MOBILE'
  readonly expiresAt: Date
}

/** The window's row, written in the statement that opens the attempt, so that neither exists without the other. */
export function windowRow(attempt: NewAttempt): StatementPart {
  return {
    code: 'w',
    write: (parameter, { storeId, paymentId, transactionId, at }) => `insert into checkout_attempt
      (store_id, attempt_id, kind, payment_id, token_digest, secret_digest, window_type, page_origin, redirect_url,
       force_redirect, device, created_at, expires_at)
      select ${storeId}, ${transactionId}, 'PAYMENT', ${paymentId}, ${parameter(digest(attempt.token))},
       ${parameter(digest(attempt.secret))}, ${parameter(attempt.windowType)}, ${parameter(attempt.pageOrigin)},
       ${parameter(attempt.redirectUrl)}, ${parameter(attempt.forceRedirect)}, ${parameter(attempt.device)}, ${at},
       ${parameter(attempt.expiresAt)} from head`,
  }
}

const insertFree = sql(
  'checkout-insert-free',
  `insert into checkout_attempt (store_id, attempt_id, kind, token_digest, secret_digest, window_type, page_origin,
     redirect_url, force_redirect, device, created_at, expires_at)
   values ($1, $2, $12, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
)

/** The window of something that opens no payment yet; its row goes into the transaction that makes the thing. */
export async function insertFreeWindow(
  transaction: Database,
  kind: Exclude<WindowPurpose, 'PAYMENT'>,
  key: AttemptKey,
  attempt: NewAttempt,
  now: Date,
): Promise<void> {
  await transaction.query(insertFree, [
    key.storeId,
    key.attemptId,
    digest(attempt.token),
    digest(attempt.secret),
    attempt.windowType,
    attempt.pageOrigin,
    attempt.redirectUrl,
    attempt.forceRedirect,
    attempt.device,
    now,
    attempt.expiresAt,
    kind,
  ])
}

/** The attempt that a window token opens; undefined for every token that fits nothing. */
export async function findByToken(database: Database, token: string): Promise<CheckoutAttempt | undefined> {
  const attempt = await readAttempt(database, token)
  return attempt !== undefined && sameDigest(attempt.tokenDigest, digest(token)) ? attempt : undefined
}

/** The attempt whose preparing page knows the secret. */
export async function findBySecret(
  database: Database,
  attemptId: string,
  secret: string,
): Promise<CheckoutAttempt | undefined> {
  const attempt = await readAttempt(database, attemptId)
  return attempt !== undefined && sameDigest(attempt.secretDigest, digest(secret)) ? attempt : undefined
}

async function readAttempt(database: Database, text: string): Promise<CheckoutAttempt | undefined> {
  const key = readAttemptKey(text)
  if (key === undefined) return undefined
  const [row] = await database.query<CheckoutAttemptRow>(read, [key.storeId, key.attemptId])
  return row === undefined ? undefined : toCheckoutAttempt(row)
}

export function toCheckoutAttempt(row: CheckoutAttemptRow): CheckoutAttempt {
  return {
    storeId: row.store_id,
    attemptId: row.attempt_id,
    kind: row.kind,
    tokenDigest: row.token_digest,
    secretDigest: row.secret_digest,
    windowType: row.window_type,
    pageOrigin: row.page_origin,
    redirectUrl: row.redirect_url,
    forceRedirect: row.force_redirect,
    device: row.device,
    aliveAt: row.alive_at,
    begunAt: row.begun_at,
    expiresAt: row.expires_at,
    storeName: row.store_name,
  }
}

export async function noteAlive(database: Database, key: AttemptKey, now: Date): Promise<void> {
  await database.query(markAlive, [key.storeId, key.attemptId, now])
}

import { createHmac } from 'node:crypto'
import type { Clock } from '../foundation/clock.ts'
import { hour, minute } from '../foundation/clock.ts'
import { sql, type Database } from '../foundation/database.ts'
import { refuseCommon, refusals, type RefusalCatalogue } from '../foundation/refusal.ts'

export const idempotencyRefusals = {
  IDEMPOTENCY_OUTSTANDING_REQUEST: {
    httpStatus: 409,
    ko: '같은 멱등 키의 요청이 아직 처리 중입니다.',
    en: 'The first request with this Idempotency-Key is still running.',
    cure: 'Repeat it a little later with the same key.',
  },
} as const satisfies RefusalCatalogue

const refuse = refusals(idempotencyRefusals)

const claimKey = sql(
  'idempotency-claim',
  `insert into idempotency (merchant_id, idempotency_key, fingerprint, created_at, expires_at) values ($1, $2, $3, $4, $5)
   on conflict (merchant_id, idempotency_key) do update
     set fingerprint = excluded.fingerprint, response_status = null, response_body = null, created_at = excluded.created_at, expires_at = excluded.expires_at
     where idempotency.expires_at <= $4
   returning merchant_id`,
)
const readKey = sql(
  'idempotency-read',
  `select fingerprint, response_status, response_body from idempotency where merchant_id = $1 and idempotency_key = $2`,
)
const storeAnswer = sql(
  'idempotency-store',
  `update idempotency set response_status = $3, response_body = $4, expires_at = created_at + interval '3 hours' where merchant_id = $1 and idempotency_key = $2`,
)
const forgetKey = sql(
  'idempotency-forget',
  `delete from idempotency where merchant_id = $1 and idempotency_key = $2`,
)

/** An answer that is replayed verbatim, whatever it said. */
export interface StoredAnswer {
  readonly status: number
  readonly body: string
}

export const keepMs = 3 * hour
/** No request runs longer; after it a key whose owner crashed is free again. */
const runningMs = 2 * minute

/** `"9e1b…"` with or without quotes; 16–256 ASCII characters. Throws INVALID_REQUEST otherwise. */
export function readIdempotencyKey(header: string): string {
  const key =
    header.startsWith('"') && header.endsWith('"') && header.length > 1 ? header.slice(1, -1) : header
  if (!/^[\x21-\x7e]{16,256}$/.test(key))
    throw refuseCommon('INVALID_REQUEST', 'Idempotency-Key: 16–256 ASCII characters')
  return key
}

/** Keyed: a body may hold a card number, whose plain digest could be guessed from a copy of the table. */
export function fingerprint(key: Uint8Array, method: string, path: string, body: unknown): string {
  return createHmac('sha256', key)
    .update(`${method} ${path}\n${JSON.stringify(body ?? null)}`)
    .digest('hex')
}

/**
 * First use: claims the key, returns undefined and the caller must later `keepAnswer` or `forget`.
 * Repeat: returns the stored answer; 409 while the first runs; 400 for another request under the same key.
 */
export async function claim(
  deps: { readonly database: Database; readonly clock: Clock },
  merchantId: string,
  key: string,
  print: string,
): Promise<StoredAnswer | undefined> {
  const now = deps.clock.now()
  const claimed = await deps.database.query(claimKey, [
    merchantId,
    key,
    print,
    now,
    new Date(now.getTime() + runningMs),
  ])
  if (claimed.length > 0) return undefined
  const [row] = await deps.database.query<{
    fingerprint: string
    response_status: number | null
    response_body: string | null
  }>(readKey, [merchantId, key])
  if (row === undefined) return claim(deps, merchantId, key, print)
  if (row.fingerprint !== print)
    throw refuseCommon('INVALID_REQUEST', 'Idempotency-Key: already used for another request')
  if (row.response_status === null || row.response_body === null)
    throw refuse('IDEMPOTENCY_OUTSTANDING_REQUEST')
  return { status: row.response_status, body: row.response_body }
}

export async function keepAnswer(
  deps: { readonly database: Database },
  merchantId: string,
  key: string,
  answer: StoredAnswer,
): Promise<void> {
  await deps.database.query(storeAnswer, [merchantId, key, answer.status, answer.body])
}

/** After a 5xx of ours nothing is known; the next use of the key runs again. */
export async function forget(
  deps: { readonly database: Database },
  merchantId: string,
  key: string,
): Promise<void> {
  await deps.database.query(forgetKey, [merchantId, key])
}

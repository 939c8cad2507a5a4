import { decodeStoreId, encodeStoreId, isStoreId } from '../credential/api-secret.ts'
import type { Random } from '../foundation/random.ts'
import { decodeTransactionId, encodeTransactionId } from '../payment/transaction-id.ts'

/** Store and attempt, written into every id and token, so that one indexed read finds the row. */
export interface AttemptKey {
  readonly storeId: string
  readonly attemptId: string
}

const idLength = 22

/** The public attempt id: 44 URL-safe characters. It opens nothing by itself. */
export function publicAttemptId(key: AttemptKey): string {
  return encodeStoreId(key.storeId) + encodeTransactionId(key.attemptId)
}

/** A capability for this one attempt: where it is, and 32 random bytes. */
export function mintAttemptToken(random: Random, key: AttemptKey): string {
  return publicAttemptId(key) + random.token(32)
}

/** Reads where an id or token points; undefined for anything that cannot be one. */
export function readAttemptKey(text: string): AttemptKey | undefined {
  if (!/^[A-Za-z0-9_-]{44,120}$/.test(text)) return undefined
  const storeId = decodeStoreId(text.slice(0, idLength))
  return isStoreId(storeId)
    ? { storeId, attemptId: decodeTransactionId(text.slice(idLength, idLength * 2)) }
    : undefined
}

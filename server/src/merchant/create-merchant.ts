import type { Clock } from '../foundation/clock.ts'
import { sql, type Database } from '../foundation/database.ts'
import type { Random } from '../foundation/random.ts'

export interface CreatedMerchant {
  readonly merchantId: string
  readonly storeId: string
  readonly userId: string
}

/** Writes what other capabilities need for a new merchant, in the transaction that makes it. May run again after a serialization failure. */
export type OnMerchantCreated = (transaction: Database, created: CreatedMerchant) => Promise<void>

export interface MerchantDependencies {
  readonly database: Database
  readonly clock: Clock
  readonly random: Random
  readonly onMerchantCreated: OnMerchantCreated
}

/** Makes sure that a user belongs to a merchant. */
export type EnsureMerchant = (user: {
  readonly userId: string
  readonly email: string
  readonly merchantName?: string
}) => Promise<void>

const readMembership = sql(
  'merchant-read-membership',
  `select merchant_id from member where user_id = $1 limit 1`,
)
const insertMerchant = sql(
  'merchant-insert',
  `insert into merchant (merchant_id, name, created_at) values ($1, $2, $3) on conflict do nothing returning merchant_id`,
)
const insertOwner = sql(
  'merchant-insert-owner',
  `insert into member (merchant_id, user_id, role, created_at) values ($1, $2, 'OWNER', $3)`,
)
const insertStore = sql(
  'merchant-insert-store',
  `insert into store (store_id, merchant_id, name, is_representative, created_at) values ($1, $2, '대표 상점', true, $3)`,
)

/**
 * Merchant, Owner and representative store of a user, in one transaction, unless he is a member of something already.
 *
 * The user himself is made by the authentication library in a transaction of its own. A crash between
 * the two leaves a user without merchant; so this runs again at verification and at every sign-in. The merchant's id
 * comes from the user's, therefore two replicas that heal the same user at once cannot make two merchants.
 */
export function createEnsureMerchant(deps: MerchantDependencies): EnsureMerchant {
  // One at a time in this process: the hook may need a second connection while the transaction holds the first,
  // and a crowd of sign-ups that each hold one would wait for each other for ever.
  let queue: Promise<unknown> = Promise.resolve()

  return async (user) => {
    const memberships = await deps.database.query(readMembership, [user.userId])
    if (memberships.length > 0) return
    const turn = queue.then(() => createMerchant(deps, user))
    queue = turn.catch(() => undefined)
    await turn
  }
}

async function createMerchant(
  { database, clock, random, onMerchantCreated }: MerchantDependencies,
  { userId, email, merchantName }: Parameters<EnsureMerchant>[0],
): Promise<void> {
  await database.transaction(async (transaction) => {
    const merchantId = `merchant-${userId}`
    const storeId = `store-${random.uuid()}`
    const now = clock.now()
    const made = await transaction.query(insertMerchant, [
      merchantId,
      merchantName ?? merchantNameOf(email),
      now,
    ])
    if (made.length === 0) return
    await transaction.query(insertOwner, [merchantId, userId, now])
    await transaction.query(insertStore, [storeId, merchantId, now])
    await onMerchantCreated(transaction, { merchantId, storeId, userId })
  })
}

const publicMailHosts = new Set([
  'gmail.com',
  'naver.com',
  'daum.net',
  'hanmail.net',
  'kakao.com',
  'nate.com',
  'outlook.com',
  'hotmail.com',
  'live.com',
  'yahoo.com',
  'yahoo.co.kr',
  'icloud.com',
  'me.com',
  'proton.me',
])

/** A first name for the merchant: the company's part of the e-mail, or the person's where the host is everybody's. */
export function merchantNameOf(email: string): string {
  const at = email.lastIndexOf('@')
  const host = email.slice(at + 1).toLowerCase()
  const company = host.split('.')[0] ?? ''
  return company === '' || publicMailHosts.has(host) ? email.slice(0, at) : company
}

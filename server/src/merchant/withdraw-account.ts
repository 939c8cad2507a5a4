import { sql, type Database } from '../foundation/database.ts'
import type { WithdrawalView, WithdrawBody } from '../wire/console-account.ts'
import type { AccountDependencies } from './account-dependencies.ts'
import { refuseAccount } from './account-errors.ts'
import type { Language } from './account-mail.ts'
import type { ConsoleCaller } from './console-guard.ts'
import { rememberFormerEmail } from './former-email.ts'
import { lifetimes } from './lifetimes.ts'
import { reEnterPassword } from './re-enter-password.ts'
import { withdrawnMail } from './security-mail.ts'

export interface ClosingMerchant {
  readonly merchantId: string
  /** All of them, deleted ones too: what was begun in one may still run. */
  readonly storeIds: readonly string[]
}

/** What a withdrawal needs of the capabilities above this one. */
export interface WithdrawalHooks {
  count(
    database: Database,
    storeIds: readonly string[],
    now: Date,
  ): Promise<Pick<WithdrawalView, 'paymentsUnderWay' | 'awaitedDeposits'>>
  /** Ends secrets, channels, windows and messages, in the transaction of the withdrawal. */
  close(transaction: Database, closing: ClosingMerchant & { readonly now: Date }): Promise<void>
}

type Dependencies = Pick<
  AccountDependencies,
  | 'authentication'
  | 'database'
  | 'clock'
  | 'audit'
  | 'throttle'
  | 'notify'
  | 'keyedDigest'
  | 'withdrawal'
  | 'consoleOrigin'
>

const readCounts = sql(
  'withdrawal-read-counts',
  `select (select name from store where merchant_id = $1 and is_representative) as name,
     (select count(*) from store where merchant_id = $1 and deleted_at is null) as stores,
     (select count(*) from member where merchant_id = $1) as members`,
)
const readStores = sql('withdrawal-read-stores', `select store_id from store where merchant_id = $1`)
/** Two withdrawals at once, or one and a change of role: the second finds the row gone or closed. */
const lockMember = sql(
  'withdrawal-lock-member',
  `select x.role from merchant m join member x using (merchant_id)
   where m.merchant_id = $1 and x.user_id = $2 and m.withdrawn_at is null for update`,
)
const closeMerchant = sql(
  'withdrawal-close-merchant',
  `with closed as (update store set deleted_at = $2 where merchant_id = $1 and deleted_at is null)
   update merchant set withdrawn_at = $2 where merchant_id = $1`,
)
/** People named in a form and not in a payment: nothing asks to keep them. */
const forgetPeople = sql(
  'withdrawal-forget-people',
  `with contacts as (delete from emergency_contact where merchant_id = $1)
   update store set manager_name = '', manager_phone = '', manager_email = '' where merchant_id = $1`,
)
const removeMembers = sql(
  'withdrawal-remove-members',
  `delete from member where merchant_id = $1 and ($2::text is null or user_id = $2) returning user_id`,
)
/** An account that also works for another merchant lives on there. */
const removeUsers = sql(
  'withdrawal-remove-users',
  `delete from auth_user u where u.id = any($1::text[])
     and not exists (select 1 from member m where m.user_id = u.id) returning u.id, u.email`,
)
const removeKeys = sql(
  'withdrawal-remove-keys',
  `delete from store_data_key where store_id = any($1::text[])`,
)

/** What a withdrawal would take along, for the page that asks. */
export async function readWithdrawal(
  { database, clock, withdrawal }: Dependencies,
  caller: ConsoleCaller,
): Promise<WithdrawalView> {
  const isOwner = caller.role === 'OWNER'
  if (!isOwner) return { isOwner, confirmation: caller.email, ...nothing }
  const [row] = await database.query<{ name: string; stores: number; members: number }>(readCounts, [
    caller.merchantId,
  ])
  const storeIds = await storesOf(database, caller.merchantId)
  return {
    isOwner,
    confirmation: row?.name ?? '',
    storeCount: row?.stores ?? 0,
    memberCount: row?.members ?? 0,
    ...(await withdrawal.count(database, storeIds, clock.now())),
  }
}

const nothing = { storeCount: 0, memberCount: 1, paymentsUnderWay: 0, awaitedDeposits: 0 } as const

/**
 * 회원 탈퇴. The Owner's takes the whole merchant along: every store, account, secret, channel and waiting message
 * ends in one transaction; from its commit on every API call answers 401. Payments stay, as the law wants.
 * Anybody else removes his own account only.
 *
 * It waits for money: as long as a buyer is in a window or the PG has not answered, it is refused.
 *
 * @throws Refusal 422 WrongPasswordError, ConfirmationDiffersError, 409 PaymentsUnderWayError, 429
 */
export async function withdrawAccount(
  deps: Dependencies,
  caller: ConsoleCaller,
  body: WithdrawBody,
  language: Language,
): Promise<void> {
  const { database, clock, audit, keyedDigest, withdrawal, notify } = deps
  const view = await readWithdrawal(deps, caller)
  if (body.confirmation.trim() !== view.confirmation) {
    throw refuseAccount('ConfirmationDiffersError', undefined, { fields: ['confirmation'] })
  }
  await reEnterPassword(deps, caller, body.password)

  const removed = await database.transaction(async (transaction) => {
    const now = clock.now()
    const { merchantId, userId } = caller
    const [member] = await transaction.query<{ role: string }>(lockMember, [merchantId, userId])
    if (member === undefined || member.role !== caller.role) throw refuseAccount('ForbiddenError')
    if (view.isOwner) {
      const storeIds = await storesOf(transaction, merchantId)
      const { paymentsUnderWay } = await withdrawal.count(transaction, storeIds, now)
      if (paymentsUnderWay > 0) throw refuseAccount('PaymentsUnderWayError')
      await transaction.query(closeMerchant, [merchantId, now])
      await transaction.query(forgetPeople, [merchantId])
      await withdrawal.close(transaction, { merchantId, storeIds, now })
    }
    const members = await transaction.query<{ user_id: string }>(removeMembers, [
      merchantId,
      view.isOwner ? null : userId,
    ])
    const userIds = members.map((row) => row.user_id)
    const users = await transaction.query<{ id: string; email: string }>(removeUsers, [userIds])
    const blockedUntil = new Date(now.getTime() + lifetimes.withdrawnAddressMs)
    for (const { email } of users) {
      await rememberFormerEmail(transaction, keyedDigest, email, { now, blockedUntil })
    }
    await transaction.query(removeKeys, [users.map(({ id }) => `user-${id}`)])
    await audit.record(transaction, caller, {
      action: 'account.withdraw',
      target: view.isOwner ? merchantId : userId,
      before: { stores: view.storeCount, members: members.length },
    })
    return users
  })
  for (const { email } of removed)
    notify(email, withdrawnMail(language, deps.consoleOrigin, email === caller.email))
}

async function storesOf(database: Database, merchantId: string): Promise<string[]> {
  const rows = await database.query<{ store_id: string }>(readStores, [merchantId])
  return rows.map((row) => row.store_id)
}

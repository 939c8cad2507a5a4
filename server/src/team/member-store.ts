import { sql, type Database } from '../foundation/database.ts'
import type { Role } from '../wire/console.ts'
import { isRole } from '../merchant/permission.ts'

/** An account of a merchant: somebody who signs in, or who was invited to. */
export interface Member {
  readonly memberId: string
  readonly email: string
  readonly role: Role
  readonly storeId: string | undefined
  readonly storeName: string | undefined
  readonly memo: string
  readonly mayExport: boolean
  readonly rowVersion: number
  readonly createdAt: Date
  /** Until the link was followed. */
  readonly invitation: { readonly expiresAt: Date } | undefined
}

interface MemberRow {
  user_id: string
  email: string | null
  role: string
  store_id: string | null
  store_name: string | null
  memo: string
  may_export: boolean
  row_version: number
  created_at: Date
  invitation_expires_at: Date | null
}

const select = `
  select m.user_id, coalesce(u.email, m.invited_email) as email, m.role, m.store_id, s.name as store_name, m.memo,
    m.may_export, m.row_version, m.created_at, i.expires_at as invitation_expires_at
  from member m
  left join auth_user u on u.id = m.user_id
  left join member_invitation i on i.merchant_id = m.merchant_id and i.user_id = m.user_id and i.accepted_at is null
  left join store s on s.store_id = m.store_id`

const list = sql(
  'team-list-members',
  `${select} where m.merchant_id = $1 and ($2::text is null or m.store_id = $2) order by m.created_at, m.user_id`,
)
const read = sql('team-read-member', `${select} where m.merchant_id = $1 and m.user_id = $2`)
const lockMerchant = sql(
  'team-lock-merchant',
  `select name from merchant where merchant_id = $1 for no key update`,
)
const countRole = sql(
  'team-count-role',
  `select count(*)::integer as count from member where merchant_id = $1 and role = $2 and user_id <> $3`,
)
const insert = sql(
  'team-insert-member',
  `insert into member (merchant_id, user_id, role, store_id, memo, may_export, invited_email, created_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8)`,
)
const update = sql(
  'team-update-member',
  `update member set role = $4, store_id = $5, memo = $6, may_export = $7, row_version = row_version + 1
   where merchant_id = $1 and user_id = $2 and row_version = $3 returning user_id`,
)
const remove = sql('team-delete-member', `delete from member where merchant_id = $1 and user_id = $2`)
/** What was sealed for this user alone opens no more. */
const removeKey = sql('team-delete-user-key', `delete from store_data_key where store_id = 'user-' || $1`)
const removeUser = sql('team-delete-user', `delete from auth_user where id = $1`)
const readSubStore = sql(
  'team-read-sub-store',
  `select store_id from store where merchant_id = $1 and store_id = $2 and not is_representative and deleted_at is null
   for key share`,
)

/** All accounts of a merchant, or those of one store; oldest first. */
export async function listMemberRows(
  database: Database,
  merchantId: string,
  storeId: string | undefined,
): Promise<readonly Member[]> {
  return (await database.query<MemberRow>(list, [merchantId, storeId ?? null])).map(memberFromRow)
}

export async function readMemberRow(
  database: Database,
  merchantId: string,
  memberId: string,
): Promise<Member | undefined> {
  const [row] = await database.query<MemberRow>(read, [merchantId, memberId])
  return row === undefined ? undefined : memberFromRow(row)
}

/** Lets nobody else change the accounts of this merchant until the transaction ends: limits are counted under it. */
export async function lockTeam(
  transaction: Database,
  merchantId: string,
): Promise<{ readonly name: string }> {
  const [row] = await transaction.query<{ name: string }>(lockMerchant, [merchantId])
  if (row === undefined) throw new Error(`no merchant ${merchantId}`)
  return row
}

/** @param exceptMemberId the account whose role is about to change */
export async function countOthersOfRole(
  transaction: Database,
  merchantId: string,
  role: Role,
  exceptMemberId: string,
): Promise<number> {
  const [row] = await transaction.query<{ count: number }>(countRole, [merchantId, role, exceptMemberId])
  return row?.count ?? 0
}

export interface MemberValues {
  readonly role: Role
  readonly storeId: string | undefined
  readonly memo: string
  readonly mayExport: boolean
}

export async function insertInvitedMember(
  transaction: Database,
  member: MemberValues & {
    readonly merchantId: string
    readonly memberId: string
    readonly email: string
    readonly now: Date
  },
): Promise<void> {
  await transaction.query(insert, [
    member.merchantId,
    member.memberId,
    member.role,
    member.storeId ?? null,
    member.memo,
    member.mayExport,
    member.email,
    member.now,
  ])
}

/** False: the row has moved on since this version. */
export async function updateMemberRow(
  transaction: Database,
  key: { readonly merchantId: string; readonly memberId: string; readonly rowVersion: number },
  values: MemberValues,
): Promise<boolean> {
  const rows = await transaction.query(update, [
    key.merchantId,
    key.memberId,
    key.rowVersion,
    values.role,
    values.storeId ?? null,
    values.memo,
    values.mayExport,
  ])
  return rows.length === 1
}

/**
 * Takes the account away whole. His sessions, password and passkeys hang on the user's row and go with it, in the
 * same transaction: the next call of any of his browsers finds no session, on every replica.
 */
export async function deleteMemberRow(
  transaction: Database,
  merchantId: string,
  memberId: string,
): Promise<void> {
  await transaction.query(remove, [merchantId, memberId])
  await transaction.query(removeUser, [memberId])
  await transaction.query(removeKey, [memberId])
}

/** A living sub-store of this merchant; the representative store has no accounts of its own. */
export async function isSubStoreOf(
  transaction: Database,
  merchantId: string,
  storeId: string,
): Promise<boolean> {
  return (await transaction.query(readSubStore, [merchantId, storeId])).length === 1
}

function memberFromRow(row: MemberRow): Member {
  if (!isRole(row.role)) throw new Error(`unknown role ${row.role}`)
  return {
    memberId: row.user_id,
    email: row.email ?? '',
    role: row.role,
    storeId: row.store_id ?? undefined,
    storeName: row.store_name ?? undefined,
    memo: row.memo,
    mayExport: row.may_export,
    rowVersion: row.row_version,
    createdAt: row.created_at,
    invitation: row.invitation_expires_at === null ? undefined : { expiresAt: row.invitation_expires_at },
  }
}

import { isUniqueViolation, sql, type Database } from '../foundation/database.ts'

/** What the link of a mail leads to. */
export interface Invitation {
  readonly merchantId: string
  readonly merchantName: string
  readonly userId: string
  readonly email: string
  readonly role: string
  readonly storeName: string | null
  readonly tokenDigest: Buffer
  readonly expiresAt: Date
  readonly acceptedAt: Date | null
}

interface InvitationRow {
  merchant_id: string
  merchant_name: string
  user_id: string
  email: string
  role: string
  store_name: string | null
  token_digest: Buffer
  expires_at: Date
  accepted_at: Date | null
}

const put = sql(
  'team-put-invitation',
  `insert into member_invitation (merchant_id, user_id, token_digest, invited_by, sent_at, expires_at)
   values ($1, $2, $3, $4, $5, $6)
   on conflict (merchant_id, user_id) do update set token_digest = excluded.token_digest,
     invited_by = excluded.invited_by, sent_at = excluded.sent_at, expires_at = excluded.expires_at
   where member_invitation.accepted_at is null returning user_id`,
)
const read = sql(
  'team-read-invitation',
  `select i.merchant_id, c.name as merchant_name, i.user_id, m.invited_email as email, m.role, s.name as store_name,
     i.token_digest, i.expires_at, i.accepted_at
   from member_invitation i
   join member m on m.merchant_id = i.merchant_id and m.user_id = i.user_id
   join merchant c on c.merchant_id = i.merchant_id
   left join store s on s.store_id = m.store_id
   where i.user_id = $1`,
)
const accept = sql(
  'team-accept-invitation',
  `update member_invitation set accepted_at = $4
   where merchant_id = $1 and user_id = $2 and token_digest = $3 and accepted_at is null and expires_at > $4
   returning user_id`,
)
const readTaken = sql(
  'team-read-taken-email',
  `select 1 from auth_user where email = $2
   union all
   select 1 from member m where m.merchant_id = $1 and m.invited_email = $2
     and not exists (select 1 from auth_user u where u.id = m.user_id)`,
)
const insertUser = sql(
  'team-insert-user',
  `insert into auth_user (id, name, email, email_verified, created_at, updated_at) values ($1, $2, $3, true, $4, $4)`,
)
const insertPassword = sql(
  'team-insert-password',
  `insert into auth_account (id, user_id, account_id, provider_id, password, created_at, updated_at)
   values ($1, $2, $2, 'credential', $3, $4, $4)`,
)

/** The newest link; a former one stops working. False when the account has set its password already. */
export async function putInvitation(
  transaction: Database,
  invitation: {
    readonly merchantId: string
    readonly userId: string
    readonly tokenDigest: Buffer
    readonly invitedBy: string
    readonly sentAt: Date
    readonly expiresAt: Date
  },
): Promise<boolean> {
  const rows = await transaction.query(put, [
    invitation.merchantId,
    invitation.userId,
    invitation.tokenDigest,
    invitation.invitedBy,
    invitation.sentAt,
    invitation.expiresAt,
  ])
  return rows.length === 1
}

export async function readInvitation(database: Database, userId: string): Promise<Invitation | undefined> {
  const [row] = await database.query<InvitationRow>(read, [userId])
  if (row === undefined) return undefined
  return {
    merchantId: row.merchant_id,
    merchantName: row.merchant_name,
    userId: row.user_id,
    email: row.email,
    role: row.role,
    storeName: row.store_name,
    tokenDigest: row.token_digest,
    expiresAt: row.expires_at,
    acceptedAt: row.accepted_at,
  }
}

/** One statement decides between two clicks. False: used, expired or replaced meanwhile. */
export async function markAccepted(
  transaction: Database,
  { merchantId, userId, tokenDigest }: Invitation,
  now: Date,
): Promise<boolean> {
  return (await transaction.query(accept, [merchantId, userId, tokenDigest, now])).length === 1
}

/** Somebody signs in with this address, or it waits for an answer to an invitation of the same merchant. */
export async function isEmailTaken(database: Database, merchantId: string, email: string): Promise<boolean> {
  return (await database.query(readTaken, [merchantId, email])).length > 0
}

/**
 * Makes the user, verified: the link came by mail. In the columns of the authentication library, so that
 * user, password and membership appear in one transaction. False when the address has an account by now.
 */
export async function insertInvitedUser(
  transaction: Database,
  user: {
    readonly userId: string
    readonly accountId: string
    readonly email: string
    readonly passwordHash: string
    readonly now: Date
  },
): Promise<boolean> {
  const { userId, accountId, email, passwordHash, now } = user
  try {
    await transaction.query(insertUser, [userId, email.slice(0, email.lastIndexOf('@')), email, now])
  } catch (error) {
    if (isUniqueViolation(error, 'auth_user_email')) return false
    throw error
  }
  await transaction.query(insertPassword, [accountId, userId, passwordHash, now])
  return true
}

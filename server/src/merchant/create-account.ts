import { sql } from '../foundation/database.ts'
import type { AccountDependencies } from './account-dependencies.ts'

export interface CreatedAccount {
  readonly userId: string
  readonly merchantId: string
  readonly storeId: string
}

const readOwn = sql(
  'account-read-representative',
  `select m.merchant_id, s.store_id from member m
   join store s on s.merchant_id = m.merchant_id and s.is_representative
   where m.user_id = $1 order by m.created_at limit 1`,
)

/**
 * Makes a verified account with its merchant, without any mail: for the demonstration merchant and for seeds.
 * Called again with the same e-mail it changes nothing and returns the same ids.
 */
export async function createAccount(
  {
    authentication,
    ensureMerchant,
    database,
  }: Pick<AccountDependencies, 'authentication' | 'ensureMerchant' | 'database'>,
  {
    email,
    password,
    merchantName,
  }: {
    readonly email: string
    readonly password: string
    readonly verified: true
    readonly merchantName: string
  },
): Promise<CreatedAccount> {
  const person = await authentication.registerVerified({ email, password })
  await ensureMerchant({ ...person, merchantName })
  const [row] = await database.query<{ merchant_id: string; store_id: string }>(readOwn, [person.userId])
  if (row === undefined) throw new Error(`no representative store for ${email}`)
  return { userId: person.userId, merchantId: row.merchant_id, storeId: row.store_id }
}

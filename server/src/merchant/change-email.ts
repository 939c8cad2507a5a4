import { isUniqueViolation, sql, type Database } from '../foundation/database.ts'
import { digest } from '../foundation/secret.ts'
import type { ChangedEmail, ChangeEmailBody } from '../wire/console-account.ts'
import type { AccountDependencies } from './account-dependencies.ts'
import { refuseAccount } from './account-errors.ts'
import type { Language } from './account-mail.ts'
import type { ConsoleCaller } from './console-guard.ts'
import { historyOfEmail, rememberFormerEmail } from './former-email.ts'
import { forgetWaysIn } from './forget-ways-in.ts'
import { lifetimes } from './lifetimes.ts'
import { reEnterPassword } from './re-enter-password.ts'
import { emailChangedMail, emailChangeMail, emailChangeNoticeMail } from './security-mail.ts'
import { mailPerDay, mailPerMinute } from './throttle.ts'
import { takeOrRefuse } from './throttle-refusal.ts'

type Dependencies = Pick<
  AccountDependencies,
  | 'authentication'
  | 'database'
  | 'clock'
  | 'random'
  | 'audit'
  | 'throttle'
  | 'notify'
  | 'keyedDigest'
  | 'consoleOrigin'
>

const tokenBytes = 32
const isTaken = sql('email-change-is-taken', `select 1 from auth_user where email = $1`)
const book = sql(
  'email-change-book',
  `insert into auth_email_change (user_id, new_email, token_digest, expires_at) values ($1, $2, $3, $4)
   on conflict (user_id) do update set
     new_email = excluded.new_email, token_digest = excluded.token_digest, expires_at = excluded.expires_at`,
)
const drop = sql('email-change-drop', `delete from auth_email_change where user_id = $1`)
/** Member and old address come along, for audit and notice. */
const take = sql(
  'email-change-take',
  `with taken as (delete from auth_email_change where token_digest = $1 and expires_at > $2 returning user_id, new_email)
   select t.user_id, t.new_email, u.email, m.merchant_id from taken t join auth_user u on u.id = t.user_id
   left join member m on m.user_id = t.user_id order by m.created_at limit 1`,
)
const update = sql(
  'email-change-update',
  `update auth_user set email = $2, email_verified = true, updated_at = $3 where id = $1`,
)

/**
 * Asks for another address. It becomes the login when the link in the mail to it is opened, not before;
 * the old address is told at once, so that its owner can act.
 *
 * @throws Refusal 422 WrongPasswordError, EmailUsedBeforeError (taken now or ever before), 429
 */
export async function requestEmailChange(
  deps: Dependencies,
  caller: ConsoleCaller,
  { email, password }: ChangeEmailBody,
  language: Language,
): Promise<void> {
  const { database, clock, random, throttle, notify } = deps
  await reEnterPassword(deps, caller, password)
  await refuseUsedEmail(deps, database, email)
  await takeOrRefuse(throttle, mailPerMinute, ['change-email', email])
  await takeOrRefuse(throttle, mailPerDay, ['change-email', email])
  await takeOrRefuse(throttle, mailPerDay, ['change-email-of', caller.userId])
  const token = random.token(tokenBytes)
  const expiresAt = new Date(clock.now().getTime() + lifetimes.emailChangeLinkMs)

  await database.transaction(async (transaction) => {
    await transaction.query(book, [caller.userId, email, digest(token), expiresAt])
    await deps.audit.record(transaction, caller, {
      action: 'email.request-change',
      target: caller.userId,
      before: { email: caller.email },
      after: { email },
    })
  })
  notify(email, emailChangeMail(language, `${deps.consoleOrigin}/auth/change-email?token=${token}`))
  notify(caller.email, emailChangeNoticeMail(language, deps.consoleOrigin, email))
}

/** Drops a change that waits for its link. */
export async function dropEmailChange({ database }: Dependencies, caller: ConsoleCaller): Promise<void> {
  await database.query(drop, [caller.userId])
}

/**
 * The link of the mail to the new address: from now on it is the login. Sessions go on; links that went to the old
 * address die.
 *
 * @throws Refusal 410 LinkExpiredError, 422 EmailUsedBeforeError when somebody else took the address meanwhile
 */
export async function confirmEmailChange(
  deps: Dependencies,
  token: string,
  { address, language }: { readonly address: string; readonly language: Language },
): Promise<ChangedEmail> {
  const { database, clock, audit, keyedDigest } = deps
  const changed = await database
    .transaction(async (transaction) => {
      const now = clock.now()
      const [change] = await transaction.query<ChangeRow>(take, [digest(token), now])
      if (change === undefined) throw refuseAccount('LinkExpiredError')
      const { user_id: userId, email: before, new_email: after, merchant_id: merchantId } = change
      await refuseUsedEmail(deps, transaction, after)
      await transaction.query(update, [userId, after, now])
      await rememberFormerEmail(transaction, keyedDigest, before, { now, blockedUntil: null })
      await forgetWaysIn(transaction, userId)
      if (merchantId !== null) {
        await audit.record(
          transaction,
          { merchantId, userId, email: before, address },
          { action: 'email.change', target: userId, before: { email: before }, after: { email: after } },
        )
      }
      return { before, after }
    })
    .catch((error: unknown) => {
      if (isUniqueViolation(error, 'auth_user_email')) throw takenEmail()
      throw error
    })
  deps.notify(changed.before, emailChangedMail(language, deps.consoleOrigin, changed.after))
  return { email: changed.after }
}

interface ChangeRow {
  user_id: string
  new_email: string
  email: string
  merchant_id: string | null
}

async function refuseUsedEmail(
  { keyedDigest, clock }: Dependencies,
  database: Database,
  email: string,
): Promise<void> {
  const [taken] = await database.query(isTaken, [email])
  const history = await historyOfEmail(database, keyedDigest, email, clock.now())
  if (taken !== undefined || history !== 'never') throw takenEmail()
}

function takenEmail() {
  return refuseAccount('EmailUsedBeforeError', undefined, { fields: ['email'] })
}

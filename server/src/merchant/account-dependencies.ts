import type { Config } from '../config.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import { createBackground, type Background } from '../foundation/background.ts'
import type { Clock } from '../foundation/clock.ts'
import type { DatabasePool } from '../foundation/database.ts'
import type { Logger } from '../foundation/log.ts'
import type { DevelopmentMailbox } from '../foundation/mail/development-mailbox.ts'
import type { Mailer } from '../foundation/mail/mail.ts'
import { openMail } from '../foundation/mail/open-mail.ts'
import type { Random } from '../foundation/random.ts'
import type { Vault } from '../foundation/sealing.ts'
import { passwordResetMail, verificationMail, type AccountMail } from './account-mail.ts'
import { createAuthentication, type AccountLink, type Authentication } from './authentication.ts'
import { createEnsureMerchant, type EnsureMerchant, type OnMerchantCreated } from './create-merchant.ts'
import { createKeyedDigest, type KeyedDigest } from './keyed-digest.ts'
import { consoleOrigins } from './same-origin.ts'
import { createThrottle, mailPerDay, mailPerMinute, type Throttle } from './throttle.ts'
import type { WithdrawalHooks } from './withdraw-account.ts'

/** What the use cases of accounts work with. */
export interface AccountDependencies {
  readonly database: DatabasePool
  readonly authentication: Authentication
  readonly throttle: Throttle
  readonly ensureMerchant: EnsureMerchant
  readonly background: Background
  readonly clock: Clock
  readonly random: Random
  readonly vault: Vault
  readonly audit: AuditLog
  readonly keyedDigest: KeyedDigest
  /** Sends a mail in the background. A dead mail server fails nothing that has happened already. */
  readonly notify: (email: string, mail: AccountMail) => void
  /** The configured public origin; links lead there. */
  readonly consoleOrigin: string
  /** Who we are to authenticators: a passkey works for this name only, and from pages of these origins. */
  readonly relyingParty: { readonly id: string; readonly origins: ReadonlySet<string> }
  readonly withdrawal: WithdrawalHooks
  readonly mailer: Mailer
  /** Undefined where mails really leave. */
  readonly mailbox: DevelopmentMailbox | undefined
  /** Waits for mails under way. Part of a clean stop. */
  close(): Promise<void>
}

/**
 * Wires accounts together.
 *
 * @throws ConfigError in production mode without `SMTP_URL`
 */
export function openAccounts(
  config: Pick<Config, 'mode' | 'origins' | 'authSecret' | 'smtpUrl' | 'mailFrom'>,
  parts: {
    readonly database: DatabasePool
    readonly clock: Clock
    readonly random: Random
    readonly log: Logger
    readonly vault: Vault
    readonly audit: AuditLog
    readonly onMerchantCreated: OnMerchantCreated
    readonly withdrawal: WithdrawalHooks
  },
): AccountDependencies {
  const { database, log, clock, random, vault, audit, withdrawal } = parts
  const consoleUrl = new URL(config.origins.console)
  const { mailer, mailbox } = openMail(config, parts)
  const background = createBackground(log)
  const throttle = createThrottle(parts)

  async function sendLink({ kind, email, url, language }: AccountLink): Promise<void> {
    const subject = [kind, email]
    if (!(await throttle.take(mailPerMinute, subject)).allowed) return
    if (!(await throttle.take(mailPerDay, subject)).allowed) return
    const mail = kind === 'verify-email' ? verificationMail(language, url) : passwordResetMail(language, url)
    await mailer.send({ to: email, ...mail })
  }

  return {
    database,
    throttle,
    background,
    mailer,
    mailbox,
    clock,
    random,
    vault,
    audit,
    withdrawal,
    keyedDigest: createKeyedDigest(config.authSecret),
    consoleOrigin: consoleUrl.origin,
    relyingParty: { id: consoleUrl.hostname, origins: consoleOrigins(config) },
    notify: (email, mail) =>
      background.start('the notice by mail', () => mailer.send({ to: email, ...mail })),
    ensureMerchant: createEnsureMerchant(parts),
    authentication: createAuthentication({
      ...parts,
      secret: config.authSecret,
      consoleOrigin: consoleUrl.origin,
      sendLink: (link) => background.start(`the ${link.kind} mail`, () => sendLink(link)),
    }),
    async close() {
      await background.settled()
      mailer.close()
    },
  }
}

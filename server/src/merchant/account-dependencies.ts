import type { Config } from '../config.ts'
import type { AuditLog } from '../audit/audit-log.ts'
import { createBackground, type Background } from '../foundation/background.ts'
import type { Clock } from '../foundation/clock.ts'
import type { DatabasePool } from '../foundation/database.ts'
import type { Logger } from '../foundation/log.ts'
import type { DevelopmentMailbox } from '../foundation/mail/development-mailbox.ts'
import { openMail } from '../foundation/mail/open-mail.ts'
import type { Random } from '../foundation/random.ts'
import { passwordResetMail, verificationMail } from './account-mail.ts'
import { createAuthentication, type AccountLink, type Authentication } from './authentication.ts'
import { createEnsureMerchant, type EnsureMerchant, type OnMerchantCreated } from './create-merchant.ts'
import { createThrottle, mailPerDay, mailPerMinute, type Throttle } from './throttle.ts'

/** What the use cases of accounts work with. */
export interface AccountDependencies {
  readonly database: DatabasePool
  readonly authentication: Authentication
  readonly throttle: Throttle
  readonly audit: AuditLog
  readonly ensureMerchant: EnsureMerchant
  readonly background: Background
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
    readonly audit: AuditLog
    readonly onMerchantCreated: OnMerchantCreated
  },
): AccountDependencies {
  const { database, log } = parts
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
    audit: parts.audit,
    mailbox,
    ensureMerchant: createEnsureMerchant(parts),
    authentication: createAuthentication({
      ...parts,
      secret: config.authSecret,
      consoleOrigin: new URL(config.origins.console).origin,
      sendLink: (link) => background.start(`the ${link.kind} mail`, () => sendLink(link)),
    }),
    async close() {
      await background.settled()
      mailer.close()
    },
  }
}

import { ConfigError, type Config } from '../../config.ts'
import type { Clock } from '../clock.ts'
import type { Database } from '../database.ts'
import type { Random } from '../random.ts'
import { createDevelopmentMailbox, type DevelopmentMailbox } from './development-mailbox.ts'
import type { Mailer } from './mail.ts'
import { createSmtpMailer } from './smtp-mailer.ts'

export interface OpenedMail {
  readonly mailer: Mailer
  /** There only when no SMTP server is configured, which production mode refuses. */
  readonly mailbox: DevelopmentMailbox | undefined
}

/**
 * SMTP when `SMTP_URL` is set, else the development mailbox.
 *
 * @throws ConfigError in production mode without `SMTP_URL`: a mailbox that anybody can read must never hold real links
 */
export function openMail(
  config: Pick<Config, 'mode' | 'smtpUrl' | 'mailFrom'>,
  deps: { readonly database: Database; readonly clock: Clock; readonly random: Random },
): OpenedMail {
  if (config.smtpUrl !== undefined && config.smtpUrl !== '') {
    return { mailer: createSmtpMailer(checkUrl(config.smtpUrl), config.mailFrom), mailbox: undefined }
  }
  if (config.mode === 'production') {
    throw new ConfigError(
      'SMTP_URL이 없습니다. 운영 모드에는 메일 서버가 필요합니다(예: smtps://user:password@mail.example.com). / SMTP_URL is not set: production needs a mail server (for example smtps://user:password@mail.example.com).',
    )
  }
  const mailbox = createDevelopmentMailbox(deps)
  return { mailer: mailbox, mailbox }
}

function checkUrl(text: string): string {
  if (URL.canParse(text) && ['smtp:', 'smtps:'].includes(new URL(text).protocol)) return text
  // The address may carry a password, so it is not repeated.
  throw new ConfigError(
    'SMTP_URL은 smtp:// 또는 smtps:// 주소여야 합니다. / SMTP_URL must be an smtp:// or smtps:// address.',
  )
}

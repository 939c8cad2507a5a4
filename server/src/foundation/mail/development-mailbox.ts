import type { Clock } from '../clock.ts'
import { sql, type Database } from '../database.ts'
import type { Random } from '../random.ts'
import type { Mail, Mailer } from './mail.ts'

/** A mail that nobody sent: it waits for the developer at `/dev/mailbox`. */
export interface KeptMail extends Mail {
  readonly id: string
  readonly at: Date
}

/** Takes the place of SMTP in development. Rows, so that every replica and the next start see them. */
export interface DevelopmentMailbox extends Mailer {
  /** Newest first, at most 100; only those to `to` when it is given. */
  list(to?: string): Promise<readonly KeptMail[]>
}

const keep = sql(
  'mailbox-keep',
  `insert into development_mail (mail_id, recipient, subject, text_body, html_body, sent_at)
   values ($1, $2, $3, $4, $5, $6)`,
)
const list = sql(
  'mailbox-list',
  `select mail_id, recipient, subject, text_body, html_body, sent_at from development_mail
   where $1::text is null or recipient = $1 order by mail_id desc limit 100`,
)

interface Row {
  mail_id: string
  recipient: string
  subject: string
  text_body: string
  html_body: string
  sent_at: Date
}

export function createDevelopmentMailbox({
  database,
  clock,
  random,
}: {
  database: Database
  clock: Clock
  random: Random
}): DevelopmentMailbox {
  return {
    async send(mail) {
      await database.query(keep, [random.id(), mail.to, mail.subject, mail.text, mail.html, clock.now()])
    },
    async list(to) {
      const rows = await database.query<Row>(list, [to ?? null])
      return rows.map((row) => ({
        id: row.mail_id,
        to: row.recipient,
        subject: row.subject,
        text: row.text_body,
        html: row.html_body,
        at: row.sent_at,
      }))
    },
    close: () => undefined,
  }
}

import { createTransport } from 'nodemailer'
import type { Mailer } from './mail.ts'

const connectTimeoutMs = 10_000
const silenceTimeoutMs = 30_000

/**
 * Sends over SMTP.
 *
 * @param url `smtp://user:password@host:587` or `smtps://…`; options of nodemailer may follow as a query
 * @param from `Name <address>`
 */
export function createSmtpMailer(url: string, from: string): Mailer {
  const transport = createTransport({
    url,
    connectionTimeout: connectTimeoutMs,
    greetingTimeout: connectTimeoutMs,
    socketTimeout: silenceTimeoutMs,
    // A mail is made of our own text only; nothing in it may make the mailer read files or addresses.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    async send(mail) {
      await transport.sendMail({
        from,
        to: { name: '', address: mail.to },
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
      })
    },
    close: () => transport.close(),
  }
}

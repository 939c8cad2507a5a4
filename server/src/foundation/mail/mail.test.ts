import { simpleParser, type ParsedMail } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ConfigError } from '../../config.ts'
import { systemClock } from '../clock.ts'
import type { Database } from '../database.ts'
import { systemRandom } from '../random.ts'
import { renderOneButton } from './one-button-mail.ts'
import { openMail } from './open-mail.ts'

const received: ParsedMail[] = []
const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData(stream, _session, done) {
    simpleParser(stream).then((mail) => {
      received.push(mail)
      done()
    }, done)
  },
})
let port = 0

beforeAll(async () => {
  const listening = await new Promise<ReturnType<typeof server.listen>>((resolve) => {
    const tcp = server.listen(0, '127.0.0.1', () => resolve(tcp))
  })
  const address = listening.address()
  if (typeof address === 'object' && address !== null) port = address.port
})
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())))

const noDatabase: Database = {
  query: () => Promise.reject(new Error('no database here')),
  transaction: () => Promise.reject(new Error('no database here')),
}
const deps = { database: noDatabase, clock: systemClock, random: systemRandom }

test('a Korean mail arrives over real SMTP letter for letter, as text and as HTML', async () => {
  const { mailer } = openMail(
    { mode: 'production', smtpUrl: `smtp://127.0.0.1:${port}`, mailFrom: '나루 <no-reply@naru.test>' },
    deps,
  )
  const mail = renderOneButton({
    language: 'ko',
    subject: '회원가입 이메일 인증 안내',
    heading: '회원가입 이메일 인증 안내',
    paragraphs: ['똠방각하 & <친구들>'],
    button: { label: '이메일 인증하기', url: 'https://console.naru.test/auth/verify-email?token=a.b&x="' },
    notes: ['스팸 메일함을 확인해 주세요.'],
  })

  await mailer.send({ to: 'merchant@naru.test', ...mail })
  mailer.close()

  const [arrived] = received
  expect(arrived?.subject).toBe('회원가입 이메일 인증 안내')
  expect(arrived?.from?.value).toEqual([{ name: '나루', address: 'no-reply@naru.test' }])
  expect(arrived?.to).toMatchObject({ value: [{ address: 'merchant@naru.test' }] })
  expect(arrived?.text).toContain('똠방각하 & <친구들>')
  expect(arrived?.text).toContain('https://console.naru.test/auth/verify-email?token=a.b&x="')
  expect(arrived?.html).toContain('&#60;친구들&#62;')
  expect(arrived?.html).not.toContain('<친구들>')
  expect(String(arrived?.html).match(/<a /g)).toHaveLength(1)
})

test('production mode without a mail server does not start', () => {
  const open = () => openMail({ mode: 'production', smtpUrl: undefined, mailFrom: 'x' }, deps)

  expect(open).toThrow(ConfigError)
  expect(open).toThrow(/SMTP_URL is not set: production needs a mail server/)
})

test('a mistyped mail server address is refused without repeating its password', () => {
  const open = () =>
    openMail({ mode: 'development', smtpUrl: 'http://me:canary@mail.test', mailFrom: 'x' }, deps)

  expect(open).toThrow(/SMTP_URL must be/)
  expect(open).not.toThrow(/canary/)
})

test('development without a mail server keeps mails in the mailbox', () => {
  const { mailer, mailbox } = openMail({ mode: 'development', smtpUrl: undefined, mailFrom: 'x' }, deps)

  expect(mailbox).toBe(mailer)
})

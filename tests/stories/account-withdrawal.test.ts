import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, inject, test, vi } from 'vitest'
import { removeLicenceFileHandler } from '@naru/server/application/forget-application'
import { licenceKey } from '@naru/server/application/licence-file'
import { createFileStore } from '@naru/server/foundation/file-store'
import { authenticate } from '@naru/server/credential/authenticate'
import { issueApiSecret } from '@naru/server/credential/issue-api-secret'
import { logIn } from '@naru/server/credential/log-in'
import { issueV1Token } from '@naru/server/credential/issue-v1-token'
import { readV1Credential } from '@naru/server/credential/read-v1-credential'
import { systemClock } from '@naru/server/foundation/clock'
import { sql } from '@naru/server/foundation/database'
import { bookWork, createDueWorker } from '@naru/server/foundation/due-work'
import { createWebhookHandlers } from '@naru/server/webhook/announce-webhook'
import { announceKind } from '@naru/server/webhook/announcement'
import { createWebhookSender } from '@naru/server/webhook/send-message'
import { openAccountWorld, type AccountWorld, type Answer, type Browser } from './account-world.ts'
import { openReceiver } from './webhook-world.ts'

// Goal: who withdraws leaves nothing that still works, loses no money on the way, and takes nobody else along.
const password = 'Quiet-River-7731'
const dayMs = 24 * 60 * 60_000
let world: AccountWorld
let people = 0
const newEmail = () => `leaver${(people += 1)}@acme.test`

beforeAll(async () => {
  world = await openAccountWorld(inject('adminDatabaseUrl'))
})
afterAll(() => world.close())
afterEach(() => {
  vi.useRealTimers()
})

const rows = <Row extends object>(text: string, values: readonly unknown[] = []) =>
  world.database.query<Row>(sql('', text), values)
const typeOf = (answer: Answer) => `${answer.status} ${String(answer.json['type'])}`

/** A merchant with a live secret, seen from its Owner. */
async function merchant() {
  const email = newEmail()
  const owner = await world.member(email, password)
  const me = (await owner.call('GET', '/me')).json as {
    merchant: { merchantId: string }
    stores: { storeId: string }[]
  }
  const { merchantId } = me.merchant
  const storeId = me.stores[0]?.storeId ?? ''
  const issued = await issueApiSecret(world, { merchantId, storeId, name: '서버', userId: 'u' })
  return { email, owner, merchantId, storeId, secret: issued.secret.open() }
}
/** Another account of the same merchant. */
async function colleague(merchantId: string, role: string) {
  const email = newEmail()
  const person = await world.member(email, password)
  await rows(`delete from member where user_id = (select id from auth_user where email = $1)`, [email])
  await rows(
    `insert into member (merchant_id, user_id, role, created_at) select $1, id, $3, now() from auth_user where email = $2`,
    [merchantId, email, role],
  )
  return { email, person }
}
const withdraw = (from: Browser, confirmation = '대표 상점', typed = password) =>
  from.call('POST', '/account/withdrawal', { password: typed, confirmation })

async function insertAttempt(storeId: string, phase: string, status = 'READY'): Promise<string> {
  const paymentId = `order-${crypto.randomUUID()}`
  const [names] = await rows<{ columns: string; values: string }>(
    `select string_agg(quote_ident(column_name), ',') as columns,
       string_agg(case when data_type in ('text') then '''x''' when data_type = 'jsonb' then '''{}''' when data_type = 'boolean' then 'false'
         when data_type like 'timestamp%' then 'now()' else '0' end, ',') as values
     from information_schema.columns where table_name = 'payment' and is_nullable = 'NO' and column_default is null
       and column_name not in ('store_id', 'payment_id', 'status')`,
  )
  await rows(
    `insert into payment (store_id, payment_id, status, ${names?.columns}) values ($1, $2, $3, ${names?.values})`,
    [storeId, paymentId, status],
  )
  await rows(
    `insert into payment_transaction (store_id, transaction_id, payment_id, phase, status, row_version, data, created_at, updated_at)
     values ($1, $2, $2, $3, $4, 1, '{}', now(), now())`,
    [storeId, paymentId, phase, status],
  )
  return paymentId
}

test('the Owner’s withdrawal takes password and the name of the store, and tells what goes along', async () => {
  const { owner, merchantId } = await merchant()
  await colleague(merchantId, 'MANAGER')

  expect((await owner.call('GET', '/account/withdrawal')).json).toEqual({
    isOwner: true,
    confirmation: '대표 상점',
    storeCount: 1,
    memberCount: 2,
    paymentsUnderWay: 0,
    awaitedDeposits: 0,
  })
  expect(typeOf(await withdraw(owner, '다른 상점'))).toBe('422 ConfirmationDiffersError')
  expect(typeOf(await withdraw(owner, '대표 상점', 'Wrong-Guess-1'))).toBe('422 WrongPasswordError')
  expect((await owner.call('GET', '/me')).status).toBe(200)
})

test('from the withdrawal on every secret, token, session and account of the merchant is dead, and the payments are still there', async () => {
  const { email, owner, merchantId, storeId, secret } = await merchant()
  const { email: second, person } = await colleague(merchantId, 'ADMIN')
  const paid = await insertAttempt(storeId, 'DONE', 'PAID')
  const { accessToken } = await logIn(world, secret)
  const v1 = await readV1Credential(world, merchantId)
  const restKeys = { restKey: v1?.restKey ?? '', restSecret: v1?.restSecret.open() ?? '' }
  expect((await issueV1Token(world, restKeys))?.merchantId).toBe(merchantId)
  const call = (text: string) => authenticate(world, text)
  expect(await call(`PortOne ${secret}`)).toMatchObject({ merchantId })
  expect(await call(`Bearer ${accessToken}`)).toMatchObject({ merchantId })

  await rows(
    `insert into emergency_contact values ($1, 'c', '홍길동', '01012345678', 'hong@acme.test', now())`,
    [merchantId],
  )

  await rows(
    `insert into business_info values ($1, $2, 'sealed', '나루상사', '1234567891', 1, now(), now(), 'u')`,
    [merchantId, storeId],
  )
  await rows(
    `insert into business_licence values ($1, 'file-1', '등록증.pdf', 'application/pdf', 9, now(), 'u')`,
    [merchantId],
  )
  const files = createFileStore({ kind: 'folder', folder: await mkdtemp(join(tmpdir(), 'naru-files-')) })
  await files.write(licenceKey(merchantId, 'file-1'), 'sealed')

  expect((await withdraw(owner)).status).toBe(200)

  expect(await rows(`select 1 from emergency_contact where merchant_id = $1`, [merchantId])).toEqual([])
  for (const table of ['business_info', 'business_licence'])
    expect(await rows(`select 1 from ${table} where merchant_id = $1`, [merchantId])).toEqual([])
  const worker = { ...world, clock: systemClock, replicaName: 'files' }
  await createDueWorker(worker, [removeLicenceFileHandler({ files })]).drain()
  expect(await files.read(licenceKey(merchantId, 'file-1'))).toBeUndefined()
  for (const credential of [`PortOne ${secret}`, `Bearer ${accessToken}`]) {
    await expect(call(credential)).rejects.toMatchObject({ type: 'UNAUTHORIZED' })
  }
  await expect(logIn(world, secret)).rejects.toMatchObject({ entry: { httpStatus: 401 } })
  expect(await issueV1Token(world, restKeys)).toBeUndefined()
  expect((await owner.call('GET', '/me')).status).toBe(401)
  expect((await person.call('GET', '/me')).status).toBe(401)
  for (const address of [email, second]) {
    const answer = await world.browser().call('POST', '/sign-in', { email: address, password })
    expect(typeOf(answer)).toBe('401 InvalidCredentialsError')
    expect((await world.mailsTo(address))[0]?.subject).toBe('회원 탈퇴가 완료되었습니다')
  }
  expect(await rows(`select 1 from member where merchant_id = $1`, [merchantId])).toEqual([])
  expect(
    await rows(`select 1 from store where merchant_id = $1 and deleted_at is null`, [merchantId]),
  ).toEqual([])
  expect(await rows(`select status from payment where payment_id = $1`, [paid])).toEqual([{ status: 'PAID' }])
  expect(
    await rows(`select action from audit_entry where merchant_id = $1 order by sequence desc limit 1`, [
      merchantId,
    ]),
  ).toEqual([{ action: 'account.withdraw' }])
})

test('an address that withdrew waits 30 days, and its new account has nothing of the old one', async () => {
  const { email, owner, merchantId } = await merchant()
  await withdraw(owner)

  const early = await world.signUp(email, password)
  expect(typeOf(early)).toBe('422 EmailAlreadyExistsError')
  expect(JSON.stringify(early.json['fields'])).toContain('30일')
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 30 * dayMs + 1_000 })
  const again = await world.member(email, password)
  const me = await again.call('GET', '/me')
  expect(me.status).toBe(200)
  expect(me.json['merchant']).not.toMatchObject({ merchantId })
})

test('somebody else’s withdrawal removes his own account and nothing of the merchant', async () => {
  const { owner, merchantId, secret } = await merchant()
  const { email, person } = await colleague(merchantId, 'ADMIN')
  expect((await person.call('GET', '/account/withdrawal')).json).toMatchObject({
    isOwner: false,
    confirmation: email,
  })
  expect(typeOf(await withdraw(person, '대표 상점'))).toBe('422 ConfirmationDiffersError')

  expect((await withdraw(person, email)).status).toBe(200)

  expect((await person.call('GET', '/me')).status).toBe(401)
  expect((await owner.call('GET', '/me')).status).toBe(200)
  expect(await authenticate(world, `PortOne ${secret}`)).toMatchObject({ merchantId })
})

test.each(['CONFIRMING', 'UNKNOWN'])('a withdrawal waits while money is %s', async (phase) => {
  const { owner, storeId, secret } = await merchant()
  const paymentId = await insertAttempt(storeId, phase)
  expect((await owner.call('GET', '/account/withdrawal')).json).toMatchObject({ paymentsUnderWay: 1 })

  expect(typeOf(await withdraw(owner))).toBe('409 PaymentsUnderWayError')
  expect(await authenticate(world, `PortOne ${secret}`)).toBeDefined()

  await rows(`update payment_transaction set phase = 'DONE' where transaction_id = $1`, [paymentId])
  expect((await withdraw(owner)).status).toBe(200)
})

test('a withdrawal waits for a buyer who is at the PG, and closes windows that nobody has entered', async () => {
  const { owner, storeId } = await merchant()
  const [entered, prepared] = [await insertAttempt(storeId, 'OPEN'), await insertAttempt(storeId, 'OPEN')]
  const open = (attemptId: string, begunAt: Date | null) =>
    rows(
      `insert into checkout_attempt (store_id, attempt_id, kind, token_digest, secret_digest, window_type, force_redirect, device, begun_at, created_at, expires_at)
       values ($1, $2, 'PAYMENT', '\\x00', '\\x00', 'POPUP', false, 'PC', $3, now(), now() + interval '30 minutes')`,
      [storeId, attemptId, begunAt],
    )
  await open(entered, new Date())
  await open(prepared, null)
  expect(typeOf(await withdraw(owner))).toBe('409 PaymentsUnderWayError')

  await rows(`update payment_transaction set phase = 'DONE' where transaction_id = $1`, [entered])
  expect((await withdraw(owner)).status).toBe(200)

  const [window] = await rows<{ over: boolean }>(
    `select expires_at <= now() as over from checkout_attempt where attempt_id = $1`,
    [prepared],
  )
  expect(window?.over).toBe(true)
})

test('of five withdrawals at once one is done, and the others change nothing', async () => {
  const { owner, merchantId } = await merchant()

  const answers = await Promise.all(Array.from({ length: 5 }, () => withdraw(owner)))

  expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1)
  expect(answers.filter((answer) => answer.status >= 500)).toEqual([])
  expect(
    await rows(`select 1 from audit_entry where merchant_id = $1 and action = 'account.withdraw'`, [
      merchantId,
    ]),
  ).toHaveLength(1)
})

test('outstanding webhooks of a withdrawn merchant stop, those to a payment’s own address too', async () => {
  const receiver = await openReceiver()
  const { owner, storeId } = await merchant()
  const sender = createWebhookSender({ allowLoopback: true })
  const deps = { ...world, clock: systemClock, sender, replicaName: 'replica-1' }
  const worker = createDueWorker(deps, createWebhookHandlers(deps))
  const announce = (workId: string, noticeUrls: readonly string[]) =>
    bookWork(world.database, {
      storeId,
      workId,
      kind: announceKind,
      reference: {
        type: 'Transaction.Paid',
        timestamp: new Date().toISOString(),
        mode: 'TEST',
        paymentId: workId,
        transactionId: workId,
        noticeUrls,
      },
      dueAt: new Date(),
      now: new Date(),
    })
  receiver.answerWith((response) => void response.writeHead(500).end())
  await announce('first', [receiver.url])
  await worker.drain()
  expect(receiver.received).toHaveLength(1)
  await announce('second', [receiver.url])

  expect((await withdraw(owner)).status).toBe(200)

  // What a payment that a PG decides later would still announce.
  await announce('third', [receiver.url])
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + dayMs })
  await worker.drain()
  expect(receiver.received).toHaveLength(1)
  expect(await rows(`select 1 from due_work where store_id = $1`, [storeId])).toEqual([])
  expect(await rows(`select 1 from webhook where store_id = $1 and status is null`, [storeId])).toEqual([])
  await worker.stop()
  await sender.close()
  await receiver.close()
})

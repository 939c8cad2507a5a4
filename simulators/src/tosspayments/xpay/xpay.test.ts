import { createHash } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { bench } from '../../testing.ts'
import type { Bench } from '../../testing.ts'

// XPay as a merchant's server sees it, written from the PG's samples and without the connector.
const mid = 'tlgdacomxpay'
const mertKey = 'test_mert_naru_tlgdacomxpay'
const noteUrl = 'https://shop.example/cas_noteurl'
let desk: Bench
afterEach(() => desk.running.close())

const hex = (algorithm: string, text: string) => createHash(algorithm).update(text).digest('hex')

function windowForm(oid: string, more: Record<string, string> = {}): Record<string, string> {
  const LGD_TIMESTAMP = '20260105090000'
  return {
    CST_PLATFORM: 'test',
    CST_MID: 'lgdacomxpay',
    LGD_MID: mid,
    LGD_OID: oid,
    LGD_AMOUNT: '10000',
    LGD_TIMESTAMP,
    LGD_HASHDATA: hex('md5', `${mid}${oid}10000${LGD_TIMESTAMP}${mertKey}`),
    LGD_BUYER: '홍길동',
    LGD_PRODUCTINFO: '나루 머그컵',
    LGD_CUSTOM_FIRSTPAY: 'SC0040',
    LGD_CUSTOM_USABLEPAY: 'SC0040',
    LGD_CUSTOM_PROCESSTYPE: 'TWOTR',
    LGD_RETURNURL: 'https://shop.example/returnurl',
    LGD_CASNOTEURL: noteUrl,
    LGD_ENCODING_NOTEURL: 'UTF-8',
    ...more,
  }
}

let calls = 0
function call(txName: string, fields: Record<string, string>, txId?: string) {
  calls += 1
  const head = `${mid}-0120260105090000`
  const LGD_TXID = txId ?? head + hex('sha1', `${head}${calls}`)
  return desk.form('/tosspayments/xpay/Gateway.do', {
    LGD_TXID,
    LGD_AUTHCODE: hex('sha1', LGD_TXID + mertKey),
    LGD_MID: mid,
    LGD_TXNAME: txName,
    ...fields,
  })
}

async function authenticate(oid: string, more?: Record<string, string>): Promise<string> {
  const handOff = {
    kind: 'xpay-crossplatform',
    scriptUrl: 'x',
    platform: 'test',
    windowType: 'iframe',
    fields: windowForm(oid, more),
  }
  const bought = await desk.call('POST', '/control/tosspayments/buy', { handOff, decision: 'approve' })
  const { next } = bought.json as { next: { url: string; body: string } }
  expect(next.url).toBe('https://shop.example/returnurl')
  return new URLSearchParams(next.body).get('LGD_PAYKEY') ?? ''
}

const noteAt = (index: number) =>
  Object.fromEntries(new URLSearchParams(Buffer.from(desk.mailbox.received[index]?.body ?? '').toString()))
const deposit = (oid: string) => desk.call('POST', `/control/tosspayments/orders/${oid}/deposit`, {})

test('an account is told twice: when it is issued, and when money comes in, until the merchant says OK', async () => {
  desk = await bench()
  const LGD_PAYKEY = await authenticate('order-1')
  const issued = (await call('PaymentByKey', { LGD_PAYKEY })).json
  expect(issued).toMatchObject({
    LGD_RESPCODE: '0000',
    LGD_RESPONSE: [{ LGD_OID: 'order-1', LGD_PAYTYPE: 'SC0040', LGD_CASFLAG: 'R' }],
  })
  expect(desk.mailbox.received[0]?.url).toBe(noteUrl)
  expect(noteAt(0)).toMatchObject({ LGD_CASFLAG: 'R', LGD_CASTAMOUNT: '0' })

  desk.mailbox.answer = { status: 200, body: '<html>OK</html>' }
  expect((await deposit('order-1')).text).toContain('"acknowledged":false')
  desk.mailbox.answer = { status: 200, body: 'OK' }
  desk.clock.move(60_000)
  await desk.mailbox.count(3)
  const note = noteAt(2)
  expect(note).toMatchObject({ LGD_CASFLAG: 'I', LGD_CASTAMOUNT: '10000', LGD_CASSEQNO: '001' })
  const signed = ['LGD_MID', 'LGD_OID', 'LGD_AMOUNT', 'LGD_RESPCODE', 'LGD_TIMESTAMP'].map(
    (name) => note[name] ?? '',
  )
  expect(note['LGD_HASHDATA']).toBe(hex('md5', signed.join('') + mertKey))
  expect((await deposit('order-1')).status).toBe(409)
})

test('a call that was rolled back before it arrived takes no money when it arrives after all', async () => {
  desk = await bench()
  const LGD_PAYKEY = await authenticate('order-1', {
    LGD_CUSTOM_FIRSTPAY: 'SC0010',
    LGD_CUSTOM_USABLEPAY: 'SC0010',
  })
  const txId = `${mid}-0120260105090000${'a'.repeat(40)}`
  const rollBack = () => call('Rollback', { LGD_RB_TXID: txId, LGD_RB_REASON: 'timeout' })
  expect((await rollBack()).json).toMatchObject({ LGD_RESPCODE: '0000' })
  expect((await call('PaymentByKey', { LGD_PAYKEY }, txId)).json).not.toMatchObject({ LGD_RESPCODE: '0000' })
  expect((await desk.call('GET', '/control/tosspayments/orders/order-1')).json).toMatchObject({
    approvedMinor: 0,
  })
  // A number of another merchant is nobody's business.
  const others = await call('Rollback', { LGD_RB_TXID: txId.replace(mid, 'tother') })
  expect(others.json).toMatchObject({ LGD_RESPCODE: 'SIM103' })
})

test('a deadline is moved while nobody has paid, and one that has passed closes the account', async () => {
  desk = await bench()
  const LGD_PAYKEY = await authenticate('order-1', { LGD_CLOSEDATE: '20260106235959' })
  await call('PaymentByKey', { LGD_PAYKEY })
  const change = (LGD_CLOSEDATE: string) =>
    call('CyberAccount', { LGD_METHOD: 'CHANGE', LGD_OID: 'order-1', LGD_AMOUNT: '10000', LGD_CLOSEDATE })
  const book = () => desk.call('GET', '/control/tosspayments/orders/order-1')
  await change('20260110235959')
  expect((await book()).json).toMatchObject({
    status: 'ISSUED',
    virtualAccount: { expiresAt: '2026-01-10T14:59:59.000Z' },
  })
  await change('20260105000000')
  expect((await book()).json).toMatchObject({ status: 'CLOSED' })
  expect((await deposit('order-1')).status).toBe(409)
})

test('a restart keeps books and unacknowledged notes', async () => {
  const stateDirectory = mkdtempSync(join(tmpdir(), 'naru-simulators-'))
  desk = await bench({ stateDirectory })
  const LGD_PAYKEY = await authenticate('order-1')
  await call('PaymentByKey', { LGD_PAYKEY })
  desk.mailbox.answer = { status: 503, body: '' }
  await deposit('order-1')
  await desk.running.close()

  desk = await bench({ stateDirectory })
  await desk.mailbox.count(1)
  expect(noteAt(0)).toMatchObject({ LGD_CASFLAG: 'I', LGD_OID: 'order-1' })
  expect((await desk.call('GET', '/control/tosspayments/orders/order-1')).json).toMatchObject({
    approvedMinor: 10_000,
    status: 'APPROVED',
  })
})

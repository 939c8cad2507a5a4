import { createCipheriv, createHash } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import iconv from 'iconv-lite'
import { afterEach, expect, test } from 'vitest'
import { readForm } from '../desk/form.ts'
import { bench } from '../testing.ts'
import type { Bench } from '../testing.ts'

let desk: Bench | undefined
afterEach(async () => {
  await desk?.running.close()
  desk = undefined
})

// The formulas stand here a second time, from the manual, so that the test can disagree with the code.
const hex = (algorithm: string, text: string) => createHash(algorithm).update(text).digest('hex')
const SIGN_KEY = 'SU5JTElURV9UUklQTEVERVNfS0VZU1RS'
const API_KEY = 'ItEQKi3rY7uvDS8l'
const API_IV = 'HYb3yQ4f65QL89=='
const HASH_KEY = '3CB8183A4BE283555ACC8363C0360223'
const TS = '1767571200000'

function pcForm(changes: Record<string, string> = {}): Record<string, string> {
  const oid = changes['oid'] ?? 'order-0001'
  const price = changes['price'] ?? '10000'
  return {
    version: '1.0',
    mid: 'INIpayTest',
    oid,
    goodname: '나루 찻잔',
    price,
    currency: 'WON',
    buyername: '홍길동',
    buyertel: '01012345678',
    buyeremail: 'buyer@naru.test',
    timestamp: TS,
    returnUrl: 'http://127.0.0.1:9/return?token=t1',
    closeUrl: 'http://127.0.0.1:9/close?token=t1',
    gopaymethod: 'Card',
    use_chkfake: 'Y',
    merchantData: 'kept',
    mKey: hex('sha256', SIGN_KEY),
    signature: hex('sha256', `oid=${oid}&price=${price}&timestamp=${TS}`),
    verification: hex('sha256', `oid=${oid}&price=${price}&signKey=${SIGN_KEY}&timestamp=${TS}`),
    ...changes,
  }
}

function mobileForm(changes: Record<string, string> = {}): Record<string, string> {
  const digest = createHash('sha512').update(`10000order-0001${TS}${HASH_KEY}`).digest('base64')
  return {
    P_INI_PAYMENT: 'CARD',
    P_MID: 'INIpayTest',
    P_OID: 'order-0001',
    P_AMT: '10000',
    P_GOODS: '나루 찻잔',
    P_UNAME: '홍길동',
    P_NEXT_URL: 'http://127.0.0.1:9/return?token=t1&more=2',
    P_NOTI_URL: 'http://shop.test/mobile-note',
    P_CHARSET: 'utf8',
    P_RESERVED: 'amt_hash=Y&below1000=Y',
    P_TIMESTAMP: TS,
    P_CHKFAKE: digest,
    ...changes,
  }
}

interface Bought {
  readonly next: { readonly url: string; readonly body?: string; readonly method: string } | null
  readonly refused?: { readonly code: string }
}

async function buy(at: Bench, handOff: object, more: object = {}) {
  const answer = await at.call('POST', '/control/inicis/buy', { handOff, decision: 'approve', ...more })
  const bought = answer.json as unknown as Bought
  return {
    status: answer.status,
    bought,
    fields: Object.fromEntries(new URLSearchParams(bought.next?.body ?? '')),
  }
}

const pc = (changes?: Record<string, string>) => ({
  kind: 'inicis-standard',
  scriptUrl: 'x',
  fields: pcForm(changes),
})
const mobile = (changes?: Record<string, string>) => ({
  kind: 'form',
  method: 'POST',
  action: 'http://127.0.0.1:4004/inicis/smart/payment/',
  fields: mobileForm(changes),
})

function tokenForm(authToken: string, changes: Record<string, string> = {}): Record<string, string> {
  return {
    mid: 'INIpayTest',
    authToken,
    timestamp: TS,
    charset: 'UTF-8',
    format: 'JSON',
    signature: hex('sha256', `authToken=${authToken}&timestamp=${TS}`),
    verification: hex('sha256', `authToken=${authToken}&signKey=${SIGN_KEY}&timestamp=${TS}`),
    ...changes,
  }
}

const book = async (at: Bench, oid = 'order-0001') =>
  (await at.call('GET', `/control/inicis/orders/${oid}`)).json

/** Buys by PC and approves; gives the tid. */
async function paid(at: Bench, changes?: Record<string, string>): Promise<{ tid: string; token: string }> {
  const { fields } = await buy(at, pc(changes))
  const token = fields['authToken'] ?? ''
  const approved = await at.form('/inicis/api/payAuth', tokenForm(token))
  return { tid: String(approved.json['tid']), token }
}

function v1(type: string, paymethod: string, tail: readonly string[], more: Record<string, string>) {
  const head = { type, paymethod, timestamp: '20260105090000', clientIp: '127.0.0.1', mid: 'INIpayTest' }
  return { ...head, ...more, hashData: hex('sha512', [API_KEY, ...Object.values(head), ...tail].join('')) }
}

function v2(type: string, dataText: string): string {
  const hashData = hex('sha512', `${API_KEY}INIpayTest${type}20260105090000${dataText}`)
  return `{"mid":"INIpayTest","type":"${type}","timestamp":"20260105090000","clientIp":"127.0.0.1","data":${dataText},"hashData":"${hashData}"}`
}

async function postJson(at: Bench, type: string, body: string): Promise<Record<string, unknown>> {
  const headers = { 'content-type': 'application/json;charset=utf-8' }
  const answer = await fetch(`${at.running.origin}/inicis/v2/pg/${type}`, { method: 'POST', headers, body })
  return (await answer.json()) as Record<string, unknown>
}

test('a PC purchase returns a token, and the approval is signed over order, price, MID and our timestamp', async () => {
  desk = await bench()
  const { fields } = await buy(desk, pc())

  const approved = await desk.form('/inicis/api/payAuth', tokenForm(fields['authToken'] ?? ''))

  expect(fields).toMatchObject({
    resultCode: '0000',
    orderNumber: 'order-0001',
    idc_name: 'stg',
    merchantData: 'kept',
  })
  expect(fields['authUrl']).toBe(`${desk.running.origin}/inicis/api/payAuth`)
  expect(approved.json).toMatchObject({
    resultCode: '0000',
    MOID: 'order-0001',
    TotPrice: '10000',
    authSignature: hex('sha256', `MOID=order-0001&TotPrice=10000&mid=INIpayTest&tstamp=${TS}`),
  })
  expect(String(approved.json['tid'])).toHaveLength(40)
  expect(await book(desk)).toMatchObject({
    approvedMinor: 10_000,
    status: 'APPROVED',
    pgTxId: approved.json['tid'],
  })
})

test.each([
  ['another price than was signed', { signature: 'x' }],
  ['a wrong sign key', { mKey: hex('sha256', 'other') }],
  ['a wrong verification', { verification: 'x' }],
])('%s is refused in the PC window', async (_name, changes) => {
  desk = await bench()

  const { bought, fields } = await buy(desk, pc(changes))

  expect(bought.refused).toMatchObject({ code: 'SIM402' })
  expect(fields['resultCode']).toBe('SIM402')
  expect(fields['authToken']).toBeUndefined()
})

test('a wrong signature or verification on the approval takes no money', async () => {
  desk = await bench()
  const { fields } = await buy(desk, pc())
  const token = fields['authToken'] ?? ''

  const unsigned = await desk.form('/inicis/api/payAuth', tokenForm(token, { signature: 'x' }))
  const unverified = await desk.form('/inicis/api/payAuth', tokenForm(token, { verification: 'x' }))
  const wrongPrice = await desk.form('/inicis/api/payAuth', tokenForm(token, { price: '100' }))

  expect([unsigned, unverified, wrongPrice].map((answer) => answer.json['resultCode'])).toEqual([
    'SIM402',
    'SIM402',
    '500703',
  ])
  expect(await book(desk)).toMatchObject({ approvedMinor: 0 })
})

test('a token approves once, and an approved order number cannot open the window again', async () => {
  desk = await bench()
  const { token } = await paid(desk)

  const again = await desk.form('/inicis/api/payAuth', tokenForm(token))
  const reopened = await buy(desk, pc())

  expect(again.json['resultCode']).toBe('500630')
  expect(reopened.bought.refused).toMatchObject({ code: '500619' })
})

test('an order number whose first try failed may be tried again', async () => {
  desk = await bench()
  await buy(desk, pc(), { decision: 'decline' })

  await paid(desk)

  expect(await book(desk)).toMatchObject({ approvedMinor: 10_000 })
})

test('a net cancel takes an approval back, and one that comes first keeps the approval from happening', async () => {
  desk = await bench()
  const first = await paid(desk)
  const second = await buy(desk, pc({ oid: 'order-0002' }))
  const token = second.fields['authToken'] ?? ''

  const undone = await desk.form('/inicis/api/netCancel', tokenForm(first.token))
  const early = await desk.form('/inicis/api/netCancel', tokenForm(token))
  const late = await desk.form('/inicis/api/payAuth', tokenForm(token))

  expect([undone, early, late].map((answer) => answer.json['resultCode'])).toEqual([
    '0000',
    'SIM404',
    'SIM410',
  ])
  expect(await book(desk)).toMatchObject({
    balanceMinor: 0,
    entries: [{ kind: 'approve' }, { kind: 'net-cancel' }],
  })
  expect(await book(desk, 'order-0002')).toMatchObject({ approvedMinor: 0 })
})

test('partial refunds must name the right rest, may not exceed the balance, and finish in parts', async () => {
  desk = await bench()
  const { tid } = await paid(desk)
  const part = (price: string, confirmPrice: string) =>
    desk!.form(
      '/inicis/api/v1/refund',
      v1('PartialRefund', 'Card', [tid, price, confirmPrice], {
        tid,
        msg: '변심',
        price,
        confirmPrice,
        currency: 'WON',
        tax: '',
        taxFree: '',
      }),
    )
  const whole = () => desk!.form('/inicis/api/v1/refund', v1('Refund', 'Card', [tid], { tid, msg: '변심' }))

  expect((await part('4000', '5999')).json['resultCode']).toBe('500706')
  expect((await part('4000', '6000')).json).toMatchObject({
    resultCode: '00',
    prtcTid: tid,
    prtcRemains: '6000',
    prtcCnt: '1',
  })
  expect((await part('4000', '6000')).json['resultCode']).toBe('500631')
  expect((await part('6001', '0')).json['resultCode']).toBe('500826')
  expect((await whole()).json['resultCode']).toBe('500127')
  expect((await part('6000', '0')).json).toMatchObject({ resultCode: '00', prtcRemains: '0', prtcCnt: '2' })
  expect(await book(desk)).toMatchObject({ cancelledMinor: 10_000, balanceMinor: 0, status: 'CANCELLED' })
})

test('a refund whose hash is wrong, or whose method is another, gives nothing back', async () => {
  desk = await bench()
  const { tid } = await paid(desk)

  const unsigned = await desk.form('/inicis/api/v1/refund', {
    ...v1('Refund', 'Card', [tid], { tid }),
    hashData: 'x',
  })
  const asTransfer = await desk.form('/inicis/api/v1/refund', v1('Refund', 'Acct', [tid], { tid, msg: '' }))

  expect(unsigned.json['resultCode']).toBe('SIM402')
  expect(asTransfer.json['resultCode']).toBe('ER0102')
  expect(await book(desk)).toMatchObject({ cancelledMinor: 0 })
})

test('v2 hashes the text of data exactly as it was sent, spaces and key order included', async () => {
  desk = await bench()
  const { tid } = await paid(desk)
  const spaced = `{ "msg": "단순 변심 \\"}\\"",  "tid":"${tid}" }`

  const tampered = v2('refund', spaced).replace('"msg": ', '"msg":')
  expect(await postJson(desk, 'refund', tampered)).toMatchObject({ resultCode: 'SIM402' })
  expect(await postJson(desk, 'inquiry', v2('inquiry', `{"tid":"${tid}"}`))).toMatchObject({
    status: '0',
    price: '10000',
  })
  expect(await postJson(desk, 'refund', v2('refund', spaced))).toMatchObject({ resultCode: '00' })
  expect(await postJson(desk, 'inquiry', v2('inquiry', `{"tid":"${tid}"}`))).toMatchObject({
    status: '1',
    price: '0',
  })
})

test('an inquiry by order number knows what was never approved, what is paid and what remains', async () => {
  desk = await bench()
  const ask = async () =>
    (await desk!.form('/inicis/api/v1/extra', v1('Extra', 'Inquiry', [], { oid: 'order-0001' }))).json

  expect(await ask()).toMatchObject({ resultCode: '00', status: '9' })
  const { tid } = await paid(desk)
  expect(await ask()).toMatchObject({ status: '0', price: '10000', tid })
  const data = `{"tid":"${tid}","msg":"","price":"4000","confirmPrice":"6000","currency":"WON","tax":"0","taxfree":"0"}`
  await postJson(desk, 'partialRefund', v2('partialRefund', data))
  expect(await ask()).toMatchObject({ status: '0', price: '6000', prtcRemains: '6000', prtcCnt: '1' })
})

test('a mobile purchase returns to P_NEXT_URL and is approved by tid in name–value pairs', async () => {
  desk = await bench()
  const { bought, fields } = await buy(desk, mobile())

  const approved = await desk.form('/inicis/smart/payReq.ini', {
    P_MID: 'INIpayTest',
    P_TID: fields['P_TID'] ?? '',
  })

  expect(bought.next?.url).toContain('token=t1')
  expect(fields).toMatchObject({
    P_STATUS: '00',
    P_AMT: '10000',
    P_REQ_URL: `${desk.running.origin}/inicis/smart/payReq.ini`,
  })
  const answer = Object.fromEntries(new URLSearchParams(approved.text))
  expect(answer).toMatchObject({
    P_STATUS: '00',
    P_OID: 'order-0001',
    P_AMT: '10000',
    P_TYPE: 'CARD',
    P_UNAME: '홍길동',
  })
  expect(answer['P_NEXT_URL']).toBe('http://127.0.0.1:9/return?token=t1&more=2')
  expect(await book(desk)).toMatchObject({ approvedMinor: 10_000 })
})

test('a mobile form whose amount is not the hashed one is refused', async () => {
  desk = await bench()

  const { bought, fields } = await buy(desk, mobile({ P_AMT: '100' }))

  expect(bought.refused).toMatchObject({ code: 'SIM402' })
  expect(fields['P_STATUS']).toBe('SIM402')
})

test('a buyer cannot smuggle a second amount into the pairs of a mobile answer', async () => {
  desk = await bench()
  const { fields } = await buy(desk, mobile({ P_UNAME: '홍&P_AMT=1' }))

  const approved = await desk.form('/inicis/smart/payReq.ini', {
    P_MID: 'INIpayTest',
    P_TID: fields['P_TID'] ?? '',
  })

  expect(new URLSearchParams(approved.text).getAll('P_AMT')).toEqual(['10000'])
})

test('an EUC-KR mobile form keeps its Korean through window, answer and note, rare syllables included', async () => {
  desk = await bench()
  const form = mobileForm({ P_CHARSET: 'euc-kr', P_UNAME: '똠방각하', P_INI_PAYMENT: 'VBANK' })
  const bytes = Object.entries(form).map(
    ([name, value]) =>
      `${name}=${[...iconv.encode(value, 'cp949')].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')}`,
  )
  const opened = await fetch(`${desk.running.origin}/inicis/smart/payment/`, {
    method: 'POST',
    body: bytes.join('&'),
    redirect: 'manual',
  })
  const decide = `${opened.headers.get('location') ?? ''}/decide`
  const returned = await desk.form(decide, {
    decision: 'approve',
    payMethod: 'VIRTUAL_ACCOUNT',
    'VIRTUAL_ACCOUNT.bankCode': '88',
  })
  const tid = /name="P_TID" value="([^"]+)"/.exec(returned.text)?.[1] ?? ''

  const approved = await desk.form('/inicis/smart/payReq.ini', { P_MID: 'INIpayTest', P_TID: tid })
  await desk.call('POST', '/control/inicis/orders/order-0001/deposit', {})

  expect(iconv.decode(Buffer.from(approved.bytes), 'cp949')).toContain('P_UNAME=똠방각하&')
  const notes = desk.mailbox.received.map((note) => readForm(note.body, 'euc-kr'))
  expect(notes).toMatchObject([
    { P_STATUS: '00', P_UNAME: '똠방각하' },
    { P_STATUS: '02', P_UNAME: '똠방각하', P_AMT: '10000' },
  ])
  expect(desk.mailbox.received[0]?.url).toBe('http://shop.test/mobile-note')
})

async function account(at: Bench): Promise<string> {
  await at.call('POST', '/control/inicis/merchants', { mid: 'INIpayTest', notifyUrl: 'http://shop.test/a' })
  await at.call('POST', '/control/inicis/merchants', { mid: 'INIpayTest', notifyUrl: 'http://shop.test/b' })
  const { tid } = await paid(at, { gopaymethod: 'VBank', acceptmethod: 'vbank(202601061830)' })
  return tid
}

test('a deposit is told in EUC-KR to every address of the MID, again and again until OK', async () => {
  desk = await bench()
  await account(desk)
  desk.mailbox.answer = { status: 200, body: 'FAIL' }

  const deposited = await desk.call('POST', '/control/inicis/orders/order-0001/deposit', {})
  desk.mailbox.answer = { status: 200, body: 'OK' }
  desk.clock.move(1_000)
  await desk.mailbox.count(4)
  await new Promise((resolve) => setImmediate(resolve))
  desk.clock.move(3_600_000)
  await new Promise((resolve) => setImmediate(resolve))

  expect(deposited.json['notices']).toMatchObject([{ acknowledged: false }, { acknowledged: false }])
  expect(desk.mailbox.received.map((note) => note.url)).toEqual([
    'http://shop.test/a',
    'http://shop.test/b',
    'http://shop.test/a',
    'http://shop.test/b',
  ])
  const note = desk.mailbox.received[0]
  expect(Buffer.from(note?.body ?? []).toString('latin1')).toContain('nm_input=%C8%AB%B1%E6%B5%BF')
  expect(readForm(note?.body ?? new Uint8Array(), 'euc-kr')).toMatchObject({
    no_oid: 'order-0001',
    amt_input: '10000',
    type_msg: '0200',
  })
})

test('a paid account goes back only to an encrypted account of the buyer; an unpaid one is closed as GVacct', async () => {
  desk = await bench()
  const tid = await account(desk)
  const inquire = async () =>
    (await desk!.form('/inicis/api/v1/extra', v1('Extra', 'Inquiry', [], { originalTid: tid }))).json[
      'status'
    ]
  const cipher = createCipheriv('aes-128-cbc', API_KEY, API_IV)
  const refundAcctNum = cipher.update('110123456789', 'utf8', 'base64') + cipher.final('base64')
  const refund = (paymethod: string, number: string) =>
    desk!.form(
      '/inicis/api/v1/refund',
      v1('Refund', paymethod, paymethod === 'Vacct' ? [tid, number] : [tid], {
        tid,
        msg: '',
        refundAcctNum: number,
        refundBankCode: '88',
        refundAcctName: '홍길동',
      }),
    )

  expect(await inquire()).toBe('N')
  expect((await refund('Vacct', refundAcctNum)).json['resultCode']).toBe('ER0102')
  await desk.call('POST', '/control/inicis/orders/order-0001/deposit', {})
  expect(await inquire()).toBe('Y')
  expect(await postJson(desk, 'refund', v2('refund', `{"tid":"${tid}","msg":""}`))).toMatchObject({
    resultCode: 'ER0102',
  })
  expect((await refund('Vacct', 'not encrypted')).json['resultCode']).toBe('ER0102')
  expect((await refund('Vacct', refundAcctNum)).json['resultCode']).toBe('00')
  expect(await inquire()).toBe('1')

  const second = await paid(desk, { oid: 'order-0002', gopaymethod: 'VBank' })
  const closed = await desk.form(
    '/inicis/api/v1/refund',
    v1('Refund', 'GVacct', [second.tid], { tid: second.tid, msg: '' }),
  )
  expect(closed.json['resultCode']).toBe('00')
  expect(await book(desk, 'order-0002')).toMatchObject({ status: 'ISSUE_CANCELLED', approvedMinor: 0 })
})

test('after its end an account takes no money', async () => {
  desk = await bench()
  await account(desk)
  await desk.call('POST', '/control/clock', { advanceMs: 2 * 86_400_000 })

  const late = await desk.call('POST', '/control/inicis/orders/order-0001/deposit', {})

  expect(late).toMatchObject({ status: 409, json: { code: 'ACCOUNT_CLOSED' } })
})

test.each([
  ['wrong-amount', { TotPrice: '11000' }],
  ['wrong-order', { MOID: 'order-0001-other' }],
])('%s names other facts under a signature that fits them', async (fault, claims) => {
  desk = await bench()
  const { fields } = await buy(desk, pc(), { faults: [{ operation: 'approve', fault }] })

  const { json } = await desk.form('/inicis/api/payAuth', tokenForm(fields['authToken'] ?? ''))

  expect(json).toMatchObject(claims)
  expect(json['authSignature']).toBe(
    hex(
      'sha256',
      `MOID=${String(json['MOID'])}&TotPrice=${String(json['TotPrice'])}&mid=INIpayTest&tstamp=${TS}`,
    ),
  )
  expect(await book(desk)).toMatchObject({ approvedMinor: 10_000 })
})

test('a silent approval is found by inquiry, and a silent refund is found too', async () => {
  desk = await bench()
  const { fields } = await buy(desk, pc(), { faults: [{ operation: 'approve', fault: 'silent-after' }] })
  await desk.call('POST', '/control/inicis/faults', { operation: 'cancel', fault: 'silent-after' })
  const ask = async () =>
    (await desk!.form('/inicis/api/v1/extra', v1('Extra', 'Inquiry', [], { oid: 'order-0001' }))).json

  await expect(desk.form('/inicis/api/payAuth', tokenForm(fields['authToken'] ?? ''))).rejects.toThrow(
    'fetch failed',
  )
  const { tid } = await ask()
  const refund = v1('Refund', 'Card', [String(tid)], { tid: String(tid), msg: '' })
  await expect(desk.form('/inicis/api/v1/refund', refund)).rejects.toThrow('fetch failed')

  expect(await ask()).toMatchObject({ status: '1', price: '0' })
})

test('closing the PC window leads to closeUrl, closing the mobile one back to P_NEXT_URL', async () => {
  desk = await bench()

  const closedPc = await buy(desk, pc(), { decision: 'close' })
  const closedMobile = await buy(desk, mobile(), { decision: 'close' })
  const vanished = await buy(desk, mobile(), { decision: 'vanish' })

  expect(closedPc.bought.next).toMatchObject({ method: 'GET', url: 'http://127.0.0.1:9/close?token=t1' })
  expect(closedMobile.fields['P_STATUS']).toBe('01')
  expect(vanished.bought.next).toBeNull()
})

test('a restart keeps the books and goes on repeating what was not acknowledged', async () => {
  const stateDirectory = mkdtempSync(join(tmpdir(), 'naru-simulators-'))
  const before = await bench({ stateDirectory })
  await account(before)
  before.mailbox.answer = { status: 500, body: '' }
  await before.call('POST', '/control/inicis/orders/order-0001/deposit', {})
  await before.running.close()

  desk = await bench({ stateDirectory })
  await desk.mailbox.count(2)

  expect(readForm(desk.mailbox.received[0]?.body ?? new Uint8Array(), 'euc-kr')).toMatchObject({
    no_oid: 'order-0001',
  })
  expect(await book(desk)).toMatchObject({
    approvedMinor: 10_000,
    entries: [{ kind: 'account-issued' }, { kind: 'deposit' }],
  })
})

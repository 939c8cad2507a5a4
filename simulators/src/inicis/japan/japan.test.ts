import { createHash } from 'node:crypto'
import { afterEach, expect, test } from 'vitest'
import { bench } from '../../testing.ts'
import type { Bench } from '../../testing.ts'
import { cbtHash } from './open.ts'

let desk: Bench | undefined
afterEach(async () => {
  await desk?.running.close()
  desk = undefined
})

const KEY = '5AL5Djb1Ipualn0F'
const gmoPayment = {
  merchantName: '韓国ストア',
  merchantNameKana: 'カンコクストア',
  merchantNameAlphabet: 'Kankoku Store',
  merchantNameShort: 'カンコク',
  contactName: 'サポート窓口',
  contactEmail: 'support@example.com',
  contactPhone: '0312345678',
  contactOpeningHours: '10:00-18:00',
}
const cvs = {
  notiUrl: 'http://shop.test/cvs-note',
  customerKana: 'デイモン',
  customerFirstKana: 'マット',
  paymentTermDay: 5,
}

// The formula stands here a second time, from the PG's sample, so that the test can disagree with the code.
function form(changes: Record<string, string> = {}, extra: object = {}): Record<string, string> {
  const fields = {
    cbtType: 'JPPG',
    mid: 'CBTTEST001',
    timestamp: '20260105120000',
    returnUrl: 'http://127.0.0.1:9/return?token=t1',
    buyerName: 'デイモン マット',
    goodName: 'マグカップ',
    amount: '1000',
    orderId: 'order-0001',
    extraData: JSON.stringify({
      payment: { paymethod: ['CARD', 'CVS', 'PAYpay'], cvs },
      gmoPayment,
      ...extra,
    }),
    ...changes,
  }
  const hashData = createHash('sha512')
    .update(`${KEY}${fields.mid}${fields.timestamp}${fields.amount}${fields.orderId}`)
    .digest('hex')
  return { hashData, ...fields }
}

interface Bought {
  readonly next: { readonly url: string } | null
  readonly refused?: { readonly code: string }
}

async function buy(at: Bench, fields: Record<string, string>, more: object = {}) {
  const handOff = { kind: 'form', action: `${at.running.origin}/inicis/cbtauth`, method: 'POST', fields }
  const answer = await at.call('POST', '/control/inicis/buy', { handOff, decision: 'approve', ...more })
  return answer.json as unknown as Bought
}

async function approve(at: Bench, sid: string) {
  const answer = await fetch(`${at.running.origin}/inicis/cbtapprove`, {
    method: 'POST',
    body: new URLSearchParams({ mid: 'CBTTEST001', sid }),
  })
  return (await answer.json()) as Record<string, string>
}

// Computed with openssl: no vector of the PG is public.
test('the window’s hash of a known key, time, amount and order is the known one', () => {
  expect(
    cbtHash(KEY, { mid: 'CBTTEST001', timestamp: '20260105120405', amount: '1000', orderId: 'order-0001' }),
  ).toBe(
    '87aed21ab5d41887b9fcd67295578b021002e9576569d60b05cb9601db427ecba05206556c2eb33fb976949815a4c39a5a731c2c125f0b49b679b79462877159',
  )
})

test.each<[string, Record<string, string>, string]>([
  ['a changed amount', { ...form(), amount: '10' }, 'SIM402'],
  ['a merchant that nobody knows', form({ mid: 'NOBODY0001' }), 'SIM401'],
  ['no kind of acquirer', form({ cbtType: 'PAYPAL' }), 'SIM400'],
  ['no shop', form({}, { gmoPayment: {} }), 'SIM400'],
  [
    'a slip without its reader',
    form({}, { payment: { paymethod: ['CVS'], cvs: { ...cvs, customerKana: '' } } }),
    'SIM400',
  ],
  [
    'a slip for 31 days',
    form({}, { payment: { paymethod: ['CVS'], cvs: { ...cvs, paymentTermDay: 31 } } }),
    'SIM400',
  ],
  ['four instalments', form({}, { payment: { paymethod: ['CARD'], card: { installMonth: [4] } } }), 'SIM400'],
  ['a method of another country', form({}, { payment: { paymethod: ['KAKAOpay'] } }), 'SIM400'],
])('%s does not open the window, and the buyer is led back', async (_case, fields, code) => {
  desk = await bench()

  const { refused, next } = await buy(desk, fields)

  expect(refused?.code).toBe(code)
  expect(new URL(next?.url ?? '').searchParams.get('resultCode')).toBe(code)
})

test('a sid is good for one approval, which names neither order nor amount', async () => {
  desk = await bench()
  const { next } = await buy(desk, form(), { payMethod: 'CARD' })
  const back = new URL(next?.url ?? '').searchParams
  const sid = back.get('sid') ?? ''

  expect(back.get('token')).toBe('t1')
  const answer = await approve(desk, sid)
  expect(answer).toMatchObject({ resultCode: 'OK', paymethod: 'CARD', installMonth: '00' })
  expect(Object.values(answer)).not.toContain('order-0001')
  expect(answer['tid']).toHaveLength(40)
  expect((await approve(desk, sid))['resultCode']).toBe('500630')
  expect((await approve(desk, 'nobody'))['resultCode']).toBe('SIM404')
})

test('a slip is told of in UTF-8 at its own address once it is paid', async () => {
  desk = await bench()
  const { next } = await buy(desk, form(), { payMethod: 'CONVENIENCE_STORE', bankCode: '10001' })
  const sid = new URL(next?.url ?? '').searchParams.get('sid') ?? ''
  const slip = await approve(desk, sid)

  expect(slip).toMatchObject({ paymethod: 'CVS', convenience: '10001' })
  expect(slip['paymentTerm']).toMatch(/235959$/)
  await desk.call('POST', '/control/inicis/orders/order-0001/deposit', {})
  const note = desk.mailbox.received.at(-1)
  expect(note?.url).toBe('http://shop.test/cvs-note')
  expect(
    Object.fromEntries(new URLSearchParams(Buffer.from(note?.body ?? '').toString('utf8'))),
  ).toMatchObject({
    orderId: 'order-0001',
    sid,
    tid: slip['tid'],
    confNo: slip['confNo'],
    status: '00',
    amount: '1000',
    currencyCd: 'JPY',
  })
})

test('the page is Japanese whatever the browser prefers', async () => {
  desk = await bench()
  const opened = await fetch(`${desk.running.origin}/inicis/cbtauth`, {
    method: 'POST',
    body: new URLSearchParams(form()),
    headers: { 'accept-language': 'ko' },
  })
  const page = await opened.text()

  expect(page).toContain('<html lang="ja">')
  expect(page).toContain('コンビニ決済')
  expect(page).toContain('1,000円')
})

import { createServer, type Server } from 'node:http'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { referenceOf } from '@naru/gateways/eximbay/window-words'
import { begin, prepare, readBook, readPayment, settled, until, visitPg } from '../setup/headless-buyer.ts'
import type { Purchase } from '../setup/headless-buyer.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'

// Goal: a PG whose window takes the money by itself. Whoever may veto it is asked before, and no money is lost or doubled.
let system: RunningSystem
let merchant: Server
let merchantUrl = ''
const asked: { readonly body: string; readonly headers: Record<string, string> }[] = []
let says = { status: 200, body: '' }

beforeAll(async () => {
  system = await startSystem()
  merchant = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      )
      asked.push({ body: Buffer.concat(chunks).toString('utf8'), headers })
      response.statusCode = says.status
      response.end(says.body)
    })
  })
  await new Promise<void>((resolve) => merchant.listen(0, '127.0.0.1', resolve))
  const address = merchant.address()
  merchantUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/confirm`
}, 120_000)
afterAll(async () => {
  merchant?.close()
  await system?.stop()
})

const dollars: Purchase = { pg: 'eximbay', amount: 1_050, request: { currency: 'USD' } }
const bookOf = (transactionId: string) => readBook(system, 'eximbay', referenceOf(transactionId))
const becomes = (paymentId: string, status: string) =>
  until(20_000, `${paymentId} to be ${status}`, async () => {
    const payment = await readPayment(system, paymentId)
    return payment['status'] === status ? payment : undefined
  })

test('dollars are paid to the cent', async () => {
  const prepared = await prepare(system, dollars)
  await visitPg(system, dollars, await begin(prepared))
  await settled(system, prepared)

  expect(await readPayment(system, prepared.paymentId)).toMatchObject({
    status: 'PAID',
    currency: 'USD',
    amount: { total: 1_050, paid: 1_050 },
  })
})

test('a buyer who pays and never comes back has paid', async () => {
  const purchase: Purchase = { ...dollars, decision: 'vanish' }
  const prepared = await prepare(system, purchase)
  await visitPg(system, purchase, await begin(prepared))

  await becomes(prepared.paymentId, 'PAID')
  expect(await bookOf(prepared.transactionId)).toMatchObject({ approvedMinor: 1_050, cancelledMinor: 0 })
})

test('money that comes after the buyer closed our window is recorded, not lost', async () => {
  const purchase: Purchase = { ...dollars, decision: 'vanish' }
  const prepared = await prepare(system, purchase)
  const handOff = await begin(prepared)
  await fetch(`${prepared.attempt.window.url}/close`, { method: 'POST' })
  expect(await readPayment(system, prepared.paymentId)).toMatchObject({ status: 'FAILED' })

  await visitPg(system, purchase, handOff)

  await becomes(prepared.paymentId, 'PAID')
})

test('two windows of one order that both take the money: one is kept, the other is given back', async () => {
  const purchase: Purchase = { ...dollars, decision: 'vanish', paymentId: `order-${crypto.randomUUID()}` }
  const first = await prepare(system, purchase)
  const second = await prepare(system, purchase)
  const [one, two] = [await begin(first), await begin(second)]
  await Promise.all([visitPg(system, purchase, one), visitPg(system, purchase, two)])

  await becomes(first.paymentId, 'PAID')
  await until(20_000, 'one of them to be given back', async () => {
    const books = await Promise.all([bookOf(first.transactionId), bookOf(second.transactionId)])
    const left = books.reduce((sum, { balanceMinor }) => sum + balanceMinor, 0)
    return left === 1_050 ? books : undefined
  })
  const books = await Promise.all([bookOf(first.transactionId), bookOf(second.transactionId)])
  expect(books.map(({ approvedMinor }) => approvedMinor)).toEqual([1_050, 1_050])
  expect(books.map(({ cancelledMinor }) => cancelledMinor).toSorted((a, b) => a - b)).toEqual([0, 1_050])
})

test('the merchant is asked before the window opens, once, and signed; what he refuses is never taken', async () => {
  asked.length = 0
  says = { status: 200, body: '' }
  const purchase: Purchase = { ...dollars, request: { currency: 'USD', confirmUrl: merchantUrl } }
  const prepared = await prepare(system, purchase)
  await begin(prepared)
  const handOff = await begin(prepared)
  expect(asked).toHaveLength(1)
  const { body, headers } = asked[0] ?? { body: '', headers: {} }
  expect(new Webhook(system.demo.webhookSecret).verify(body, headers)).toMatchObject({
    type: 'Transaction.Confirm',
    data: {
      storeId: system.demo.storeId,
      paymentId: prepared.paymentId,
      transactionId: prepared.transactionId,
      totalAmount: 1_050,
    },
  })
  await visitPg(system, purchase, handOff)
  await settled(system, prepared)
  expect(asked).toHaveLength(1)

  says = { status: 409, body: '{"errorMessage":"방금 품절되었습니다."}' }
  const refused = await prepare(system, purchase)
  await expect(begin(refused)).rejects.toThrow('no hand-off')
  expect(await settled(system, refused)).toMatchObject({
    code: 'ConfirmProcessFailed',
    message: '방금 품절되었습니다.',
  })
})

test('where the merchant can veto it, he is asked after the buyer proved himself and before the money is taken', async () => {
  asked.length = 0
  says = { status: 500, body: '' }
  const purchase: Purchase = { pg: 'kcp', amount: 10_000, request: { confirmUrl: merchantUrl } }
  const prepared = await prepare(system, purchase)
  const handOff = await begin(prepared)
  expect(asked).toHaveLength(0)

  await visitPg(system, purchase, handOff)

  expect(await settled(system, prepared)).toMatchObject({ code: 'ConfirmProcessFailed' })
  expect(asked).toHaveLength(1)
  expect(await readBook(system, 'kcp', prepared.transactionId)).toMatchObject({ approvedMinor: 0 })
})

test('cash that is paid later waits, and a forged message changes nothing', async () => {
  const purchase: Purchase = { ...dollars, method: 'EASY_PAY', request: { currency: 'USD', easyPay: {} } }
  const prepared = await prepare(system, purchase)
  const handOff = await begin(prepared)
  const desk = (path: string, body: object) =>
    fetch(`${system.origins.simulators}/control/eximbay${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  await desk('/buy', {
    handOff,
    decision: 'approve',
    payMethod: 'EASY_PAY',
    easyPayProvider: 'P006',
    deliver: true,
  })
  await becomes(prepared.paymentId, 'PAY_PENDING')
  const path = `/orders/${referenceOf(prepared.transactionId)}/deposit`
  for (const tamper of ['secret', 'amount', 'order']) await desk(path, { tamper })
  expect(await readPayment(system, prepared.paymentId)).toMatchObject({ status: 'PAY_PENDING' })

  await desk(path, {})

  await becomes(prepared.paymentId, 'PAID')
})

import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BeginView, PreparedAttempt } from '@naru/server/wire/checkout'
import { demoBuyer } from '../setup/demo-buyer.ts'
import { launchBrowser } from '../setup/find-browser.ts'
import {
  begin,
  buy,
  deposit,
  prepare,
  readBook,
  readPayment,
  settled,
  until,
  visitPg,
} from '../setup/headless-buyer.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { callApi, channelOf, chargeBody, newPaymentId } from './billing-world.ts'

// Goal: NHN KCP by its certificate and signature: a buyer pays on a PC and on a phone, and the books agree to the end.
let system: RunningSystem
let browser: Browser

beforeAll(async () => {
  ;[system, browser] = await Promise.all([startSystem(), launchBrowser()])
}, 120_000)
afterAll(async () => {
  await Promise.all([browser?.close(), system?.stop()])
})

const bookOf = async (paymentId: string) =>
  readBook(system, 'kcp', String((await readPayment(system, paymentId))['transactionId']))

test('a buyer who closes the PG’s window on a PC is back in the shop, and nothing is paid', async () => {
  const buyer = await demoBuyer(system, browser, 'PC')
  try {
    const window = await buyer.order('NHN KCP')
    await (await buyer.pgFrame(window)).getByRole('button', { name: /창 닫기/ }).click()
    await buyer.page.getByText(/취소/).first().waitFor()
    const ledger = await (await fetch(`${system.origins.simulators}/control/kcp/ledger`)).json()
    expect(ledger).toContainEqual(expect.objectContaining({ status: 'FAILED', approvedMinor: 0 }))
  } finally {
    await buyer.close()
  }
})

test('a virtual account is paid into, and the note alone tells so; a forged one changes nothing', async () => {
  const purchase = { pg: 'kcp', amount: 33_000, method: 'VIRTUAL_ACCOUNT' } as const
  const bought = await buy(system, purchase)
  expect(bought.status).toBe('VIRTUAL_ACCOUNT_ISSUED')

  for (const tamper of ['secret', 'amount', 'order'])
    await deposit(system, 'kcp', bought.transactionId, { tamper })
  expect(await readPayment(system, bought.paymentId)).toMatchObject({ status: 'VIRTUAL_ACCOUNT_ISSUED' })

  await deposit(system, 'kcp', bought.transactionId, { times: 3, parallel: true })
  const paid = await until(20_000, 'the deposit', async () => {
    const payment = await readPayment(system, bought.paymentId)
    return payment['status'] === 'PAID' ? payment : undefined
  })
  expect(paid).toMatchObject({ amount: { paid: 33_000 } })
  expect(await readBook(system, 'kcp', bought.transactionId)).toMatchObject({ approvedMinor: 33_000 })
})

test('a card is registered in the window and charged without the buyer', async () => {
  const response = await fetch(`${system.origins.checkout}/browser/v2/attempts`, {
    method: 'POST',
    body: JSON.stringify({
      type: 'ISSUE_BILLING_KEY',
      sdkVersion: 'headless',
      pageOrigin: 'https://shop.example',
      device: { platformType: 'PC', isIpad: false, userAgent: 'headless' },
      request: {
        storeId: system.demo.storeId,
        channelKey: channelOf(system, 'kcp'),
        billingKeyMethod: 'CARD',
        issueId: 'membership-1',
        issueName: '정기 이용',
        customer: { customerId: 'member-2' },
      },
    }),
  })
  const attempt = (await response.json()) as PreparedAttempt
  const view = (await (await fetch(`${attempt.window.url}/begin`, { method: 'POST' })).json()) as BeginView
  expect(view).toMatchObject({ handOff: { kind: 'kcp-standard', fields: { pay_method: 'AUTH:CARD' } } })
  await visitPg(system, { pg: 'kcp', amount: 0 }, view.kind === 'hand-off' ? view.handOff : undefined)
  const state = (await (
    await fetch(`${system.origins.checkout}/browser/v2/attempts/${attempt.attemptId}`, {
      headers: { 'naru-attempt-secret': attempt.attemptSecret },
    })
  ).json()) as { state: string; result: { billingKey: string } }

  const paymentId = newPaymentId()
  const charged = await callApi(
    system,
    'POST',
    `/payments/${paymentId}/billing-key`,
    chargeBody(state.result.billingKey, 8_000),
  )
  expect(charged.status).toBe(200)
  expect(await bookOf(paymentId)).toMatchObject({ approvedMinor: 8_000 })
})

test('an approval whose answer was lost is told as unknown, never as failed', async () => {
  const purchase = {
    pg: 'kcp',
    amount: 7_000,
    faults: [{ operation: 'approve', fault: 'silent-after' }],
  } as const
  const prepared = await prepare(system, purchase)
  await visitPg(system, purchase, await begin(prepared))

  await expect(settled(system, prepared, 1_500)).rejects.toThrow('waited')
  expect(await readPayment(system, prepared.paymentId)).toMatchObject({ status: 'READY' })
  expect(await readBook(system, 'kcp', prepared.transactionId)).toMatchObject({ approvedMinor: 7_000 })
})

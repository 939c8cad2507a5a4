import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '@naru/server/foundation/database'
import { conditions } from '@naru/server/payment/list-payments'
import { searchFields } from '@naru/server/payment/search-texts'
import { signInAsDemo } from '../attack/console-client.ts'
import { watchAnswers } from '../contract/recorder.ts'
import { buy, type Bought } from '../setup/headless-buyer.ts'
import { startSystem, type RunningSystem } from '../setup/running-system.ts'
import { callApi, channelOf } from './billing-world.ts'

// Goal: `GET /payments` finds by text what the console finds, by the same index, in every store of the merchant.
let system: RunningSystem
let watch: ReturnType<typeof watchAnswers>
let card: Bought
let account: Bought
let failed: Bought

beforeAll(async () => {
  system = await startSystem()
  watch = watchAnswers(system.origins.v2)
  const customer = {
    customerId: 'Buyer-77',
    fullName: '나루터',
    phoneNumber: '010-7777-1234',
    email: 'Ferry@Shop.example',
    zipcode: '04524',
    address: { addressLine1: '서울특별시 중구 세종대로 110', addressLine2: '3층' },
  }
  ;[card, account, failed] = await Promise.all([
    buy(system, { pg: 'naru-test', amount: 9_000, request: { orderName: 'Red Ferry 모형', customer } }),
    buy(system, { pg: 'naru-test', amount: 8_000, method: 'VIRTUAL_ACCOUNT' }),
    buy(system, { pg: 'naru-test', amount: 7_000, decision: 'decline' }),
  ])
  await callApi(system, 'POST', `/payments/${card.paymentId}/cancel`, { amount: 1_000, reason: '단순 변심' })
}, 120_000)
afterAll(async () => {
  watch?.stop()
  await system?.stop()
})

async function find(field: string, value: string, more: object = {}): Promise<string[]> {
  const requestBody = JSON.stringify({ filter: { textSearch: [{ field, value }], ...more } })
  const { status, body } = await callApi(
    system,
    'GET',
    `/payments?requestBody=${encodeURIComponent(requestBody)}`,
  )
  if (status !== 200) throw new Error(JSON.stringify(body))
  const items = body['items'] as { id: string }[]
  expect(body['page']).toMatchObject({ totalCount: items.length })
  return items.map(({ id }) => id)
}

async function shownOf({ paymentId }: Bought): Promise<Record<string, Record<string, unknown>>> {
  return (await callApi(system, 'GET', `/payments/${paymentId}`)).body as never
}

test.each([
  ['ORDER_NAME', 'red ferry'],
  ['CUSTOMER_NAME', '나루'],
  ['CUSTOMER_EMAIL', 'FERRY@shop'],
  ['CUSTOMER_PHONE_NUMBER', '0107777'],
  ['CUSTOMER_ADDRESS', '서울특별시 중구'],
  ['CUSTOMER_ZIPCODE', '04524'],
  ['CANCEL_REASON', '단순'],
  ['ALL', '나루터'],
  ['ALL', 'red f'],
])('%s finds the payment by the beginning %s', async (field, value) => {
  expect(await find(field, value)).toEqual([card.paymentId])
})

test('ids, cards, banks and accounts are found by their beginnings, and what does not fit is not', async () => {
  const { method, pgTxId } = (await shownOf(card)) as never as {
    method: { approvalNumber: string; card: { bin: string; number: string; name: string; publisher: string } }
    pgTxId: string
  }
  const held = (await shownOf(account))['method'] as { bank: string; accountNumber: string }
  const known: [string, string, string][] = [
    ['PAYMENT_ID', card.paymentId.slice(0, 20), card.paymentId],
    ['TX_ID', card.transactionId.slice(0, 24), card.transactionId],
    ['PG_TX_ID', pgTxId.slice(0, 12), card.paymentId],
    ['CARD_BIN', method.card.bin.slice(0, 6), card.paymentId],
    ['CARD_NUMBER', method.card.number.slice(-4), card.paymentId],
    ['CARD_APPROVAL_NUMBER', method.approvalNumber, card.paymentId],
    ['CARD_ISSUER', method.card.publisher, card.paymentId],
    ['VIRTUAL_ACCOUNT_BANK', held.bank.slice(0, 4), account.paymentId],
    ['VIRTUAL_ACCOUNT_NUMBER', held.accountNumber.slice(0, 8), account.paymentId],
  ]
  for (const [field, value, wanted] of known) {
    const expected = field === 'TX_ID' ? card.paymentId : wanted
    expect([field, await find(field, value)]).toEqual([field, expect.arrayContaining([expected])])
    expect([field, await find(field, `${value}999999`)]).toEqual([field, []])
  }
})

test('fields without an index are found, too', async () => {
  const reason = (await shownOf(failed))['failure']?.['reason']
  expect(await find('FAIL_REASON', String(reason).slice(0, 6))).toEqual([failed.paymentId])
  expect(await find('USER_AGENT', 'NODE', { isTest: true })).toContain(card.paymentId)
})

test('several searches combine with AND; blanks and wildcards are letters like any', async () => {
  const both = (second: string) => {
    const textSearch = [
      { field: 'ORDER_NAME', value: 'Red' },
      { field: 'CUSTOMER_NAME', value: second },
    ]
    return callApi(
      system,
      'GET',
      `/payments?requestBody=${encodeURIComponent(JSON.stringify({ filter: { textSearch } }))}`,
    )
  }
  expect((await both('나루터')).body['items']).toHaveLength(1)
  expect((await both('홍길동')).body['items']).toHaveLength(0)
  for (const value of ['%', '_', '\\', ' ', '*'])
    for (const field of ['ALL', 'ORDER_NAME', 'PAYMENT_ID', 'USER_AGENT'])
      expect([field, value, await find(field, value)]).toEqual([field, value, []])
})

// A second store of the merchant; the first one's secret sees both.
test('a sub-store’s payments are found from the main store, and only there where one is named', async () => {
  const owner = await signInAsDemo(system)
  const made = await owner.call('POST', '/stores', {
    name: '하위 상점',
    tierCode: 'A01',
    channelKeys: [channelOf(system, 'tosspayments')],
    terms: { privacy: true, disclosure: true },
  })
  const storeId = (made.json as { storeId?: string }).storeId
  if (made.status !== 200 || storeId === undefined) throw new Error(made.text)

  expect(await find('ORDER_NAME', 'red ferry')).toEqual([card.paymentId])
  expect(await find('ORDER_NAME', 'red ferry', { storeId })).toEqual([])
})

test('no field of the index makes the list read the rendered objects', async () => {
  const database = openDatabase(system.databaseUrl, 2)
  try {
    const byView = [
      'CARD_ACQUIRER',
      'SCHEDULE_ID',
      'BILLING_KEY',
      'PROMOTION_ID',
      'FAIL_REASON',
      'PG_RECEIPT_ID',
    ]
    byView.push('RECEIPT_APPROVAL_NUMBER', 'PG_CANCELLATION_ID', 'USER_AGENT')
    for (const field of searchFields.filter((one) => !byView.includes(one))) {
      const { where } = await conditions(database, {
        storeIds: [system.demo.storeId],
        timeBase: 'STATUS_CHANGED_AT',
        from: new Date(0),
        until: new Date(),
        sortBy: 'STATUS_CHANGED_AT',
        sortOrder: 'DESC',
        texts: [{ field, value: 'nothing-begins-so' }],
      })
      // Nothing fits, so the condition says false before it could look into an object.
      expect([field, where.includes(' and false')]).toEqual([field, true])
    }
  } finally {
    await database.close()
  }
})

test('and every answer had the declared form', () => {
  expect(watch.complaints()).toEqual([])
})

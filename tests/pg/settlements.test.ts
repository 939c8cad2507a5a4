import { describe, expect, test } from 'vitest'
import { findModule, type Gateway, type Order } from '@naru/gateways'
import { simulatorPair } from '@naru/gateways/kcp/simulator-pair'
import { pgBench } from '../setup/pg-bench.ts'

// Goal: the settlement books of every PG tell each movement once, under names by which the platform finds its payment.
interface Shop {
  readonly module: string
  readonly credentials: Readonly<Record<string, string>>
  readonly order?: Partial<Order>
}
const inicisKeys = {
  signKey: 'SU5JTElURV9UUklQTEVERVNfS0VZU1RS',
  iniApiKey: 'ItEQKi3rY7uvDS8l',
  iniApiIv: 'HYb3yQ4f65QL89==',
}
const shops: readonly (readonly [mid: string, shop: Shop])[] = [
  ['MOInaru002', { module: 'inicis_v2', credentials: { mid: 'MOInaru002', ...inicisKeys } }],
  ['T0002', { module: 'kcp_v2', credentials: { siteCode: 'T0002', ...simulatorPair, batchGroupId: 'g' } }],
  ['T0002222', { module: 'kicc_v2', credentials: { mid: 'T0002222', encryptionKey: 'easypay!' } }],
  [
    'EXIMTEST03',
    {
      module: 'eximbay',
      credentials: { mid: 'EXIMTEST03', secretKey: 'secret' },
      order: { amount: { minor: 1_050, currency: 'USD' } },
    },
  ],
  [
    'np_books',
    {
      module: 'naverpay',
      credentials: { partnerId: 'np_books', clientId: 'c', clientSecret: 's', chainId: 'chain' },
      order: { payMethod: 'EASY_PAY' },
    },
  ],
  [
    'xpay_books',
    {
      module: 'uplus',
      credentials: { mid: 'xpay_books', mertKey: 'books' },
    },
  ],
  [
    'toss_books',
    {
      module: 'tosspay_v2',
      credentials: { mid: 'toss_books', apiKey: 'sk_test_books' },
      order: { payMethod: 'EASY_PAY' },
    },
  ],
]

/** Seoul's day of the bench's clock, and the one before. */
const today = '2026-01-05'
const yesterday = '2026-01-04'

describe.each(shops)('%s', (mid, { module, credentials, order: more = {} }) => {
  test('a payment and its partial cancel are one line each, and open to nobody without the key', async () => {
    const gateway = findModule(module)?.gateway as Gateway
    const bench = await pgBench(gateway, module, mid, credentials)
    try {
      const order = bench.order(more)
      const paid = await bench.pay(order)
      if (paid.answer.kind !== 'approved') throw new Error(JSON.stringify(paid.answer))
      const { minor, currency } = order.amount
      bench.simulators.clock.move(1_000)
      const part = bench.cancelCall(order, paid, {
        amountMinor: 1_000,
        remainingMinor: minor - 1_000,
        isWhole: false,
      })
      expect(await gateway.cancel?.(bench.context(), part)).toMatchObject({ kind: 'approved' })

      const read = (day: string, context = bench.context()) =>
        gateway.settlements?.(context, { pgMerchantId: mid, day })
      const books = await read(today)
      if (books?.kind !== 'page') throw new Error(JSON.stringify(books))
      const named = {
        pgOrderId: order.pgOrderId,
        pgTxId: paid.answer.pgTxId,
        currency,
        transactionDay: today,
      }
      expect(books.lines).toMatchObject([
        { ...named, kind: 'APPROVAL', amountMinor: minor, method: order.payMethod },
        { ...named, kind: 'CANCEL', amountMinor: 1_000 },
      ])
      expect(new Set(books.lines.map(({ lineId }) => lineId)).size).toBe(2)
      expect(await read(yesterday)).toMatchObject({ kind: 'page', lines: [] })

      const guessed = Object.fromEntries(
        Object.entries(credentials).map(([key, value]) => [key, value === mid ? value : `${value}x`]),
      )
      expect(await read(today, bench.context({ credentials: guessed }))).toMatchObject({ kind: 'declined' })
      expect(await read(today, bench.context({ environment: { kind: 'live' } }))).toMatchObject({
        kind: 'declined',
        pgCode: 'SIMULATOR_ONLY',
      })
    } finally {
      await bench.close()
    }
  })
})

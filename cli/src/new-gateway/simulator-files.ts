import type { GatewayNames } from './gateway-names.ts'

/** The PG's side of a new PG: files by their path below the project. */
export function simulatorFiles(names: GatewayNames): Readonly<Record<string, string>> {
  const folder = `simulators/src/${names.id}`
  return {
    [`${folder}/books.ts`]: books(names),
    [`${folder}/api-routes.ts`]: apiRoutes(names),
    [`${folder}/simulator.ts`]: simulator(names),
    [`${folder}/${names.id}.test.ts`]: simulatorTest(names),
  }
}

function books({ pascal, keyField, testMid, testKey, nameEn }: GatewayNames): string {
  return `import { Archive } from '../desk/archive.ts'
import type { Shelf } from '../desk/archive.ts'
import { FaultDesk } from '../desk/faults.ts'
import { balanceOf } from '../desk/ledger.ts'
import type { LedgerEntry, OrderBook } from '../desk/ledger.ts'
import { registered } from '../desk/merchants.ts'
import type { Merchant, MerchantRegistration } from '../desk/merchants.ts'
import type { Surroundings } from '../desk/simulator.ts'

/** What the PG knows of one order. */
export interface ${pascal}Order {
  readonly orderId: string
  readonly mid: string
  readonly pgTxId: string
  /** The PG's own word. */
  readonly status: string
  readonly payMethod: string
  readonly orderName: string
  readonly amountMinor: number
  readonly currency: string
  readonly entries: readonly LedgerEntry[]
}

const known: readonly MerchantRegistration[] = [
  { mid: '${testMid}', credentials: { ${keyField}: '${testKey}' } },
]

/** Everything that the simulated ${nameEn} remembers. */
export class ${pascal}Books {
  readonly surroundings: Surroundings
  readonly faults = new FaultDesk()
  readonly merchants: Shelf<Merchant>
  readonly orders: Shelf<${pascal}Order>
  readonly #archive = new Archive()

  constructor(surroundings: Surroundings) {
    this.surroundings = surroundings
    this.merchants = this.#archive.shelf<Merchant>('merchant', (merchant) => merchant.mid)
    this.orders = this.#archive.shelf<${pascal}Order>('order', (order) => order.orderId)
    this.#archive.open(surroundings.journalPath)
    for (const account of known) if (this.merchants.get(account.mid) === undefined) this.register(account)
  }

  register(registration: MerchantRegistration): Merchant {
    return this.merchants.put(registered(this.merchants.get(registration.mid), registration))
  }

  /** Whose key a request carries. */
  merchantOf(key: string): Merchant | undefined {
    return this.merchants.all().find(({ credentials }) => credentials['${keyField}'] === key)
  }

  close(): void {
    this.#archive.close()
  }
}

export function bookOf(order: ${pascal}Order): OrderBook {
  return { ...order, ...balanceOf(order.entries) }
}
`
}

function apiRoutes({ id, pascal }: GatewayNames): string {
  return `import type { FastifyInstance, FastifyRequest } from 'fastify'
import { json, send } from '../desk/answer.ts'
import type { ${pascal}Books } from './books.ts'

/** The PG's API. It knows no call yet; whoever has no right key is refused before anything else. */
export function addApiRoutes(app: FastifyInstance, books: ${pascal}Books): void {
  app.all('/${id}/*', (request, reply) =>
    send(
      reply,
      books.merchantOf(keyOf(request)) === undefined
        ? json(401, { code: 'SIM_WRONG_KEY', message: '키가 올바르지 않습니다.' })
        : json(404, { code: 'SIM_NO_SUCH_CALL', message: '없는 API입니다.' }),
    ),
  )
}

function keyOf(request: FastifyRequest): string {
  return /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
}
`
}

function simulator({ id, pascal, camel, nameKo, nameEn }: GatewayNames): string {
  return `import { faults } from '../desk/faults.ts'
import type { Fault } from '../desk/faults.ts'
import { DeskRefusal } from '../desk/simulator.ts'
import type { Simulator, Surroundings } from '../desk/simulator.ts'
import { addApiRoutes } from './api-routes.ts'
import { bookOf, ${pascal}Books } from './books.ts'

/** ${nameEn} as its sandbox would be. It has no window yet, so a buyer is sent away with a sentence. */
export function ${camel}Simulator(surroundings: Surroundings): Simulator {
  const books = new ${pascal}Books(surroundings)
  return {
    id: '${id}',
    nameKo: '${nameKo}',
    nameEn: '${nameEn}',
    faults: books.faults,
    possibleFaults: Object.keys(faults) as Fault[],
    addRoutes: (app) => addApiRoutes(app, books),
    register: (registration) => books.register(registration),
    merchants: () => books.merchants.all(),
    buy: () => {
      throw new DeskRefusal(
        400,
        'WRONG_HAND_OFF',
        '${nameEn} has no window yet.',
        '${nameKo}의 결제창은 아직 없습니다.',
      )
    },
    book: (orderId) => {
      const order = books.orders.get(orderId)
      return order && bookOf(order)
    },
    ledger: () => books.orders.all().map(bookOf),
    deposit: async () => {
      throw new DeskRefusal(
        404,
        'NO_ACCOUNT',
        'This order has no virtual account.',
        '가상계좌가 없는 주문입니다.',
      )
    },
    repeatNotes: async () => [],
    close: () => books.close(),
  }
}
`
}

function simulatorTest({ id, nameKo, testMid, testKey }: GatewayNames): string {
  return `import { afterAll, beforeAll, expect, test } from 'vitest'
import { bench } from '../testing.ts'
import type { Bench } from '../testing.ts'

let at: Bench
beforeAll(async () => {
  at = await bench()
})
afterAll(() => at.running.close())

test('the desk knows the PG and its shared test id', async () => {
  const desk = await at.call('GET', '/control')
  const merchants = await at.call('GET', '/control/${id}/merchants')

  const own = { id: '${id}', nameKo: '${nameKo}' }
  expect(desk.json['simulators']).toContainEqual(expect.objectContaining(own))
  expect(merchants.text).toContain('${testMid}')
})

test('a wrong key is refused before the call is even looked at', async () => {
  const stranger = await at.call('GET', '/${id}/anything', undefined, { authorization: 'Bearer wrong' })
  const merchant = await at.call('GET', '/${id}/anything', undefined, {
    authorization: 'Bearer ${testKey}',
  })

  expect(stranger).toMatchObject({ status: 401, json: { code: 'SIM_WRONG_KEY' } })
  expect(merchant).toMatchObject({ status: 404, json: { code: 'SIM_NO_SUCH_CALL' } })
})

test('a buyer is told that there is no window, and nothing is booked', async () => {
  const bought = await at.call('POST', '/control/${id}/buy', {
    handOff: { kind: 'redirect', url: 'http://127.0.0.1/window' },
    decision: 'approve',
  })

  expect(bought).toMatchObject({ status: 400, json: { code: 'WRONG_HAND_OFF' } })
  expect((await at.call('GET', '/control/${id}/ledger')).text).toBe('[]')
})
`
}

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { send, json } from './answer.ts'
import type { DeskClock } from './clock.ts'
import { browserRequest, makeRequest } from './browser.ts'
import { describeDesk } from './describe.ts'
import { readBuy, readDeposit, readFault, readRegistration } from './control-bodies.ts'
import { bytesOf, numberOf, parseJson, recordOf } from './read-json.ts'
import { DeskRefusal } from './simulator.ts'
import type { Simulator } from './simulator.ts'

type Ask = FastifyRequest<{ Params: { pg: string; orderId: string } }>

/** `/control/…`: the headless buyer, the fault desk and the books. */
export function addControlRoutes(
  app: FastifyInstance,
  simulators: readonly Simulator[],
  clock: DeskClock,
): void {
  const route = (
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    work: (simulator: Simulator, request: Ask, body: unknown) => unknown,
  ) =>
    app.route<{ Params: { pg: string; orderId: string } }>({
      method,
      url: `/control/:pg${path}`,
      handler: (request, reply) =>
        answer(reply, () => work(known(simulators, request.params.pg), request, jsonBody(request))),
    })

  app.get('/control', (_request, reply) => answer(reply, () => describeDesk(simulators, clock.now())))
  app.post('/control/clock', (request, reply) =>
    answer(reply, async () => {
      const advance = numberOf(recordOf(jsonBody(request))['advanceMs'])
      if (advance === undefined || advance < 0)
        throw new DeskRefusal(
          400,
          'INVALID_BODY',
          'advanceMs: milliseconds, not negative.',
          'advanceMs 는 0 이상이어야 합니다.',
        )
      clock.advance(advance)
      const repeated = await Promise.all(simulators.map((simulator) => simulator.repeatNotes()))
      return { now: clock.now().toISOString(), notices: repeated.flat() }
    }),
  )

  route('GET', '/merchants', (simulator) =>
    simulator
      .merchants()
      .map(({ mid, notifyUrls, credentials }) => ({ mid, notifyUrls, keys: Object.keys(credentials) })),
  )
  route('POST', '/merchants', (simulator, _request, body) => {
    const { mid, notifyUrls } = simulator.register(readRegistration(body))
    return { mid, notifyUrls }
  })
  route('POST', '/buy', async (simulator, _request, body) => {
    const { handOff, choice, faults, deliver } = readBuy(body, simulator)
    const { orderId, next, refused } = simulator.buy(handOff, choice)
    for (const fault of faults) simulator.faults.add({ ...fault, orderId })
    const request = next === null ? null : browserRequest(next)
    return {
      orderId,
      next: request,
      ...(refused === undefined ? {} : { refused }),
      ...(deliver && request !== null ? { delivered: await makeRequest(request) } : {}),
    }
  })
  route('GET', '/ledger', (simulator) => simulator.ledger())
  route('GET', '/orders/:orderId', (simulator, request) => {
    const book = simulator.book(request.params.orderId)
    if (book === undefined) throw unknownOrder()
    return book
  })
  route('POST', '/orders/:orderId/deposit', async (simulator, request, body) => {
    const { orderId } = request.params
    const notices = await simulator.deposit(orderId, readDeposit(body))
    return { order: simulator.book(orderId), notices }
  })
  route('POST', '/orders/:orderId/faults', (simulator, request, body) => {
    simulator.faults.add({ ...readFault(body, simulator), orderId: request.params.orderId })
    return { waiting: simulator.faults.waiting() }
  })
  route('GET', '/faults', (simulator) => ({ waiting: simulator.faults.waiting() }))
  route('POST', '/faults', (simulator, _request, body) => {
    simulator.faults.add(readFault(body, simulator))
    return { waiting: simulator.faults.waiting() }
  })
  route('DELETE', '/faults', (simulator) => {
    simulator.faults.clear()
    return { waiting: [] }
  })
}

async function answer(reply: FastifyReply, work: () => unknown): Promise<FastifyReply> {
  try {
    send(reply, json(200, await work()))
  } catch (error) {
    if (!(error instanceof DeskRefusal)) throw error
    send(reply, json(error.status, { code: error.code, message: error.message, messageKo: error.messageKo }))
  }
  return reply
}

/**
 * Only JSON under its own content type: a foreign web page open in the developer's
 * browser can send forms and plain text across origins, but not this.
 */
function jsonBody(request: FastifyRequest): unknown {
  if (request.method === 'GET') return {}
  const bytes = bytesOf(request.body)
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? '')) {
    if (bytes.length === 0 && request.headers.origin === undefined) return {}
    throw new DeskRefusal(415, 'JSON_ONLY', 'Send application/json.', 'application/json 으로 보내세요.')
  }
  return bytes.length === 0 ? {} : parseJson(bytes)
}

function known(simulators: readonly Simulator[], id: string): Simulator {
  const simulator = simulators.find((each) => each.id === id)
  if (simulator === undefined)
    throw new DeskRefusal(404, 'NO_SUCH_PG', `No simulator is called ${id}.`, '없는 PG 입니다.')
  return simulator
}

function unknownOrder(): DeskRefusal {
  return new DeskRefusal(404, 'NO_SUCH_ORDER', 'The PG never saw this order.', 'PG 가 모르는 주문입니다.')
}

import { createServer, type RequestListener } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import { createPgNetwork } from './pg-network.ts'

const open: (() => Promise<unknown>)[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((close) => close()))
})

/** A PG on loopback, and a network that may speak plain HTTP to it. */
async function world(listener: RequestListener) {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  const network = createPgNetwork({ plainOrigins: [origin] })
  open.push(() => network.close())
  open.push(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return { origin, network }
}

test('an answer comes back with its status whatever the status is', async () => {
  const { origin, network } = await world((request, response) => {
    response.writeHead(500, { 'x-method': request.method }).end('멈춤')
  })

  const answer = await network.send({ method: 'POST', url: `${origin}/a`, body: 'x', timeoutMs: 2_000 })

  expect(answer.status).toBe(500)
  expect(answer.headers['x-method']).toBe('POST')
  expect(Buffer.from(answer.body).toString('utf8')).toBe('멈춤')
})

test('a redirect is an answer and is not followed', async () => {
  let calls = 0
  const { origin, network } = await world((_request, response) => {
    calls += 1
    response.writeHead(302, { location: '/elsewhere' }).end()
  })

  const answer = await network.send({ method: 'GET', url: `${origin}/a`, timeoutMs: 2_000 })

  expect(answer.status).toBe(302)
  expect(calls).toBe(1)
})

test.each(['before the headers', 'in the middle of the body'])(
  'a PG that falls silent %s is a thrown time-out',
  async (place) => {
    const { origin, network } = await world((_request, response) => {
      if (place !== 'before the headers') response.writeHead(200, { 'content-length': '10' }).write('half')
    })

    await expect(network.send({ method: 'GET', url: origin, timeoutMs: 100 })).rejects.toThrow(
      /timeout|abort/i,
    )
  },
)

test('a connection that breaks is thrown, and the call is not repeated', async () => {
  let calls = 0
  const { origin, network } = await world((request) => {
    calls += 1
    request.socket.destroy()
  })

  await expect(network.send({ method: 'POST', url: origin, body: 'x', timeoutMs: 2_000 })).rejects.toThrow(
    /closed|reset|hang up/,
  )
  expect(calls).toBe(1)
})

test('an endless answer is cut at 2 MB', async () => {
  const { origin, network } = await world((_request, response) => {
    response.on('error', () => undefined)
    response.end(Buffer.alloc(2_000_001))
  })

  await expect(network.send({ method: 'GET', url: origin, timeoutMs: 5_000 })).rejects.toThrow(/larger/)
})

test('PG secrets never travel in clear to anybody but the simulator', async () => {
  const network = createPgNetwork({ plainOrigins: ['http://localhost:4004'] })
  open.push(() => network.close())

  await expect(
    network.send({ method: 'POST', url: 'http://pg.example/approve', timeoutMs: 100 }),
  ).rejects.toThrow(/http:/)
  await expect(
    network.send({ method: 'POST', url: 'http://localhost:4005/x', timeoutMs: 100 }),
  ).rejects.toThrow(/refused/)
})

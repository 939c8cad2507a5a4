import { createServer, request as open, type IncomingMessage, type ServerResponse } from 'node:http'

/** One call of the platform to a PG, as it passes the line. */
export interface PgCall {
  readonly method: string
  readonly path: string
  readonly body: string
}

/**
 * `before` the PG has not heard of the call. `after` the PG has done it, and its answer is on the way.
 */
export type HoldPoint = 'before' | 'after'

/** A call that is held. */
export interface Held {
  /** Resolves when a call is stopped at the point. */
  readonly reached: Promise<void>
  /** Lets it go on. */
  release(): void
  /** Breaks the connection off; a call held `before` never arrives. */
  cut(): void
  /** Resolves when the call is over for the PG: done and answered, or cut off. */
  readonly over: Promise<void>
}

/** The line between the platform and the PGs: everything passes, until a test holds a call. */
export interface PgLine {
  readonly origin: string
  /** Where the simulators listen. */
  connect(simulators: string): void
  /** Holds the next call that fits. Several holds that fit are used one after another. */
  hold(fits: (call: PgCall) => boolean, point: HoldPoint): Held
  /** Calls so far that fit, held ones included. */
  count(fits: (call: PgCall) => boolean): number
  close(): Promise<void>
}

interface Hold {
  readonly fits: (call: PgCall) => boolean
  readonly point: HoldPoint
  readonly arrive: (act: { release(): void; cut(): void }) => void
  readonly end: () => void
}

/**
 * Opens the line. A fault of the simulators says what a PG does; the line says when: it can keep a call back
 * for as long as a test needs to kill a process or to lock a row, and let it go at that very moment.
 */
export async function openPgLine(): Promise<PgLine> {
  let target: URL | undefined
  const holds: Hold[] = []
  const calls: PgCall[] = []

  const server = createServer((incoming, outgoing) => {
    // Either side may be killed at any moment; that is what the line is for.
    incoming.on('error', () => undefined)
    outgoing.on('error', () => undefined)
    void pass(incoming, outgoing).catch(() => outgoing.destroy())
  })

  async function pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await readAll(incoming)
    const call = { method: incoming.method ?? '', path: incoming.url ?? '', body: body.toString('utf8') }
    calls.push(call)
    const index = holds.findIndex((hold) => hold.fits(call))
    const hold = index < 0 ? undefined : holds.splice(index, 1)[0]
    try {
      if (hold?.point === 'before' && !(await stop(hold, outgoing))) return
      const answer = await forward(incoming, body)
      if (hold?.point === 'after' && !(await stop(hold, outgoing))) return
      outgoing.writeHead(answer.status, answer.headers).end(answer.body)
    } finally {
      hold?.end()
    }
  }

  /** @returns false when the call was cut */
  function stop(hold: Hold, outgoing: ServerResponse): Promise<boolean> {
    return new Promise((resolve) =>
      hold.arrive({
        release: () => resolve(true),
        cut: () => {
          outgoing.destroy()
          resolve(false)
        },
      }),
    )
  }

  function forward(incoming: IncomingMessage, body: Buffer) {
    return new Promise<{ status: number; headers: IncomingMessage['headers']; body: Buffer }>(
      (resolve, reject) => {
        if (target === undefined) return reject(new Error('the line leads nowhere yet'))
        const {
          host: _host,
          connection: _connection,
          'transfer-encoding': _coding,
          ...headers
        } = incoming.headers
        const passed = open(
          {
            host: target.hostname,
            port: target.port,
            method: incoming.method,
            path: incoming.url,
            agent: false,
            headers: { ...headers, host: target.host, 'content-length': body.length },
          },
          (answer) => {
            readAll(answer).then((bytes) => {
              const { 'transfer-encoding': _chunked, connection: _kept, ...rest } = answer.headers
              resolve({ status: answer.statusCode ?? 502, headers: rest, body: bytes })
            }, reject)
          },
        )
        passed.on('error', reject)
        passed.end(body)
      },
    )
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    origin: `http://127.0.0.1:${port}`,
    connect(simulators) {
      target = new URL(simulators)
    },
    hold(fits, point) {
      let act: { release(): void; cut(): void } | undefined
      let end: () => void = () => undefined
      const over = new Promise<void>((resolve) => {
        end = resolve
      })
      const reached = new Promise<void>((resolve) => {
        holds.push({
          fits,
          point,
          arrive: (arrived) => {
            act = arrived
            resolve()
          },
          end,
        })
      })
      return { reached, over, release: () => act?.release(), cut: () => act?.cut() }
    },
    count: (fits) => calls.filter(fits).length,
    async close() {
      server.closeAllConnections()
      await new Promise<void>((resolve) => server.close(() => resolve()))
    },
  }
}

/** What the simulators' `silent` faults do to a connection must reach the platform, so a broken body is an error. */
async function readAll(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}

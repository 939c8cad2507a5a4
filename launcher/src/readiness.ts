import { request } from 'node:http'

/** What a face must answer to count as ready. */
export interface Probe {
  readonly name: string
  readonly port: number
  /** `healthy` wants 200 of `/healthz`; `answering` takes any HTTP answer. */
  readonly wants: 'healthy' | 'answering'
}

export interface Waiting {
  readonly timeoutMs: number
  /** A reason to give up early, such as a program that keeps ending. */
  readonly givenUp: () => string | undefined
}

export type Readiness =
  { readonly kind: 'ready' } | { readonly kind: 'not-ready'; readonly probe: Probe; readonly reason: string }

/** Asks every face until all are ready. */
export async function waitUntilReady(probes: readonly Probe[], waiting: Waiting): Promise<Readiness> {
  const answers = await Promise.all(probes.map((probe) => waitForOne(probe, waiting)))
  return answers.find((answer) => answer.kind === 'not-ready') ?? { kind: 'ready' }
}

async function waitForOne(probe: Probe, { timeoutMs, givenUp }: Waiting): Promise<Readiness> {
  const startedAt = Date.now()
  for (;;) {
    const status = await ask(probe.port)
    if (probe.wants === 'healthy' ? status === 200 : status !== undefined) return { kind: 'ready' }
    const reason = givenUp()
    if (reason !== undefined) return { kind: 'not-ready', probe, reason }
    if (Date.now() - startedAt > timeoutMs) {
      return { kind: 'not-ready', probe, reason: status === undefined ? 'no answer' : `HTTP ${status}` }
    }
    await new Promise((resolve) => setTimeout(resolve, 40))
  }
}

/** The status of `/healthz`; nothing when nobody answers. */
function ask(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const call = request(
      { host: '127.0.0.1', port, path: '/healthz', timeout: 2_000, agent: false },
      (answer) => {
        answer.resume()
        resolve(answer.statusCode)
      },
    )
    call.once('timeout', () => call.destroy())
    call.once('error', () => resolve(undefined))
    call.end()
  })
}

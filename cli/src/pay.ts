import { bodyOf, type Answer, type Ask } from './ask.ts'
import { begin, buy, prepare, type ShopAttempt } from './buyer.ts'
import { readDemonstration, type Demonstration } from './demonstration.ts'
import type { Installation } from './installation.ts'
import { fitToChannel } from './fit-to-channel.ts'
import { readPayRequest, type PayRequest } from './pay-request.ts'
import type { Terminal } from './terminal.ts'
import { ToldError } from './told-error.ts'

/** What a payment needs of the world; a test hands in its own. */
export interface PayWorld {
  readonly installation: Installation
  readonly terminal: Terminal
  readonly ask: Ask
  /** Milliseconds of a clock that only runs forward. */
  readonly now: () => number
  readonly wait: (ms: number) => Promise<void>
}

const pollMs = 200
const unsettled = new Set(['READY', 'PAY_PENDING'])

/**
 * Plays the shop and the buyer without a browser, and prints the payment as REST V2 answers it, byte for byte.
 *
 * @returns 0 when the payment is settled; for a buyer who vanished, READY is where it must rest
 */
export async function pay(words: readonly string[], world: PayWorld): Promise<number> {
  const request = readPayRequest(words)
  const demo = await readDemonstration(world.installation.dataDir)
  return playPayment(request, demo, world)
}

/** Plays one payment against the system that `demo` describes. */
export async function playPayment(
  request: PayRequest,
  demo: Demonstration,
  world: PayWorld,
): Promise<number> {
  const { ask, terminal } = world
  const deadline = world.now() + request.timeoutSec * 1_000

  const fitted = fitToChannel(request, demo)
  const attempt = await prepare(ask, demo, fitted)
  terminal.note(`prepared ${request.paymentId} (${attempt.attemptId})`)
  const handOff = await begin(ask, attempt)
  if (handOff === undefined) terminal.note('the attempt ended before the PG was reached')
  else {
    terminal.note(`window ${handOff.kind}; the buyer plays: ${request.play}`)
    await buy(ask, demo, attempt, handOff, fitted)
  }
  if (request.play !== 'vanish') await untilDone(attempt, demo, world, deadline)

  const last = await untilSettled(request, demo, world, deadline)
  terminal.out(last.text)
  return last.settled ? 0 : 1
}

async function untilDone(
  attempt: ShopAttempt,
  demo: Demonstration,
  world: PayWorld,
  deadline: number,
): Promise<void> {
  const url = `${demo.origins.checkout}/browser/v2/attempts/${attempt.attemptId}`
  while (world.now() < deadline) {
    const state = bodyOf(
      await world.ask('GET', url, { headers: { 'Naru-Attempt-Secret': attempt.attemptSecret } }),
    )
    if (state['state'] === 'DONE') {
      world.terminal.note(`the shop was told: ${JSON.stringify(state['result'])}`)
      return
    }
    await world.wait(pollMs)
  }
  world.terminal.note('the attempt is not done yet')
}

async function untilSettled(
  request: PayRequest,
  demo: Demonstration,
  world: PayWorld,
  deadline: number,
): Promise<Answer & { readonly settled: boolean }> {
  const url = `${demo.origins.v2}/payments/${encodeURIComponent(request.paymentId)}?storeId=${encodeURIComponent(demo.storeId)}`
  for (;;) {
    const answer = await world.ask('GET', url, { headers: { Authorization: `PortOne ${demo.apiSecret}` } })
    if (answer.status === 401 || answer.status === 403) {
      throw new ToldError(
        `${demo.origins.v2}가 demo.json의 API Secret을 받아들이지 않습니다(${answer.status}).`,
        `${demo.origins.v2} does not accept the API secret of demo.json (${answer.status}).`,
      )
    }
    const settled = answer.status === 200 && isSettled(request, bodyOf(answer)['status'])
    if (settled || world.now() >= deadline) return { ...answer, settled }
    await world.wait(pollMs)
  }
}

/** Money is where it will stay: decided, or, for a buyer who never came back, not moved at all. */
function isSettled(request: PayRequest, status: unknown): boolean {
  if (typeof status !== 'string') return false
  return request.play === 'vanish' ? status === 'READY' : !unsettled.has(status)
}

import { Agent, request } from 'undici'
import { createGuardedConnector } from './guarded-connector.ts'

/** What leaves for a merchant's address. */
export interface OutgoingMessage {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly limits: SendLimits
}

/** How long a receiver may take. */
export interface SendLimits {
  readonly connectMs: number
  readonly readMs: number
  /** Nothing may take longer than this, a receiver that drips single bytes included. */
  readonly totalMs: number
}

/** `answered`: some HTTP answer, whatever its status. `unreachable`: none. */
export type SendResult =
  | {
      readonly kind: 'answered'
      readonly status: number
      readonly headers: Readonly<Record<string, string>>
      readonly body: string
    }
  | { readonly kind: 'unreachable'; readonly error: string }

/** Sends to addresses that merchants chose. Never throws, never follows redirects. */
export interface WebhookSender {
  send(message: OutgoingMessage): Promise<SendResult>
  /** Breaks off what is in flight. */
  close(): Promise<void>
}

/** PortOne's V2 webhook guide: 30 s to connect, 30 s to read. */
export const v2Limits: SendLimits = { connectMs: 30_000, readMs: 30_000, totalMs: 60_000 }
/** PortOne's V1 webhook guide: 10 s to connect and 30 s to read at first, 15 s in all when sent again. */
export const v1FirstLimits: SendLimits = { connectMs: 10_000, readMs: 30_000, totalMs: 40_000 }
export const v1AgainLimits: SendLimits = { connectMs: 10_000, readMs: 15_000, totalMs: 15_000 }
/** PortOne's guide to V1's confirm-process: 10 s in all, while the buyer waits. */
export const v1ConfirmLimits: SendLimits = { connectMs: 10_000, readMs: 10_000, totalMs: 10_000 }
/** The longest of all. */
export const sendLimitMs = v2Limits.totalMs
/** How much of an answer is read and kept. */
export const answerBytesMax = 16_384
/** Shorter than any usual server's own idle limit, so that a reused connection is not about to be closed. */
const idleMs = 2_000

/**
 * @param options.allowLoopback development mode only: the shop runs on this machine
 */
export function createWebhookSender(options: { readonly allowLoopback: boolean }): WebhookSender {
  // A connection's time limit belongs to its pool, so each limit has one.
  const agents = new Map<number, Agent>()
  function agentFor({ connectMs }: SendLimits): Agent {
    const known = agents.get(connectMs)
    if (known !== undefined) return known
    const agent = new Agent({
      connect: createGuardedConnector(options.allowLoopback, connectMs),
      maxHeaderSize: answerBytesMax,
      keepAliveTimeout: idleMs,
      keepAliveMaxTimeout: idleMs,
    })
    agents.set(connectMs, agent)
    return agent
  }
  return {
    async send({ url, headers, body, limits }) {
      const target = parseTarget(url)
      if (target === undefined) return { kind: 'unreachable', error: 'UNSUPPORTED_ADDRESS' }
      const limit = new AbortController()
      const timer = setTimeout(() => limit.abort(), limits.totalMs)
      try {
        const answer = await request(target, {
          method: 'POST',
          headers,
          body,
          dispatcher: agentFor(limits),
          headersTimeout: limits.readMs,
          bodyTimeout: limits.readMs,
          signal: limit.signal,
        })
        return {
          kind: 'answered',
          status: answer.statusCode,
          headers: flatten(answer.headers),
          body: await readStart(answer.body),
        }
      } catch (error) {
        return { kind: 'unreachable', error: describe(error) }
      } finally {
        clearTimeout(timer)
      }
    },
    close: async () => {
      await Promise.all([...agents.values()].map((agent) => agent.destroy()))
    },
  }
}

/** Only http and https leave; the URL parser also turns `0x7f.1` and its kind into the address they mean. */
export function parseTarget(url: string): URL | undefined {
  const target = URL.canParse(url) ? new URL(url) : undefined
  if (target === undefined || (target.protocol !== 'http:' && target.protocol !== 'https:')) return undefined
  return target.username === '' && target.password === '' ? target : undefined
}

/** The start of the answer. Once the status is known, a body that breaks off changes nothing. */
async function readStart(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of body) {
      chunks.push(chunk)
      size += chunk.length
      if (size >= answerBytesMax) break
    }
  } catch {
    // What arrived is kept.
  }
  const bytes = Buffer.concat(chunks).subarray(0, answerBytesMax)
  // PostgreSQL's text cannot hold U+0000.
  return bytes.toString('utf8').replaceAll('\0', '\uFFFD')
}

function flatten(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const entries = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value] as const],
  )
  return Object.fromEntries(entries)
}

/** The code only: messages of the system name resolved addresses, which are not the reader's business. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return 'UNKNOWN'
  if ('code' in error && typeof error.code === 'string') return error.code
  return error.name
}

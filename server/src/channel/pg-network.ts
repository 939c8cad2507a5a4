import type { Network, NetworkResponse } from '@naru/gateways'
import { Agent, request, type Dispatcher } from 'undici'

const connectTimeoutMs = 5_000
const bodyBytesMax = 2_000_000

/**
 * Outgoing HTTP to the PGs over connections of its own. No redirects, no retries, no cookies; certificates are
 * checked. Plain `http:` goes to the named origins only (the simulators), so that no PG secret can travel in clear.
 */
export function createPgNetwork(
  options: { readonly plainOrigins?: readonly string[] } = {},
): Network & { close(): Promise<void> } {
  const plainOrigins = new Set((options.plainOrigins ?? []).map((origin) => new URL(origin).origin))
  const dispatcher = new Agent({
    connect: { timeout: connectTimeoutMs, minVersion: 'TLSv1.2' },
    connections: 64,
    pipelining: 1,
    keepAliveTimeout: 30_000,
  })
  return {
    async send(call) {
      const url = new URL(call.url)
      if (url.protocol !== 'https:' && !plainOrigins.has(url.origin)) {
        throw new Error(`refused to speak ${url.protocol} to ${url.host}`)
      }
      const response = await request(url, {
        dispatcher,
        method: call.method,
        headers: call.headers ?? {},
        body: call.body ?? null,
        signal: AbortSignal.timeout(call.timeoutMs),
      })
      return {
        status: response.statusCode,
        headers: flatten(response.headers),
        body: await readBody(response.body),
      }
    },
    close: () => dispatcher.close(),
  }
}

/** Reads at most `bodyBytesMax`; more than that is no answer of a PG. */
async function readBody(body: Dispatcher.ResponseData['body']): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of body) {
    const bytes = Buffer.from(chunk)
    length += bytes.length
    if (length > bodyBytesMax) {
      body.destroy()
      throw new Error(`the answer is larger than ${bodyBytesMax} bytes`)
    }
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}

function flatten(headers: Dispatcher.ResponseData['headers']): NetworkResponse['headers'] {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  )
}

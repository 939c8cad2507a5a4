import type { Network, NetworkRequest } from '../port.ts'

/** One answer of a PG in a test: a body with a status, or an error that the wire throws. */
export type Scripted = { readonly status?: number; readonly body: string | Uint8Array } | Error

/** A PG that answers from a script and remembers what it was asked. An unscripted call fails the test. */
export class ScriptedNetwork implements Network {
  readonly requests: NetworkRequest[] = []
  readonly #script: Scripted[]

  constructor(...script: readonly Scripted[]) {
    this.#script = [...script]
  }

  send(request: NetworkRequest) {
    this.requests.push(request)
    const next = this.#script.shift()
    if (next === undefined) return Promise.reject(new Error(`unscripted call to ${request.url}`))
    if (next instanceof Error) return Promise.reject(next)
    const body = typeof next.body === 'string' ? new TextEncoder().encode(next.body) : next.body
    return Promise.resolve({ status: next.status ?? 200, headers: {}, body })
  }

  /** The form fields of the n-th request. */
  form(index: number): Readonly<Record<string, string>> {
    return Object.fromEntries(new URLSearchParams(this.text(index)))
  }

  text(index: number): string {
    const body = this.requests[index]?.body
    return typeof body === 'string' ? body : new TextDecoder().decode(body)
  }
}

export function resetByPeer(): Error {
  return Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })
}

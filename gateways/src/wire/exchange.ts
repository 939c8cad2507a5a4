import type { Network, NetworkRequest, Silent } from '../port.ts'

/** What came back over the wire, still as bytes: the PG's folder knows how to read them. */
export interface Answered {
  readonly kind: 'answered'
  readonly status: number
  readonly body: Uint8Array
}

/**
 * Sends one call to a PG. A time-out, a reset or a refused connection is `silent`: once bytes may have left us,
 * nobody here can know what the PG did with them.
 */
export async function exchange(network: Network, request: NetworkRequest): Promise<Answered | Silent> {
  try {
    const { status, body } = await network.send(request)
    return { kind: 'answered', status, body }
  } catch (error) {
    return { kind: 'silent', reason: `no answer (${nameOf(error)})` }
  }
}

/** Only the kind of failure: a message could quote the address, and an address could carry a token. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown failure'
  // `fetch` hides the socket's code in the cause.
  return codeOf(error) ?? codeOf(error.cause) ?? error.name
}

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}

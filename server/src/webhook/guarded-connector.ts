import { lookup, type LookupAddress, type LookupOptions } from 'node:dns'
import { isIP } from 'node:net'
import { buildConnector } from 'undici'
import { isAddressAllowed } from './address-guard.ts'

/** The address leads into a network that merchants must not reach. Nothing was sent. */
export class AddressRefusedError extends Error {
  readonly code = 'ADDRESS_REFUSED'

  constructor() {
    super('the address belongs to an internal or reserved network')
  }
}

/**
 * Opens sockets for merchants' addresses. The name is resolved here, once, and the socket goes to
 * exactly the addresses that were checked, so a name that answers differently the second time
 * (DNS rebinding) gains nothing. The connected socket is checked again before a byte is written.
 */
export function createGuardedConnector(
  allowLoopback: boolean,
  connectTimeoutMs: number,
): buildConnector.connector {
  const guardedLookup = createGuardedLookup(allowLoopback)
  const connect = buildConnector({ timeout: connectTimeoutMs, lookup: guardedLookup, autoSelectFamily: true })
  return (options, callback) => {
    // Node does not look literal addresses up, so they are checked before.
    if (isIP(options.hostname) !== 0 && !isAddressAllowed(options.hostname, allowLoopback)) {
      callback(new AddressRefusedError(), null)
      return
    }
    connect(options, (error, socket) => {
      if (error !== null) return callback(error, null)
      if (isAddressAllowed(socket.remoteAddress, allowLoopback)) return callback(null, socket)
      socket.destroy()
      callback(new AddressRefusedError(), null)
    })
  }
}

type LookupCallback = (
  error: NodeJS.ErrnoException | null,
  address: string | LookupAddress[],
  family?: number,
) => void

/** A resolver that gives no address at all when any answer leads inside. */
export function createGuardedLookup(allowLoopback: boolean) {
  return (hostname: string, options: LookupOptions, callback: LookupCallback): void => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, [])
      const isAllowed = addresses.every(({ address }) => isAddressAllowed(address, allowLoopback))
      const [first] = addresses
      if (first === undefined || !isAllowed) return callback(new AddressRefusedError(), [])
      if (options.all === true) return callback(null, addresses)
      callback(null, first.address, first.family)
    })
  }
}

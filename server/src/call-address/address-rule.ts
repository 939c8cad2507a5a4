import { BlockList, isIP } from 'node:net'

/** A network as PostgreSQL keeps it and people read it: an address and how many of its bits count. */
export interface Network {
  readonly address: string
  readonly bits: number
  readonly family: 'ipv4' | 'ipv6'
}

/** Reads CIDR notation. A bare address means itself. @returns undefined for anything else */
export function parseNetwork(text: string): Network | undefined {
  const [address = '', bitsText, more] = text.trim().split('/')
  const version = isIP(address)
  if (version === 0 || more !== undefined || address.includes('%')) return undefined
  const bitsMax = version === 4 ? 32 : 128
  if (bitsText !== undefined && !/^(0|[1-9]\d{0,2})$/.test(bitsText)) return undefined
  const bits = bitsText === undefined ? bitsMax : Number(bitsText)
  if (bits > bitsMax) return undefined
  return { address: address.toLowerCase(), bits, family: version === 4 ? 'ipv4' : 'ipv6' }
}

export function networkText({ address, bits }: Network): string {
  return `${address}/${bits}`
}

/**
 * Whether one of the networks holds the address. Fails closed: what cannot be read lies in none.
 *
 * @param address as the socket gives it; an IPv4 caller of an IPv6 socket (`::ffff:1.2.3.4`) counts as IPv4
 */
export function isInside(address: string, cidrs: readonly string[]): boolean {
  const caller = address.toLowerCase().replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/, '')
  const version = isIP(caller)
  if (version === 0) return false
  const list = new BlockList()
  for (const cidr of cidrs) {
    const network = parseNetwork(cidr)
    if (network !== undefined) list.addSubnet(network.address, network.bits, network.family)
  }
  return list.check(caller, version === 4 ? 'ipv4' : 'ipv6')
}

import { BlockList, isIP } from 'node:net'

/**
 * Whether a merchant's webhook may connect to this address. Fails closed: only global unicast
 * addresses pass, and whatever does not parse is refused, so that a webhook cannot be aimed at
 * the installation's own network.
 *
 * @param address as the socket or the resolver gives it, never a name
 * @param allowLoopback development mode, where the shop runs on the same machine
 */
export function isAddressAllowed(address: string | undefined, allowLoopback: boolean): boolean {
  if (address === undefined || address.includes('%')) return false
  const version = isIP(address)
  if (version === 0) return false
  if (version === 4) {
    if (allowLoopback && loopbackV4.check(address, 'ipv4')) return true
    return !insideV4.check(address, 'ipv4')
  }
  if (allowLoopback && loopbackV6.check(address, 'ipv6')) return true
  return globalV6.check(address, 'ipv6') && !insideV6.check(address, 'ipv6')
}

const loopbackV4 = subnets([['127.0.0.0', 8]])
const loopbackV6 = subnets([['::1', 128]])

// IANA IPv4 special-purpose address registry (RFC 6890 and successors), and cloud metadata outside of it.
const insideV4 = subnets([
  ['0.0.0.0', 8], // this network; Linux connects 0.0.0.0 to itself
  ['10.0.0.0', 8],
  ['100.64.0.0', 10], // carrier-grade NAT; Alibaba metadata 100.100.100.200
  ['127.0.0.0', 8],
  ['168.63.129.16', 32], // Azure's platform address
  ['169.254.0.0', 16], // link-local; metadata of AWS, GCP, Azure
  ['172.16.0.0', 12],
  ['192.0.0.0', 24], // protocol assignments; Oracle metadata 192.0.0.192
  ['192.0.2.0', 24],
  ['192.88.99.0', 24], // 6to4 relay
  ['192.168.0.0', 16],
  ['198.18.0.0', 15], // benchmarking
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4], // multicast
  ['240.0.0.0', 4], // reserved, broadcast
])

// Everything outside 2000::/3 is refused: unspecified, loopback, mapped, NAT64, unique local, link-local, multicast.
const globalV6 = subnets([['2000::', 3]])
const insideV6 = subnets([
  ['2001::', 23], // Teredo, benchmarking, ORCHID
  ['2001:db8::', 32], // documentation
  ['2002::', 16], // 6to4 carries an IPv4 address
  ['3fff::', 20], // documentation
])

function subnets(ranges: readonly (readonly [string, number])[]): BlockList {
  const list = new BlockList()
  for (const [network, bits] of ranges) {
    list.addSubnet(network, bits, isIP(network) === 4 ? 'ipv4' : 'ipv6')
  }
  return list
}

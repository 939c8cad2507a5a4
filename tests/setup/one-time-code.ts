import { createHmac } from 'node:crypto'

/** RFC 6238 with SHA-1, six digits and 30 seconds, written from the standard and not with the server's library. */
export function oneTimeCode(base32: string, atMs: number): string {
  const bits = base32.split('').map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter))
  const bytes: number[] = []
  let [kept, count] = [0, 0]
  for (const five of bits) {
    kept = ((kept << 5) | five) & 0xfff
    count += 5
    if (count >= 8) {
      count -= 8
      bytes.push((kept >> count) & 0xff)
    }
  }
  const step = Buffer.alloc(8)
  step.writeBigUInt64BE(BigInt(Math.floor(atMs / 30_000)))
  const mac = createHmac('sha1', Buffer.from(bytes)).update(step).digest()
  const offset = (mac[19] ?? 0) & 15
  return String((mac.readUInt32BE(offset) & 0x7fff_ffff) % 1_000_000).padStart(6, '0')
}

import { randomBytes, randomInt, randomUUID } from 'node:crypto'
import { uuidv7 } from 'uuidv7'

/** Where chance comes from. Always an argument. */
export interface Random {
  /** Time-ordered id (UUIDv7) for rows that are appended. */
  id(): string
  /** UUIDv4 for public identifiers that must tell nothing. */
  uuid(): string
  /** URL-safe text of `bytes` random bytes. */
  token(bytes: number): string
  bytes(count: number): Buffer
  /** Uniform in [0, 1). */
  fraction(): number
}

export const systemRandom: Random = {
  id: () => uuidv7(),
  uuid: () => randomUUID(),
  token: (bytes) => randomBytes(bytes).toString('base64url'),
  bytes: (count) => randomBytes(count),
  fraction: () => randomInt(2 ** 47) / 2 ** 47,
}

import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { refuseReconciliation } from './reconciliation-errors.ts'

/** What came in, on this machine's disk for as long as the request runs: whole before the first row is written. */
export interface Spooled {
  readonly path: string
  readonly digest: Buffer
  remove(): Promise<void>
}

export const fileBytesMax = 100_000_000

/**
 * Writes what arrives to a temporary file and hashes it. So the database transaction does not last as long as the
 * sender's line is slow, no PG is called inside it, and memory does not grow with the number of records.
 */
export async function spool(bytes: AsyncIterable<Uint8Array | string>): Promise<Spooled> {
  const folder = await mkdtemp(join(tmpdir(), 'naru-settlement-'))
  const remove = () => rm(folder, { recursive: true, force: true })
  const path = join(folder, 'records')
  const hash = createHash('sha256')
  let size = 0
  try {
    const file = createWriteStream(path, { mode: 0o600 })
    for await (const chunk of bytes) {
      size += chunk.length
      if (size > fileBytesMax) {
        file.destroy()
        throw refuseReconciliation('SettlementFileTooLargeError')
      }
      hash.update(chunk)
      if (!file.write(chunk)) await once(file, 'drain')
    }
    file.end()
    await once(file, 'close')
    return { path, digest: hash.digest(), remove }
  } catch (error) {
    await remove()
    throw error
  }
}

/** The lines of a spooled file of JSON lines, one at a time. */
export async function* readJsonLines(path: string): AsyncGenerator<unknown> {
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    const value: unknown = JSON.parse(line)
    yield value
  }
}

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { addressOf } from './guard.ts'
import { findHome, readRemembered } from './home.ts'
import { isPostmasterAlive, readPostmasterFile } from './postmaster-file.ts'

/**
 * The address of the embedded database of a data folder while it runs; undefined when it does not, or when this
 * account may not know it. Touches nothing.
 */
export async function runningAddress(dataDir: string): Promise<string | undefined> {
  const home = await findHome(dataDir)
  const running = await readPostmasterFile(home.cluster)
  if (running === undefined || !isPostmasterAlive(running.pid)) return undefined
  const isKnown = await readFile(join(home.folder, 'access.json')).then(
    () => true,
    () => false,
  )
  if (!isKnown) return undefined
  const { password } = await readRemembered(home)
  return addressOf({ password, port: running.port }, 'naru')
}

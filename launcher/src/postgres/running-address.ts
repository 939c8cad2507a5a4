import { realpath } from 'node:fs/promises'
import { resolve } from 'node:path'
import { postgresAccount } from './account.ts'
import { addressOf } from './guard.ts'
import { openHome, readRemembered } from './home.ts'
import { isPostmasterAlive, readPostmasterFile } from './postmaster-file.ts'

/** Where the embedded database of a data folder runs right now, password included; undefined when it does not. */
export async function runningAddress(dataDir: string): Promise<string | undefined> {
  const there = await realpath(resolve(dataDir)).catch(() => undefined)
  if (there === undefined) return undefined
  const home = await openHome(there, postgresAccount())
  const running = await readPostmasterFile(home.cluster)
  if (running === undefined || !isPostmasterAlive(running.pid)) return undefined
  const { password } = await readRemembered(home)
  return addressOf({ port: running.port, password }, 'naru')
}

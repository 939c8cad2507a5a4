import { readFile } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { codeOf } from '../launch-error.ts'

/** What a running postmaster writes about itself into its data folder. */
export interface PostmasterFile {
  readonly pid: number
  readonly port: number
}

/** Lines of `postmaster.pid`: pid, data folder, start time, port, socket folder, address, … (PostgreSQL, miscadmin.h). */
export function parsePostmasterFile(text: string): PostmasterFile | undefined {
  const lines = text.split('\n')
  const pid = Number(lines[0])
  const port = Number(lines[3])
  if (!Number.isSafeInteger(pid) || pid <= 0 || !Number.isSafeInteger(port) || port <= 0) return undefined
  return { pid, port }
}

export async function readPostmasterFile(cluster: string): Promise<PostmasterFile | undefined> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')
  return parsePostmasterFile(text)
}

/** Whether the process lives and, where the system tells, is a PostgreSQL and not a later owner of its number. */
export function isPostmasterAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (codeOf(error) !== 'EPERM') return false
  }
  try {
    return /postgres/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8'))
  } catch (error) {
    // No /proc on macOS and Windows: the number is all there is. A zombie's command line is empty, not missing.
    return process.platform !== 'linux' || codeOf(error) !== 'ENOENT'
  }
}

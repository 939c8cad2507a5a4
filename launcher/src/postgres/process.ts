import { execFile, spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Account } from './account.ts'
import type { Binaries } from './binaries.ts'
import { exists, type Home } from './home.ts'
import { isPostmasterAlive, readPostmasterFile } from './postmaster-file.ts'

const run = promisify(execFile)

/** A server that was started; `exited` settles when it is gone. */
export interface Started {
  readonly exited: Promise<void>
  hasExited(): boolean
  /** What it has written to the log since it was started. */
  logText(): Promise<string>
}

/** Linux takes 107 bytes, macOS 103. */
const socketPathBytesMax = 103

/**
 * The data folder itself, which only its account may enter: a socket costs a third less CPU per statement than TCP.
 * None where the path is too long for the system or would be read as a list.
 */
function socketFolder(cluster: string, port: number): string {
  const isUsable =
    process.platform !== 'win32' &&
    Buffer.byteLength(socketPath(cluster, port)) <= socketPathBytesMax &&
    !/[",]/.test(cluster)
  return isUsable ? cluster : ''
}

/** Where PostgreSQL puts the socket of a port (PostgreSQL manual, unix_socket_directories). */
export function socketPath(folder: string, port: number): string {
  return join(folder, `.s.PGSQL.${port}`)
}

/** fsync and full_page_writes stay as PostgreSQL ships them: on. */
function settings(port: number, cluster: string): string[] {
  const fixed = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: socketFolder(cluster, port),
    max_connections: '200',
    // A young database gets its statistics within seconds: until then the plans of its hot statements read whole stores.
    autovacuum_naptime: '5s',
    timezone: 'UTC',
    log_timezone: 'UTC',
  }
  return ['-p', String(port), ...Object.entries(fixed).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
}

/**
 * Starts the server in a process group of its own: Ctrl-C at the terminal reaches the launcher alone, which
 * stops the database last.
 */
export async function startProcess(
  home: Home,
  binaries: Binaries,
  account: Account | undefined,
  port: number,
): Promise<Started> {
  const logStart = (await stat(home.logFile).catch(() => undefined))?.size ?? 0
  const logText = () => readFrom(home.logFile, logStart)
  if (process.platform === 'win32') return startByControl(home, binaries, port, logText)

  const log = openSync(home.logFile, 'a', 0o600)
  const child = spawn(binaries.postgres, ['-D', home.cluster, ...settings(port, home.cluster)], {
    ...account,
    cwd: home.folder,
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  child.unref()
  let gone = false
  const exited = new Promise<void>((resolve) => {
    const end = () => {
      gone = true
      resolve()
    }
    child.once('exit', end)
    child.once('error', end)
  })
  return { exited, hasExited: () => gone, logText }
}

/** On Windows pg_ctl drops the administrator's rights, which postgres.exe refuses to run with. */
async function startByControl(
  home: Home,
  binaries: Binaries,
  port: number,
  logText: () => Promise<string>,
): Promise<Started> {
  // An empty socket folder cannot be written inside -o, and is the default on Windows.
  const options = settings(port, home.cluster).filter((part, at, all) => {
    const isSocket = (text: string | undefined) => text?.startsWith('unix_socket') === true
    return !isSocket(part) && !(part === '-c' && isSocket(all[at + 1]))
  })
  let gone = false
  await run(
    binaries.pgCtl,
    ['start', '-D', home.cluster, '-l', home.logFile, '-w', '-t', '60', '-o', options.join(' ')],
    { windowsHide: true },
  ).catch(() => {
    gone = true
  })
  return { exited: gone ? Promise.resolve() : new Promise(() => undefined), hasExited: () => gone, logText }
}

const stopTimeoutMs = 30_000

/** Fast shutdown: sessions are ended, everything is written, the next start needs no recovery. */
export async function stopProcess(home: Home, binaries: Binaries): Promise<void> {
  const running = await readPostmasterFile(home.cluster)
  if (running === undefined || !isPostmasterAlive(running.pid)) return
  if (process.platform === 'win32') {
    await run(binaries.pgCtl, ['stop', '-D', home.cluster, '-m', 'fast', '-w'], { windowsHide: true })
    return
  }
  // SIGINT is "fast", SIGQUIT "immediate" (PostgreSQL manual, Shutting Down the Server).
  process.kill(running.pid, 'SIGINT')
  if (await isGone(home, running.pid, stopTimeoutMs)) return
  process.kill(running.pid, 'SIGQUIT')
  await isGone(home, running.pid, stopTimeoutMs)
}

/** An adopted server is no child of ours, so its end can only be watched. */
async function isGone(home: Home, pid: number, timeoutMs: number): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < timeoutMs; waitedMs += 20) {
    if (!isPostmasterAlive(pid) || !(await exists(join(home.cluster, 'postmaster.pid')))) return true
    await pause(20)
  }
  return false
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

async function readFrom(path: string, start: number): Promise<string> {
  const file = await open(path, 'r').catch(() => undefined)
  if (file === undefined) return ''
  try {
    const { size } = await file.stat()
    const from = Math.max(start, size - 64 * 1024)
    const { buffer, bytesRead } = await file.read(Buffer.alloc(Math.max(0, size - from)), { position: from })
    return buffer.toString('utf8', 0, bytesRead)
  } finally {
    await file.close()
  }
}

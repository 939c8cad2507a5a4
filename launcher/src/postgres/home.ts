import { randomBytes } from 'node:crypto'
import { chmod, readFile, realpath, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openDataFolder, unwritable } from '../data-folder.ts'
import { LaunchError } from '../launch-error.ts'
import { makeFolder } from '../make-folder.ts'
import { canReach, type Account } from './account.ts'

/** Where an account that cannot enter the data folder keeps the database. */
const outsideParent = '/var/lib/naru'

/** The folder of one embedded database: cluster, password and port. */
export interface Home {
  readonly folder: string
  /** PGDATA, owned by the account that PostgreSQL runs as. */
  readonly cluster: string
  readonly logFile: string
}

/** What is remembered between starts; in a file that only its owner can read. */
export interface Remembered {
  readonly password: string
  readonly port: number | undefined
}

/**
 * Makes the folders of the database below the data folder, or in `/var/lib/naru` when the account that runs
 * PostgreSQL cannot get into the data folder (a clone in root's home).
 */
export async function openHome(dataDir: string, account: Account | undefined): Promise<Home> {
  const logs = await openDataFolder(dataDir)
  try {
    const real = await realpath(dataDir)
    const folder = canReach(real, account) ? join(real, 'postgres') : await outside(real)
    // Passing through is all that others may do; keys and secrets in here have files and folders of their own.
    if (account !== undefined && canReach(real, account)) await chmod(real, 0o711)
    await makeFolder(folder, account === undefined ? 0o700 : 0o711)
    return { folder, cluster: join(folder, 'data'), logFile: join(logs, 'postgres.log') }
  } catch (cause) {
    throw unwritable(dataDir, cause)
  }
}

/** Where the database of a data folder lies, without making anything. */
export async function findHome(dataDir: string): Promise<Home> {
  const elsewhere = (await readFile(join(dataDir, 'postgres-outside'), 'utf8').catch(() => '')).trim()
  const isOutside = /^[\w-]{16,}$/.test(elsewhere) && !(await exists(join(dataDir, 'postgres')))
  const folder = isOutside ? join(outsideParent, elsewhere) : join(dataDir, 'postgres')
  return { folder, cluster: join(folder, 'data'), logFile: join(dataDir, 'logs', 'postgres.log') }
}

export async function readRemembered(home: Home): Promise<Remembered> {
  const text = await readFile(settingsPath(home), 'utf8').catch(() => '{}')
  const parsed = parse(text)
  const password = typeof parsed['password'] === 'string' ? parsed['password'] : undefined
  const port = typeof parsed['port'] === 'number' ? parsed['port'] : undefined
  if (password !== undefined) return { password, port }
  if (await exists(home.cluster)) {
    throw new LaunchError(
      `내장 데이터베이스의 비밀번호 파일(${settingsPath(home)})이 없거나 손상되었습니다. 파일을 되돌려 놓거나, ${home.folder} 폴더를 다른 곳으로 옮기고 새 데이터베이스로 시작하세요.`,
      `The password file of the embedded database (${settingsPath(home)}) is missing or damaged: put it back, or move ${home.folder} away to start with an empty database.`,
    )
  }
  return { password: randomBytes(24).toString('base64url'), port }
}

/** Never half written, and never readable by others. */
export async function remember(home: Home, remembered: Remembered): Promise<void> {
  const draft = `${settingsPath(home)}.${process.pid}.new`
  try {
    await writeFile(draft, `${JSON.stringify(remembered)}\n`, { mode: 0o600 })
    await rename(draft, settingsPath(home))
  } catch (cause) {
    throw unwritable(home.folder, cause)
  }
}

export async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined
}

function settingsPath(home: Home): string {
  return join(home.folder, 'access.json')
}

/**
 * The data folder remembers the name of its database outside: moved, it finds the database again, and deleted, it
 * takes away the way to it, so that a new start is a new start and not old data under a lost key.
 */
async function outside(dataDir: string): Promise<string> {
  const path = join(dataDir, 'postgres-outside')
  const known = (await readFile(path, 'utf8').catch(() => '')).trim()
  if (/^[\w-]{16,}$/.test(known)) return join(outsideParent, known)
  const name = randomBytes(12).toString('hex')
  await writeFile(path, `${name}\n`, { mode: 0o600 })
  return join(outsideParent, name)
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}

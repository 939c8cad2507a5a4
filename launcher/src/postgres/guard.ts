import { realpath, stat } from 'node:fs/promises'
import { isAbsolute } from 'node:path'
import pg from 'pg'
import { codeOf } from '../launch-error.ts'
import { role } from './cluster.ts'
import { socketPath } from './process.ts'

/** Any constant will do: it marks the launcher's session among those of one database server. */
const launcherLock = 0x4e617275

export interface Access {
  readonly port: number
  readonly password: string
}

/**
 * The launcher's own session. While it is open the launcher knows that the server lives, and any other launcher
 * that asks is told that this data folder is taken; it ends with the process, so nothing is left to clean up.
 */
export interface Guard {
  /** False when another launcher holds the lock. */
  readonly isOurs: boolean
  onLost(callback: () => void): void
  close(): Promise<void>
}

export type Asked =
  | { readonly kind: 'answered'; readonly guard: Guard }
  /** Nobody listens, or the server is on its way up or down: ask again. */
  | { readonly kind: 'not-ready' }
  /** Somebody answers, but refuses the password of this folder. */
  | { readonly kind: 'foreign' }
  /** The server of another folder: this one was copied while that server ran, `postmaster.pid` included. */
  | { readonly kind: 'elsewhere' }

export function addressOf(access: Access, database: string): string {
  return `postgres://${role}:${access.password}@127.0.0.1:${access.port}/${database}`
}

/** Asks the server on the port whether it is the one of this data folder, and takes the launcher's lock. */
export async function ask(access: Access, cluster: string, lockTries = 20): Promise<Asked> {
  const client = new pg.Client({
    connectionString: addressOf(access, 'postgres'),
    application_name: 'naru launcher',
    connectionTimeoutMillis: 3_000,
    keepAlive: true,
  })
  let lost: () => void = () => undefined
  let isLost = false
  client.on('error', () => undefined)
  client.on('end', () => {
    isLost = true
    lost()
  })
  try {
    await client.connect()
    const { rows } = await client.query<{ folder: string }>(
      `select current_setting('data_directory') as folder`,
    )
    const folder = rows[0]?.folder ?? ''
    if ((await sameFolder(folder, cluster)) === false) {
      await client.end()
      return { kind: 'elsewhere' }
    }
    const isOurs = await takeLock(client, lockTries)
    return {
      kind: 'answered',
      guard: {
        isOurs,
        onLost: (callback) => {
          lost = callback
          if (isLost) callback()
        },
        close: async () => {
          lost = () => undefined
          await client.end().catch(() => undefined)
        },
      },
    }
  } catch (error) {
    await client.end().catch(() => undefined)
    // 28P01 wrong password, 28000 unknown role, 42501 not allowed: a server, but another one's.
    if (['28P01', '28000', '42501'].includes(codeOf(error))) return { kind: 'foreign' }
    return { kind: 'not-ready' }
  }
}

/**
 * Makes the database that Naru lives in when it is not there yet.
 *
 * @returns its address, over the server's socket where this process can reach it
 */
export async function ensureDatabase(access: Access, name: string): Promise<string> {
  const client = new pg.Client({ connectionString: addressOf(access, 'postgres') })
  client.on('error', () => undefined)
  await client.connect()
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name])
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`)
    const shown = await client.query<{ folder: string }>(
      `select current_setting('unix_socket_directories') as folder`,
    )
    return await overSocket(addressOf(access, name), access.port, shown.rows[0]?.folder ?? '')
  } finally {
    await client.end()
  }
}

/** `host` as a parameter goes before the host of the address, for `pg` and for libpq. */
async function overSocket(address: string, port: number, folder: string): Promise<string> {
  if (!isAbsolute(folder)) return address
  const isThere = await stat(socketPath(folder, port)).catch(() => undefined)
  return isThere === undefined ? address : `${address}?host=${encodeURIComponent(folder)}`
}

/** A launcher that was killed a moment ago may still hold the lock until the server notices. */
async function takeLock(client: pg.Client, tries: number): Promise<boolean> {
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const { rows } = await client.query<{ taken: boolean }>('select pg_try_advisory_lock($1) as taken', [
      launcherLock,
    ])
    if (rows[0]?.taken === true) return true
    await client.query('select pg_sleep(0.1)')
  }
  return false
}

async function sameFolder(a: string, b: string): Promise<boolean> {
  const [left, right] = await Promise.all([a, b].map((path) => realpath(path).catch(() => path)))
  return left === right
}

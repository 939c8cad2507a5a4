import { execFile } from 'node:child_process'
import { createServer } from 'node:net'
import { cp, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { startPostgres, type RunningPostgres } from '@naru/launcher/postgres/start-postgres'
import { forkLauncher, type LauncherProcess } from '../setup/launcher-process.ts'

// What happens to data folders on real machines, beside the plain story in postgres-supervisor.test.ts.

/** A stopped database; each story works on a copy, because making one takes seconds. */
let template: string
let dataDir: string
let running: RunningPostgres[]
let launchers: LauncherProcess[]
const lines: string[] = []

beforeAll(async () => {
  template = await mkdtemp(join(tmpdir(), 'naru-supervisor-'))
  await (await startPostgres({ dataDir: template, log: () => undefined })).stop()
})
afterAll(() => rm(template, { recursive: true, force: true }))

beforeEach(async () => {
  dataDir = `${template}-${crypto.randomUUID()}`
  await copyFolder(template, dataDir)
  running = []
  launchers = []
  lines.length = 0
})

afterEach(async () => {
  for (const launcher of launchers) await launcher.kill()
  for (const postgres of running) await postgres.stop()
  await rm(dataDir, { recursive: true, force: true })
})

test.skipIf(process.getuid?.() !== 0)(
  'started by root, the server runs as an account without rights',
  async () => {
    await start()

    const status = await readFile(`/proc/${await postmasterPid()}/status`, 'utf8')

    expect(/^Uid:\s+0\b/m.test(status)).toBe(false)
    expect(/^Groups:[ \t]*$/m.test(status)).toBe(true)
  },
)

test('a remembered port that another program took meanwhile is replaced', async () => {
  const first = await start()
  await first.stop()
  const port = Number(new URL(first.url).port)
  const stranger = createServer().listen(port, '127.0.0.1')
  await new Promise((resolve) => stranger.once('listening', resolve))

  const second = await start()

  expect(Number(new URL(second.url).port)).not.toBe(port)
  await query(second.url, 'select 1')
  stranger.close()
})

test('launcher and database killed in the same moment: the next start recovers every commit', async () => {
  const launcher = await forked()
  await query(launcher.url, 'create table kept as select 42 as amount')
  process.kill(await postmasterPid(), 'SIGKILL')
  await launcher.kill()

  const next = await start()

  expect(next.adopted).toBe(false)
  expect(await query(next.url, 'select amount from kept')).toEqual([{ amount: 42 }])
})

// A container that starts again hands out the same small process numbers, often to ourselves.
test('a stale postmaster.pid that names a living stranger does not stop a start', async () => {
  await writeFile(
    join(dataDir, 'postgres/data/postmaster.pid'),
    [process.pid, join(dataDir, 'postgres/data'), 1, 1, '', '127.0.0.1', '', 'ready', ''].join('\n'),
  )

  const next = await start()

  expect(await query(next.url, 'select 1 as here')).toEqual([{ here: 1 }])
  expect(next.adopted).toBe(false)
})

test('a folder copied from a running Naru starts a database of its own', async () => {
  const original = await start()
  const copy = `${dataDir}-copy`
  await copyFolder(dataDir, copy)
  try {
    const second = await start(copy)

    expect(second.adopted).toBe(false)
    expect(second.url).not.toBe(original.url)
    await second.stop()
  } finally {
    await rm(copy, { recursive: true, force: true })
  }
})

test.skipIf(process.getuid?.() !== 0)(
  'data that root brought back from a backup is handed to the server',
  async () => {
    const first = await start()
    await query(first.url, 'create table kept as select 42 as amount')
    await first.stop()
    await moveAsRoot(join(dataDir, 'postgres'))

    const next = await start()

    expect(await query(next.url, 'select amount from kept')).toEqual([{ amount: 42 }])
  },
)

test.skipIf(process.getuid?.() !== 0)(
  'a data folder that nobody can enter keeps its database outside, moves with it and forgets it with it',
  async () => {
    const closed = await mkdtemp(join(tmpdir(), 'naru-closed-'))
    const outside: string[] = []
    const note = async (folder: string) =>
      void outside.push((await readFile(join(folder, 'postgres-outside'), 'utf8')).trim())
    try {
      const first = await start(join(closed, 'a'))
      await note(join(closed, 'a'))
      await query(first.url, 'create table kept as select 42 as amount')
      await first.stop()
      await rename(join(closed, 'a'), join(closed, 'b'))
      const moved = await start(join(closed, 'b'))
      expect(await query(moved.url, 'select amount from kept')).toEqual([{ amount: 42 }])
      await moved.stop()
      await rm(join(closed, 'b'), { recursive: true })

      const fresh = await start(join(closed, 'b'))
      await note(join(closed, 'b'))

      await expect(query(fresh.url, 'select amount from kept')).rejects.toThrow('does not exist')
      await fresh.stop()
    } finally {
      for (const name of outside) await rm(join('/var/lib/naru', name), { recursive: true, force: true })
      await rm(closed, { recursive: true, force: true })
    }
  },
)

test.each([
  ['its control file is gone', 'global/pg_control', undefined],
  ['its control file is garbage', 'global/pg_control', 'x'.repeat(8192)],
  ['its version file is gone', 'PG_VERSION', undefined],
])('a damaged database is refused in one sentence and left as it is: %s', async (_, name, content) => {
  const path = join(dataDir, 'postgres/data', name)
  if (content === undefined) await rm(path)
  else await writeFile(path, content)

  const refusal = await start().catch((error: unknown) => error)

  expect(String(refusal)).toMatch(/손상/)
  expect(String(refusal)).toMatch(
    /is damaged and does not start .*\. Put a backup back, or move the folder away/,
  )
  await stat(join(dataDir, 'postgres/data/base'))
})

async function start(folder = dataDir): Promise<RunningPostgres> {
  const postgres = await startPostgres({ dataDir: folder, log: (line) => void lines.push(line) })
  running.push(postgres)
  return postgres
}

async function forked(): Promise<LauncherProcess> {
  const launcher = await forkLauncher(dataDir)
  launchers.push(launcher)
  return launcher
}

/** A thousand files: `cp` is four times faster than Node. */
async function copyFolder(from: string, to: string): Promise<void> {
  if (process.platform === 'win32') await cp(from, to, { recursive: true })
  else await promisify(execFile)('cp', ['-R', from, to])
}

/** What `cp -r` by root leaves: everything is root's, modes as the umask has them. */
async function moveAsRoot(folder: string): Promise<void> {
  await copyFolder(folder, `${folder}.restored`)
  await rm(folder, { recursive: true })
  await rename(`${folder}.restored`, folder)
}

async function postmasterPid(): Promise<number> {
  const text = await readFile(join(dataDir, 'postgres/data/postmaster.pid'), 'utf8')
  return Number(text.split('\n')[0])
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return (await client.query<Record<string, unknown>>(text)).rows
  } finally {
    await client.end().catch(() => undefined)
  }
}

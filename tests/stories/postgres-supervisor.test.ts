import { appendFile, mkdtemp, readFile, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { projectRoot } from '@naru/launcher/settings'
import { startPostgres, type RunningPostgres } from '@naru/launcher/postgres/start-postgres'

let dataDir: string
let running: RunningPostgres[]
let lines: string[]
/** An installation that was started and stopped once; tests work on copies, because making one takes seconds. */
let installed: string
beforeAll(async () => {
  installed = await mkdtemp(join(tmpdir(), 'naru-supervisor-'))
  const postgres = await startPostgres({ dataDir: installed, log: () => undefined })
  await postgres.stop()
})
afterAll(() => rm(installed, { recursive: true, force: true }))

beforeEach(async () => {
  dataDir = `${installed}-copy`
  // Owners stay as they are: as root the cluster belongs to somebody else.
  await promisify(execFile)('cp', ['-a', installed, dataDir])
  running = []
  lines = []
})
afterEach(async () => {
  await Promise.all(running.map((postgres) => postgres.stop()))
  await rm(dataDir, { recursive: true, force: true })
})

async function start(folder = dataDir): Promise<RunningPostgres> {
  const postgres = await startPostgres({ dataDir: folder, log: (line) => lines.push(line) })
  running.push(postgres)
  return postgres
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

const cluster = () => join(dataDir, 'postgres/data')
const postmasterPid = async () =>
  Number((await readFile(join(cluster(), 'postmaster.pid'), 'utf8')).split('\n')[0])

test('a first start makes a durable database that only this machine and only the password opens', async () => {
  await rm(dataDir, { recursive: true })
  const postgres = await start()

  expect(postgres.adopted).toBe(false)
  const settings = `select current_setting('fsync') as fsync, current_setting('listen_addresses') as addresses,
    current_setting('unix_socket_directories') as sockets, current_setting('server_encoding') as encoding,
    (select datlocprovider::text || ':' || datcollate || ':' || datlocale from pg_database where datname = 'naru') as locale`
  expect(await query(postgres.url, settings)).toEqual([
    {
      fsync: 'on',
      addresses: '127.0.0.1',
      sockets: await realpath(cluster()),
      encoding: 'UTF8',
      locale: 'b:C:C.UTF-8',
    },
  ])
  expect((await stat(cluster())).mode & 0o077).toBe(0)
  expect(await query(postgres.url, 'select inet_client_addr() is null as local')).toEqual([{ local: true }])
  const stranger = new URL(postgres.url)
  stranger.password = 'guess'
  await expect(query(stranger.href, 'select 1')).rejects.toMatchObject({ code: '28P01' })
  const access = await stat(join(dataDir, 'postgres/access.json'))
  expect(access.mode & 0o777).toBe(0o600)
})

test('a folder too deep for a socket is reached over TCP', async () => {
  const deep = join(dataDir, 'd'.repeat(100))
  const postgres = await start(deep)

  expect(await query(postgres.url, 'select host(inet_client_addr()) as host')).toEqual([
    { host: '127.0.0.1' },
  ])
})

test('what was written is there after a stop and a start, on the same address', async () => {
  const first = await start()
  await query(first.url, `create table kept as select '나루' as word`)
  await first.stop()

  const second = await start()

  expect(second).toMatchObject({ adopted: false, url: first.url })
  expect(await query(second.url, 'select word from kept')).toEqual([{ word: '나루' }])
  const log = await readFile(join(dataDir, 'logs/postgres.log'), 'utf8')
  expect(log).not.toMatch(/not properly shut down/)
})

test('a server killed hard comes back by itself with everything that was acknowledged', async () => {
  const postgres = await start()
  await query(postgres.url, 'create table paid as select 1000 as amount')
  const before = await postmasterPid()

  process.kill(before, 'SIGKILL')

  await expect
    .poll(() => query(postgres.url, 'select amount from paid').catch(() => []), { timeout: 30_000 })
    .toEqual([{ amount: 1000 }])
  expect(await postmasterPid()).not.toBe(before)
  expect(lines.join('\n')).toMatch(/The database went away/)
})

test('a server that outlived its launcher is taken over with its data', async () => {
  const program = `
    const { startPostgres } = await import(${JSON.stringify(join(projectRoot, 'launcher/dist/postgres/start-postgres.js'))})
    const { url } = await startPostgres({ dataDir: ${JSON.stringify(dataDir)}, log: () => undefined })
    process.stdout.write(url)`
  const launcher = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [url] = await once(launcher.stdout, 'data')
  await query(String(url), 'create table kept as select 7 as number')
  const before = await postmasterPid()
  launcher.kill('SIGKILL')
  await once(launcher, 'exit')

  const postgres = await start()

  expect(postgres).toMatchObject({ adopted: true, url: String(url) })
  expect(await postmasterPid()).toBe(before)
  expect(await query(postgres.url, 'select number from kept')).toEqual([{ number: 7 }])
  await postgres.stop()
  await expect(stat(join(cluster(), 'postmaster.pid'))).rejects.toThrow(/ENOENT/)
})

test('a data folder under a living launcher is refused, and its database goes on', async () => {
  const postgres = await start()

  await expect(start()).rejects.toThrow(/다른 Naru가[^]*Another Naru already runs on this data folder/)

  expect(await query(postgres.url, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('a damaged data folder is one sentence that names folder, log and cure, and nothing is overwritten', async () => {
  await (await start()).stop()
  await rename(join(cluster(), 'global/pg_control'), join(cluster(), 'global/pg_control.away'))

  await expect(start()).rejects.toThrow(/손상되어[^]*is damaged[^]*postgres\.log[^]*move the folder away/)

  await rename(join(cluster(), 'global/pg_control.away'), join(cluster(), 'global/pg_control'))
  expect((await start()).adopted).toBe(false)
})

test('a data folder of another PostgreSQL is not touched', async () => {
  await (await start()).stop()
  await writeFile(join(cluster(), 'PG_VERSION'), '15\n')

  await expect(start()).rejects.toThrow(/belongs to PostgreSQL 15 but 18 is installed/)

  await writeFile(join(cluster(), 'PG_VERSION'), '18\n')
})

test('a lost password file is told apart from a new installation', async () => {
  await (await start()).stop()
  await rm(join(dataDir, 'postgres/access.json'))

  await expect(start()).rejects.toThrow(/password file of the embedded database[^]*missing or damaged/)
})

test('a folder that cannot be written is one sentence with the way out', async () => {
  await appendFile(join(dataDir, 'file'), '')

  await expect(
    startPostgres({ dataDir: join(dataDir, 'file', 'below'), log: () => undefined }),
  ).rejects.toThrow(/쓸 수 없습니다[^]*cannot be written[^]*NARU_DATA_DIR/)
})

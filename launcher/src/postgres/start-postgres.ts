import { rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { findFreePort, isPortFree } from '../free-port.ts'
import { LaunchError } from '../launch-error.ts'
import { postgresAccount, type Account } from './account.ts'
import { findBinaries, type Binaries } from './binaries.ts'
import { damaged, ensureCluster } from './cluster.ts'
import { ask, ensureDatabase, type Access, type Guard } from './guard.ts'
import { openHome, readRemembered, remember, type Home } from './home.ts'
import { isPostmasterAlive, readPostmasterFile } from './postmaster-file.ts'
import { pause, socketPath, startProcess, stopProcess } from './process.ts'

export interface PostgresOptions {
  /** `NARU_DATA_DIR`; the database lies in its folder `postgres`. */
  readonly dataDir: string
  /** Lines for a person. */
  readonly log: (line: string) => void
}

export interface RunningPostgres {
  /** Address of Naru's database, password included: hand it to children by environment only. */
  readonly url: string
  /** True when a server that outlived its launcher was taken over. */
  readonly adopted: boolean
  /** Stops the server fast and cleanly; safe to call twice. */
  stop(): Promise<void>
}

interface Place {
  readonly home: Home
  readonly account: Account | undefined
  readonly binaries: Binaries
}

const startTimeoutMs = 120_000
const restartDelayMsMax = 10_000

/**
 * Starts the embedded PostgreSQL of a data folder, or takes over the one that still runs there, and keeps it
 * running until `stop`.
 *
 * @throws LaunchError with the sentence that says what to do
 */
export async function startPostgres({ dataDir, log }: PostgresOptions): Promise<RunningPostgres> {
  const account = postgresAccount()
  const home = await openHome(resolve(dataDir), account)
  const binaries = await findBinaries(home.folder, account)
  const place = { home, account, binaries }

  const remembered = await readRemembered(home)
  await remember(home, remembered)
  const outlived = await adopt(place, remembered.password)
  const { access, guard } = outlived ?? (await startNew(place, remembered, log))
  if (!guard.isOurs) {
    await guard.close()
    throw taken(dataDir)
  }
  const url = await ensureDatabase(access, 'naru')
  const keeper = keepRunning(place, access, guard, log)
  return { url, adopted: outlived !== undefined, stop: keeper.stop }
}

interface Held {
  readonly access: Access
  readonly guard: Guard
}

/** A server that outlived its launcher: `postmaster.pid` says where it is, and it is asked whose it is. */
async function adopt({ home }: Place, password: string): Promise<Held | undefined> {
  for (let waitedMs = 0; waitedMs < startTimeoutMs; waitedMs += 100) {
    const running = await readPostmasterFile(home.cluster)
    if (running === undefined) return undefined
    if (!isPostmasterAlive(running.pid)) return forget(home, running.port)
    const access = { port: running.port, password }
    const asked = await ask(access, home.cluster)
    if (asked.kind === 'answered') return { access, guard: asked.guard }
    if (asked.kind === 'elsewhere') return forget(home, running.port)
    if (asked.kind === 'foreign') {
      throw new LaunchError(
        `${home.cluster}의 데이터베이스가 이미 실행 중이지만 저장된 비밀번호를 받지 않습니다. 프로세스 ${running.pid}를 종료하거나 DATABASE_URL을 지정하세요.`,
        `The database of ${home.cluster} runs already but refuses the stored password: stop process ${running.pid}, or set DATABASE_URL.`,
      )
    }
    // Recovering after a crash, or about to stop.
    await pause(100)
  }
  throw new LaunchError(
    `실행 중인 데이터베이스(${home.cluster})가 응답하지 않습니다. ${home.logFile}을 확인하고 그 프로세스를 종료한 뒤 다시 시작하세요.`,
    `The database that runs in ${home.cluster} does not answer: see ${home.logFile}, stop that process, then start again.`,
  )
}

/**
 * Takes away the `postmaster.pid` of a server that is no more. PostgreSQL itself would refuse to start when the
 * number now belongs to another process of the same account, as after a restart of a container; its lock on shared
 * memory still keeps two servers out of one folder. The same holds for the lock of its socket, which goes first,
 * because `postmaster.pid` is what leads here.
 */
async function forget(home: Home, port: number): Promise<undefined> {
  const socket = socketPath(home.cluster, port)
  for (const left of [socket, `${socket}.lock`]) await rm(left, { force: true })
  await rm(join(home.cluster, 'postmaster.pid'), { force: true })
  return undefined
}

async function startNew(
  place: Place,
  remembered: { readonly password: string; readonly port: number | undefined },
  log: (line: string) => void,
): Promise<Held> {
  const { home, binaries, account } = place
  const made = await ensureCluster(home, binaries, account, remembered.password)
  if (made === 'created') log(`데이터베이스를 만들었습니다. / Created the database in ${home.cluster}`)
  const isUsable = remembered.port !== undefined && (await isPortFree(remembered.port))
  const port = isUsable && remembered.port !== undefined ? remembered.port : await findFreePort()
  const access = { port, password: remembered.password }
  await remember(home, access)
  return { access, guard: await launch(place, access) }
}

/** Starts the process and waits until it answers. */
async function launch(place: Place, access: Access): Promise<Guard> {
  const { home, binaries, account } = place
  const giveUpAt = Date.now() + startTimeoutMs
  for (;;) {
    const started = await startProcess(home, binaries, account, access.port)
    while (!started.hasExited() && Date.now() < giveUpAt) {
      const asked = await ask(access, home.cluster)
      if (asked.kind === 'answered') return asked.guard
      if (asked.kind === 'foreign' || asked.kind === 'elsewhere') break
      await Promise.race([started.exited, pause(30)])
    }
    const text = await started.logText()
    const mayRetry = started.hasExited() && Date.now() < giveUpAt && isOldServerLeaving(text)
    if (!mayRetry) {
      if (!started.hasExited()) await stopProcess(home, binaries)
      throw startFailed(home, text)
    }
    // Another launcher may have started the server in this very moment; it then answers as its own.
    const other = await adopt(place, access.password)
    if (other !== undefined) return other.guard
    await pause(300)
  }
}

/** After `kill -9` of the postmaster its sessions live on for a moment and keep the shared memory. */
function isOldServerLeaving(logText: string): boolean {
  return /pre-existing shared memory block|lock file "[^"]*(postmaster\.pid|\.lock)" already exists/.test(
    logText,
  )
}

function startFailed(home: Home, logText: string): LaunchError {
  const fatal = logText.split('\n').filter((line) => /(FATAL|PANIC):/.test(line))
  const reason = fatal.at(-1)?.replace(/^.*?(FATAL|PANIC):\s*/, '') ?? 'no answer'
  if (/could not bind|Address already in use/i.test(logText)) {
    return new LaunchError(
      '내장 데이터베이스의 포트가 방금 다른 프로그램에 점유되었습니다. 다시 시작하세요.',
      'Another program has just taken the port of the embedded database: start again.',
    )
  }
  if (/No space left|could not (write|create)[^\n]*(Permission denied|Read-only)/i.test(logText)) {
    return new LaunchError(
      `내장 데이터베이스(${home.cluster})에 쓸 수 없습니다(${reason}). 남은 공간과 권한을 확인하세요.`,
      `The embedded database (${home.cluster}) cannot be written (${reason}): check free space and permissions.`,
    )
  }
  return damaged(home, reason)
}

function taken(dataDir: string): LaunchError {
  return new LaunchError(
    `다른 Naru가 이미 이 데이터 폴더(${resolve(dataDir)})를 사용 중입니다. 먼저 종료하거나 NARU_DATA_DIR로 다른 폴더를 지정하세요.`,
    `Another Naru already runs on this data folder (${resolve(dataDir)}): stop it first, or choose another with NARU_DATA_DIR.`,
  )
}

/** Starts the server again, on the same port, when it goes away by itself. */
function keepRunning(place: Place, access: Access, first: Guard, log: (line: string) => void) {
  let guard = first
  let isStopping = false
  let recovering: Promise<void> = Promise.resolve()

  const recover = async () => {
    for (let delayMs = 100; !isStopping; delayMs = Math.min(delayMs * 2, restartDelayMsMax)) {
      log('데이터베이스 연결이 끊겨 다시 시작합니다. / The database went away; starting it again.')
      try {
        // Only our session may have broken: a server that still answers is kept.
        const held = await adopt(place, access.password)
        guard = held?.guard ?? (await launch(place, access))
        log('데이터베이스가 다시 실행 중입니다. / The database runs again.')
        watch()
        return
      } catch (error) {
        log(error instanceof Error ? error.message : String(error))
        await pause(delayMs)
      }
    }
  }
  const watch = () =>
    guard.onLost(() => {
      if (!isStopping) recovering = recover()
    })
  watch()

  let stopped: Promise<void> | undefined
  const stopOnce = async () => {
    isStopping = true
    await recovering
    await guard.close()
    await stopProcess(place.home, place.binaries)
  }
  return { stop: () => (stopped ??= stopOnce()) }
}

import { spawn, type ChildProcess } from 'node:child_process'
import { createWriteStream, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot, type Environment } from './settings.ts'

export interface ChildOptions {
  readonly name: string
  /** Below the project root. */
  readonly program: string
  readonly environment: Environment
  readonly logsDir: string
  /** Lines for a person. */
  readonly log: (line: string) => void
}

/** A program that is started again whenever it ends by itself. */
export interface Child {
  readonly name: string
  readonly logFile: string
  readonly pid: number | undefined
  /** How often it has ended without being asked to. */
  readonly crashes: number
  /** What it last wrote to standard error. */
  readonly lastWords: string
  /** Ends it with SIGKILL, as a crash would, and keeps it down until `start`. */
  kill9(): Promise<void>
  start(): void
  /** Asks it to end, waits, and ends it the hard way when it does not listen. */
  stop(): Promise<void>
  /** At once, for good, without waiting. */
  force(): void
}

const logBytesMax = 20 * 1024 * 1024
const stopTimeoutMs = 10_000
const steadyMs = 30_000

/** The pause before the next start: doubling while a program keeps ending early. */
export function nextDelayMs(formerMs: number, wasUpMs: number): number {
  return wasUpMs > steadyMs ? 250 : Math.min(Math.max(formerMs * 2, 250), 10_000)
}

export function startChild(options: ChildOptions): Child {
  const logFile = join(options.logsDir, `${options.name}.log`)
  keepLogSmall(logFile)
  const output = createWriteStream(logFile, { flags: 'a', mode: 0o600 })
  output.on('error', () => undefined)
  let running: ChildProcess | undefined
  let ended: Promise<void> = Promise.resolve()
  let isWanted = true
  let delayMs = 0
  let timer: NodeJS.Timeout | undefined
  const seen = { crashes: 0, lastWords: '' }

  const start = () => {
    isWanted = true
    if (running !== undefined) return
    const startedAt = Date.now()
    const child = spawnProgram(options)
    running = child
    child.stdout?.pipe(output, { end: false })
    child.stderr?.pipe(output, { end: false })
    child.stderr?.on('data', (chunk: Buffer) => {
      seen.lastWords = (seen.lastWords + chunk.toString('utf8')).slice(-2_000)
    })
    ended = new Promise((resolve) => {
      const end = (how: string) => {
        if (running !== child) return
        running = undefined
        resolve()
        if (!isWanted) return
        seen.crashes += 1
        delayMs = nextDelayMs(delayMs, Date.now() - startedAt)
        options.log(
          `${options.name}: 종료됨(${how}), ${delayMs / 1000}초 뒤 다시 시작합니다. / ended (${how}), starting again in ${delayMs / 1000} s; see ${logFile}`,
        )
        timer = setTimeout(start, delayMs)
      }
      child.once('exit', (code, signal) => end(signal ?? `code ${code}`))
      child.once('error', (error) => end(error.message))
    })
  }
  const rest = () => {
    isWanted = false
    clearTimeout(timer)
  }
  const force = () => {
    rest()
    running?.kill('SIGKILL')
  }
  start()

  return {
    name: options.name,
    logFile,
    get pid() {
      return running?.pid
    },
    get crashes() {
      return seen.crashes
    },
    get lastWords() {
      return seen.lastWords
    },
    start,
    force,
    kill9: async () => {
      force()
      await ended
    },
    stop: async () => {
      rest()
      // The end of its input says the same as SIGTERM, and is all there is on Windows.
      running?.stdin?.end()
      running?.kill('SIGTERM')
      const deadline = setTimeout(force, stopTimeoutMs)
      await ended
      clearTimeout(deadline)
      output.end()
    },
  }
}

/**
 * In a process group of its own, so that Ctrl-C reaches the launcher alone, which then stops things in order.
 * Its input is a pipe that we never write to: when the launcher is killed, the pipe ends and the child with it.
 */
function spawnProgram({ program, environment }: ChildOptions): ChildProcess {
  const child = spawn(process.execPath, ['--enable-source-maps', join(projectRoot, program)], {
    cwd: projectRoot,
    env: { ...environment, NARU_PARENT_PIPE: '1' },
    detached: process.platform !== 'win32',
    windowsHide: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  child.stdin.on('error', () => undefined)
  return child
}

function keepLogSmall(path: string): void {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  if (size > logBytesMax) renameSync(path, `${path}.1`)
}

import { spawn, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export interface Child {
  readonly pid: number
  /** First line the child printed: by agreement its readiness, or its result as JSON. */
  readonly firstLine: string
  /** Asks the child for a line over its standard input and waits for the answer. */
  ask(line: string): Promise<string>
  stop(): Promise<void>
}

/** Runs one of the bench's own processes, so that baselines and measuring devices do not share our event loop. */
export async function startChild(script: string, env: Readonly<Record<string, string>>): Promise<Child> {
  return start(fileURLToPath(new URL(`./${script}`, import.meta.url)), env)
}

/** Runs a process of the project by its path from the root; ready when `isReady` says so. */
export function spawnProject(path: string, env: Readonly<Record<string, string>>): ChildProcess {
  const file = fileURLToPath(new URL(`../../${path}`, import.meta.url))
  return spawn(process.execPath, [file], {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'ignore', 'inherit'],
  })
}

async function start(file: string, env: Readonly<Record<string, string>>): Promise<Child> {
  const child = spawn(process.execPath, [file], {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const waiting: ((line: string) => void)[] = []
  const lines: string[] = []
  let rest = ''
  child.stdout.on('data', (chunk: Buffer) => {
    const parts = (rest + chunk.toString('utf8')).split('\n')
    rest = parts.pop() ?? ''
    for (const line of parts) {
      const next = waiting.shift()
      if (next === undefined) lines.push(line)
      else next(line)
    }
  })
  const nextLine = (): Promise<string> => {
    const line = lines.shift()
    return line === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(line)
  }
  const firstLine = await nextLine()
  return {
    pid: child.pid ?? 0,
    firstLine,
    ask(line) {
      child.stdin.write(`${line}\n`)
      return nextLine()
    },
    stop: () => stopProcess(child),
  }
}

export async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill('SIGTERM')
  const force = setTimeout(() => child.kill('SIGKILL'), 10_000)
  await ended
  clearTimeout(force)
}

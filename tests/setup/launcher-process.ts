import { fork } from 'node:child_process'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('../../', import.meta.url))
// Below node_modules, so that the program finds its packages.
const folder = join(root, 'node_modules/.cache/naru-stories')

/** A launcher of its own, so that a story can kill it. */
export interface LauncherProcess {
  readonly url: string
  /** `kill -9`; resolves when the process is gone, also when it was gone before. */
  kill(): Promise<void>
}

/** Starts the database of a data folder from a second process, built from the sources as they are now. */
export async function forkLauncher(dataDir: string): Promise<LauncherProcess> {
  await mkdir(folder, { recursive: true })
  const program = join(folder, `launcher-${process.pid}-${crypto.randomUUID()}.mjs`)
  await build({
    stdin: {
      contents: `
        import { startPostgres } from './launcher/src/postgres/start-postgres.ts'
        const { url } = await startPostgres({ dataDir: process.argv[2], log: () => undefined })
        process.send(url)`,
      resolveDir: root,
      loader: 'ts',
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    outfile: program,
    logLevel: 'silent',
  })
  const child = fork(program, [dataDir], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  const url = await new Promise<string>((resolve, reject) => {
    child.once('message', (message) => {
      if (typeof message === 'string') resolve(message)
    })
    child.once('exit', (code) => reject(new Error(`the launcher ended with ${code}`)))
  })
  await rm(program)
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  return {
    url,
    kill: () => {
      child.kill('SIGKILL')
      return gone
    },
  }
}

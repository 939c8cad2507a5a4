/** Runs a built program with the arguments of this process; standard output belongs to the program alone. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { build } from '../build.mjs'
import { installIfStale } from './install.mjs'
import { projectRoot } from './step.mjs'

export async function runProgram(path) {
  await installIfStale()
  const { programs } = await build({ only: 'node', quiet: true })
  if (!programs) process.exit(1)
  const child = spawn(
    process.execPath,
    ['--enable-source-maps', join(projectRoot, path), ...process.argv.slice(2)],
    {
      stdio: 'inherit',
    },
  )
  // At the terminal the program gets Ctrl-C itself; a signal sent to us alone is passed on.
  process.on('SIGINT', () => undefined)
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  child.once('error', (error) => {
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 1
  })
  child.once('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1)
  })
}

#!/usr/bin/env node
import { join } from 'node:path'
import { env, exit, stderr, stdout } from 'node:process'
import { startSimulators } from './index.ts'

/** The simulators listen four above the platform's first port. */
const base = Number(env['NARU_PORT_BASE'] ?? 4000)
if (!Number.isSafeInteger(base) || base < 1 || base > 65_531) {
  stderr.write('NARU_PORT_BASE must be a port number. NARU_PORT_BASE 는 포트 번호여야 합니다.\n')
  exit(1)
}
const port = base + 4
const dataDirectory = env['NARU_DATA_DIR'] ?? '.naru'

try {
  const running = await startSimulators({
    port,
    publicOrigin: env['NARU_SIMULATOR_ORIGIN'] ?? `http://127.0.0.1:${port}`,
    stateDirectory: join(dataDirectory, 'simulators'),
  })
  stdout.write(`PG simulators: ${running.origin}\n`)
  const stop = () => void running.close().then(() => exit(0))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop)
  // Under a launcher standard input is a pipe that ends with it, however it ends.
  if (env['NARU_PARENT_PIPE'] === '1') process.stdin.once('end', stop).resume()
} catch (error) {
  stderr.write(`The simulators could not start on port ${port}: ${String(error)}\n`)
  exit(1)
}

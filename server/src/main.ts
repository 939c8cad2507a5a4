#!/usr/bin/env node
import { ConfigError, readConfig } from './config.ts'
import { systemClock } from './foundation/clock.ts'
import { createLogger } from './foundation/log.ts'
import { systemRandom } from './foundation/random.ts'
import { openServer } from './open-server.ts'

/** Starts the platform: configuration, database, listeners, timed work. The schema must be migrated (`prepare`). */
const log = createLogger()

try {
  const server = await openServer(readConfig(process.env), { clock: systemClock, random: systemRandom, log })
  await server.listen()
  log.info('naru is listening')

  let stopping = false
  const stop = (): void => {
    if (stopping) return
    stopping = true
    server.close().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'could not stop cleanly')
        process.exit(1)
      },
    )
  }
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  // Under a launcher standard input is a pipe that ends with it, however it ends.
  if (process.env['NARU_PARENT_PIPE'] === '1') process.stdin.on('end', stop).resume()
} catch (error) {
  if (error instanceof ConfigError) process.stderr.write(`${error.message}\n`)
  else log.fatal({ err: error }, 'naru could not start')
  process.exit(error instanceof ConfigError ? 2 : 1)
}

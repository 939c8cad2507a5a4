import { pino } from 'pino'
import { ConfigError } from './config.ts'
import { prepareInstallation } from './prepare-installation.ts'

// `node prepare.js [--migrate-only]`: schema and, in development mode, the demonstration merchant.
// Standard output is one JSON line, whatever else there is to say goes to standard error.
const log = pino({ level: process.env['NARU_LOG_LEVEL'] ?? 'warn', base: null }, pino.destination(2))
try {
  const migrateOnly = process.argv.includes('--migrate-only')
  const prepared = await prepareInstallation(process.env, { migrateOnly, log })
  process.stdout.write(`${JSON.stringify(prepared)}\n`)
} catch (error) {
  if (error instanceof ConfigError) {
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 2
  } else {
    log.error({ err: error }, 'the installation could not be prepared')
    process.exitCode = 1
  }
}

import { pino } from 'pino'
import { checkDatabase } from './check-database.ts'
import { ConfigError, readConfig } from './config.ts'
import { systemClock } from './foundation/clock.ts'
import { openDatabase } from './foundation/database.ts'
import { systemRandom } from './foundation/random.ts'
import { createOperatorAuthentication } from './operator/operator-authentication.ts'

// `node operator-add.js <email>`: makes an operator, or finds him, and prints `{"url":…}`, his one-time link.
const log = pino({ level: 'warn', base: null }, pino.destination(2))
try {
  const config = readConfig(process.env)
  const email = process.argv[2] ?? ''
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email))
    throw new ConfigError('이메일 주소를 적어 주세요. / Give an e-mail address.')
  await checkDatabase(config.databaseUrl)
  const database = openDatabase(config.databaseUrl, 2)
  try {
    const operators = createOperatorAuthentication({
      database,
      clock: systemClock,
      random: systemRandom,
      log,
      secret: config.operatorSecret,
      consoleOrigin: new URL(config.origins.console).origin,
    })
    process.stdout.write(`${JSON.stringify(await operators.invite(email))}\n`)
  } finally {
    await database.close()
  }
} catch (error) {
  if (error instanceof ConfigError) process.stderr.write(`${error.message}\n`)
  else log.error({ err: error }, 'the operator could not be added')
  process.exitCode = error instanceof ConfigError ? 2 : 1
}

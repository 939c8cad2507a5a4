import { verifyChains } from './audit/verify-chains.ts'
import { ConfigError, readConfig } from './config.ts'
import { openDatabase } from './foundation/database.ts'

// `node verify-audit.js`: walks every audit chain and prints one JSON line. Exit code 0 when all hold, 3 when one is broken.
try {
  // Read as in production, where a missing key is an error and not a reason to make another one.
  const config = readConfig({ ...process.env, NARU_MODE: 'production' })
  const database = openDatabase(config.databaseUrl, 1)
  try {
    const verdict = await verifyChains(database, config.auditKey)
    process.stdout.write(`${JSON.stringify(verdict)}\n`)
    process.exitCode = verdict.broken.length === 0 ? 0 : 3
  } finally {
    await database.close()
  }
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = error instanceof ConfigError ? 2 : 1
}

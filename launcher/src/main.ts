import { checkPorts } from './check-ports.ts'
import type { Child } from './child.ts'
import { LaunchError } from './launch-error.ts'
import { startPostgres, type RunningPostgres } from './postgres/start-postgres.ts'
import { readyScreen } from './screen.ts'
import { readSettings, type Settings } from './settings.ts'
import { onStopSignal } from './stop-signal.ts'
import { startSystem } from './system.ts'

// `npm start`: the database, then Naru's programs, one screen, and everything down again in reverse order.
const log = (line: string) => process.stdout.write(`  ${line.replaceAll('\n', '\n  ')}\n`)
const children: Child[] = []
let postgres: Promise<RunningPostgres> | undefined

onStopSignal({
  stop: () => {
    log('멈추는 중입니다. / Stopping …')
    void stopAll().then(() => {
      log('멈췄습니다. / Stopped.')
      process.exit(0)
    })
  },
  force: () => {
    for (const child of children) child.force()
    setTimeout(() => process.exit(130), 2_000)
    void postgres?.then((running) => running.stop()).finally(() => process.exit(130))
  },
})

try {
  const settings = readSettings(process.env)
  await checkPorts(settings)
  const databaseUrl = openDatabase(settings)
  // Whoever awaits it reports it; until then a failure is not an unhandled one.
  databaseUrl.catch(() => undefined)
  const { demonstration } = await startSystem({ settings, databaseUrl, log }, children)
  process.stdout.write(`${readyScreen(settings, demonstration)}\n`)
} catch (error) {
  await stopAll()
  const text =
    error instanceof LaunchError ? error.message.trim() : String(error instanceof Error ? error.stack : error)
  process.stderr.write(`\n${text}\n`)
  process.exit(1)
}

async function openDatabase(settings: Settings): Promise<string> {
  if (settings.databaseUrl !== undefined) return settings.databaseUrl
  postgres = startPostgres({ dataDir: settings.dataDir, log })
  const running = await postgres
  if (running.adopted)
    log('이전 실행의 데이터베이스를 이어서 씁니다. / Took over the database of the last run.')
  return running.url
}

/** Programs first, the database last, so that nobody loses it under his hands. */
async function stopAll(): Promise<void> {
  await Promise.all(children.map((child) => child.stop()))
  await postgres?.then((running) => running.stop()).catch(() => undefined)
}

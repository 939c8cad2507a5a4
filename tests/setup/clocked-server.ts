import { pino } from 'pino'
import { readConfig } from '@naru/server/config'
import { ManualClock } from '@naru/server/foundation/clock'
import { systemRandom } from '@naru/server/foundation/random'
import { openServer } from '@naru/server/open-server'
import { claimPorts } from './claim-ports.ts'
import type { RunningSystem } from './running-system.ts'

/** The same installation through a server inside the test, whose clock stands still until it is moved. */
export interface ClockedSystem extends RunningSystem {
  readonly clock: ManualClock
  /** Runs all timed work that is due at the clock's present, instead of waiting for the next tick. */
  drain(): Promise<void>
}

/** Another replica of a running system: same database, keys and simulators, listeners of its own. */
export async function startClockedServer(system: RunningSystem, start: Date): Promise<ClockedSystem> {
  const ports = await claimPorts()
  const { base } = ports
  const config = readConfig({
    NARU_MODE: 'development',
    NARU_DATA_DIR: system.dataDir,
    NARU_PORT_BASE: String(base),
    NARU_REPLICA: `clocked-${base}`,
    NARU_SIMULATOR_ORIGIN: system.origins.simulators,
    DATABASE_URL: system.databaseUrl,
  })
  const clock = new ManualClock(start)
  const server = await openServer(config, { clock, random: systemRandom, log: pino({ level: 'silent' }) })
  await server.listen()
  const origins = { ...system.origins, ...config.origins }
  return {
    ...system,
    clock,
    origins,
    demo: { ...system.demo, origins },
    drain: () => server.worker.drain(),
    stop: async () => {
      await server.close()
      await ports.release()
    },
  }
}

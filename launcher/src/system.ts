import { startChild, type Child } from './child.ts'
import { openDataFolder } from './data-folder.ts'
import { readDemonstration, type Demonstration } from './demonstration.ts'
import { LaunchError } from './launch-error.ts'
import { prepare } from './prepare.ts'
import { waitUntilReady, type Probe } from './readiness.ts'
import { facesOf, portOf, type Environment, type Face, type Settings } from './settings.ts'

export interface SystemOptions {
  readonly settings: Settings
  /** Awaited before the server's preparation; the simulators need no database and start at once. */
  readonly databaseUrl: Promise<string>
  readonly log: (line: string) => void
}

/** Naru's programs, all of them answering. */
export interface System {
  readonly server: Child
  readonly children: readonly Child[]
  /** Absent in production. */
  readonly demonstration: Demonstration | undefined
  /** Waits until every face answers again, after a child was started anew. */
  ready(): Promise<void>
}

const readyTimeoutMs = 60_000
/** A program that ends so often before it was ever ready will not become ready. */
const crashesMax = 3

/**
 * Prepares the database and starts server, simulators and shop; comes back when all of them answer.
 *
 * @param children filled as programs start, so that the caller can stop them whatever happens
 */
export async function startSystem(
  { settings, databaseUrl, log }: SystemOptions,
  children: Child[],
): Promise<System> {
  const { dataDir } = settings
  const logsDir = await openDataFolder(dataDir)
  const begin = (name: string, program: string, environment: Environment) => {
    const child = startChild({ name, program, environment, logsDir, log })
    children.push(child)
    return child
  }

  const isDevelopment = settings.mode === 'development'
  const withoutDatabase = childEnvironment(settings)
  if (isDevelopment) begin('simulators', 'simulators/dist/main.js', withoutDatabase)
  const simulatorsReady = isDevelopment ? untilReady(settings, ['simulators'], children) : undefined
  // Whoever fails first is told; the other must not be left behind as an unhandled rejection.
  simulatorsReady?.catch(() => undefined)
  const environment = { ...withoutDatabase, DATABASE_URL: await databaseUrl }
  await prepare(environment, logsDir)
  // The server tells them its channels before it listens.
  await simulatorsReady
  const server = begin('server', 'server/dist/main.js', environment)
  const demonstration = isDevelopment ? await readDemonstration(dataDir) : undefined
  if (isDevelopment) begin('shop', 'demo-shop/dist/main.js', withoutDatabase)

  const ready = () => untilReady(settings, facesOf(settings.mode), children)
  await ready()
  return { server, children, demonstration, ready }
}

/** What the programs are told. Simulators and shop have no business with the database. */
export function childEnvironment({ mode, portBase, dataDir, environment }: Settings): Environment {
  const { DATABASE_URL: _, NARU_SIMULATOR_ORIGIN: simulatorOrigin, ...rest } = environment
  return {
    ...rest,
    NARU_MODE: mode,
    NARU_PORT_BASE: String(portBase),
    NARU_DATA_DIR: dataDir,
    ...(mode === 'development'
      ? { NARU_SIMULATOR_ORIGIN: simulatorOrigin ?? `http://127.0.0.1:${portOf('simulators', portBase)}` }
      : {}),
  }
}

async function untilReady(
  settings: Settings,
  faces: readonly Face[],
  children: readonly Child[],
): Promise<void> {
  const owner = (face: Face) => children.find(({ name }) => name === ownerName(face))
  const waits = faces.map(async (face) => {
    const child = owner(face)
    const crashedBefore = child?.crashes ?? 0
    const probe: Probe = {
      name: face,
      port: portOf(face, settings.portBase),
      wants: ownerName(face) === 'server' ? 'healthy' : 'answering',
    }
    const answer = await waitUntilReady([probe], {
      timeoutMs: readyTimeoutMs,
      givenUp: () =>
        (child?.crashes ?? 0) - crashedBefore >= crashesMax ? lastLine(child?.lastWords ?? '') : undefined,
    })
    if (answer.kind === 'not-ready') throw notReady(face, child?.logFile ?? '', answer.reason)
  })
  await Promise.all(waits)
}

function ownerName(face: Face): string {
  return face === 'simulators' || face === 'shop' ? face : 'server'
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? ''
}

function notReady(face: Face, logFile: string, reason: string): LaunchError {
  return new LaunchError(
    `${face}이(가) 시작되지 않습니다(${reason}). 자세한 내용은 ${logFile}에 있습니다.`,
    `${face} does not start (${reason}); the details are in ${logFile}.`,
  )
}

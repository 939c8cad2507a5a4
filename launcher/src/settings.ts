import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { LaunchError } from './launch-error.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/** What the person who starts Naru may choose. */
export interface Settings {
  readonly mode: 'development' | 'production'
  /** Console; V1, V2, checkout, simulators and shop follow it. */
  readonly portBase: number
  /** Absolute. */
  readonly dataDir: string
  /** An outside PostgreSQL; the embedded one runs when it is absent. */
  readonly databaseUrl: string | undefined
  /** The rest of the environment, handed on to the programs. */
  readonly environment: Environment
}

/** The folder of the whole project: two above `launcher/src` and above `launcher/dist`. */
export const projectRoot = fileURLToPath(new URL('../../', import.meta.url))

export function readSettings(environment: Environment): Settings {
  const databaseUrl = environment['DATABASE_URL']
  return {
    mode: readMode(environment['NARU_MODE']),
    portBase: readPortBase(environment['NARU_PORT_BASE'] ?? '4000'),
    dataDir: resolve(projectRoot, environment['NARU_DATA_DIR'] ?? '.naru'),
    databaseUrl: databaseUrl === '' ? undefined : databaseUrl,
    environment,
  }
}

/** Faces with their distance from the port base. */
export const faces = ['console', 'v1', 'v2', 'checkout', 'simulators', 'shop'] as const
export type Face = (typeof faces)[number]

export function portOf(face: Face, portBase: number): number {
  return portBase + faces.indexOf(face)
}

/** The faces that run in the mode: simulators and shop are for development only. */
export function facesOf(mode: Settings['mode']): readonly Face[] {
  return mode === 'development' ? faces : faces.slice(0, 4)
}

function readMode(text: string | undefined): Settings['mode'] {
  if (text === undefined || text === '' || text === 'development') return 'development'
  if (text === 'production') return 'production'
  throw new LaunchError(
    `NARU_MODE는 development 또는 production이어야 합니다(지금: ${text}).`,
    `NARU_MODE must be development or production (it is ${text}).`,
  )
}

function readPortBase(text: string): number {
  const port = Number(text)
  if (/^\d+$/.test(text) && port >= 1 && port <= 65_500) return port
  throw new LaunchError(
    `NARU_PORT_BASE는 1에서 65500 사이의 정수여야 합니다(지금: ${text}).`,
    `NARU_PORT_BASE must be a whole number from 1 to 65500 (it is ${text}).`,
  )
}

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { LaunchError } from './launch-error.ts'
import type { Face } from './settings.ts'

/** What `demo.json` tells: written by the server's preparation, readable by its owner alone. */
export interface Demonstration {
  readonly origins: Readonly<Record<Face, string>>
  readonly console: { readonly email: string; readonly password: string }
  /** Looks after applications; absent in a file of a release that had none. */
  readonly operator?: { readonly email: string; readonly password: string }
  readonly storeId: string
  readonly apiSecret: string
  readonly webhookSecret: string
  readonly v1: { readonly userCode: string; readonly restKey: string; readonly restSecret: string }
  readonly channels: readonly DemonstrationChannel[]
  /** Channels that verify persons and take no payments. */
  readonly identityChannels: readonly Omit<DemonstrationChannel, 'mode'>[]
}

export interface DemonstrationChannel {
  readonly pg: string
  readonly module: string
  readonly mode: string
  readonly channelKey: string
  readonly name: string
}

export function demonstrationPath(dataDir: string): string {
  return join(dataDir, 'demo.json')
}

export async function readDemonstration(dataDir: string): Promise<Demonstration> {
  const path = demonstrationPath(dataDir)
  try {
    return parseDemonstration(await readFile(path, 'utf8'))
  } catch (cause) {
    throw new LaunchError(
      `${path} 파일을 읽을 수 없습니다. 지우고 npm start를 다시 실행하면 새로 만들어집니다.`,
      `${path} cannot be read: delete it and run npm start again, which writes a new one.`,
      { cause },
    )
  }
}

export function parseDemonstration(text: string): Demonstration {
  const file = record(JSON.parse(text))
  const origins = record(file['origins'])
  const console = record(file['console'])
  const operator = file['operator'] === undefined ? undefined : record(file['operator'])
  const v1 = record(file['v1'])
  const channels: unknown[] = Array.isArray(file['channels']) ? file['channels'] : []
  const identityChannels: unknown[] = Array.isArray(file['identityChannels']) ? file['identityChannels'] : []
  const origin = (face: Face) => string(origins, face)
  return {
    origins: {
      console: origin('console'),
      v1: origin('v1'),
      v2: origin('v2'),
      checkout: origin('checkout'),
      simulators: origin('simulators'),
      shop: origin('shop'),
    },
    console: { email: string(console, 'email'), password: string(console, 'password') },
    ...(operator === undefined
      ? {}
      : { operator: { email: string(operator, 'email'), password: string(operator, 'password') } }),
    storeId: string(file, 'storeId'),
    apiSecret: string(file, 'apiSecret'),
    webhookSecret: string(file, 'webhookSecret'),
    v1: {
      userCode: string(v1, 'userCode'),
      restKey: string(v1, 'restKey'),
      restSecret: string(v1, 'restSecret'),
    },
    channels: channels.map(record).map((channel) => ({
      pg: string(channel, 'pg'),
      module: string(channel, 'module'),
      mode: string(channel, 'mode'),
      channelKey: string(channel, 'channelKey'),
      name: string(channel, 'name'),
    })),
    identityChannels: identityChannels.map(record).map((channel) => ({
      pg: string(channel, 'pg'),
      module: string(channel, 'module'),
      channelKey: string(channel, 'channelKey'),
      name: string(channel, 'name'),
    })),
  }
}

function record(value: unknown): Record<string, unknown> {
  if (typeof value === 'object' && value !== null) return { ...value }
  throw new TypeError('object expected')
}

function string(from: Record<string, unknown>, key: string): string {
  const value = from[key]
  if (typeof value === 'string') return value
  throw new TypeError(`text expected at ${key}`)
}

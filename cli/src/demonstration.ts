import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ToldError } from './told-error.ts'

/** The part of `demo.json` that verbs act upon; the file holds more. */
export interface Demonstration {
  /** The file as it stands there, for verbs that print it. */
  readonly text: string
  readonly origins: Readonly<Record<'v1' | 'v2' | 'checkout' | 'simulators' | 'shop' | 'console', string>>
  readonly storeId: string
  readonly apiSecret: string
  readonly channels: readonly {
    readonly pg: string
    readonly module: string
    readonly channelKey: string
    readonly name: string
  }[]
}

/** Reads what `npm start` wrote about the demonstration merchant. */
export async function readDemonstration(dataDir: string): Promise<Demonstration> {
  const path = join(dataDir, 'demo.json')
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (cause) {
    throw new ToldError(
      `${path} 파일을 읽을 수 없습니다. 먼저 npm start로 Naru를 시작하고, 같은 NARU_DATA_DIR를 쓰세요.`,
      `${path} cannot be read: start Naru with npm start first, and use the same NARU_DATA_DIR.`,
      { cause },
    )
  }
  return parseDemonstration(text, path)
}

/** Checks the shape of `demo.json`; nothing past this point is unknown. */
export function parseDemonstration(text: string, path: string): Demonstration {
  const file = record(parseJson(text))
  const origins = record(file?.['origins'])
  const origin = (name: string): string => textOf(origins?.[name])
  const channels: unknown[] = Array.isArray(file?.['channels']) ? file['channels'] : []
  try {
    return {
      text,
      origins: {
        console: origin('console'),
        v1: origin('v1'),
        v2: origin('v2'),
        checkout: origin('checkout'),
        simulators: origin('simulators'),
        shop: origin('shop'),
      },
      storeId: textOf(file?.['storeId']),
      apiSecret: textOf(file?.['apiSecret']),
      channels: channels.map((value) => {
        const channel = record(value)
        return {
          pg: textOf(channel?.['pg']),
          module: textOf(channel?.['module']),
          channelKey: textOf(channel?.['channelKey']),
          name: textOf(channel?.['name']),
        }
      }),
    }
  } catch (cause) {
    throw new ToldError(
      `${path} 파일이 손상되었습니다. 지우고 npm start를 다시 실행하면 새로 만들어집니다.`,
      `${path} is damaged: delete it and run npm start again, which writes a new one.`,
      { cause },
    )
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function record(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null ? { ...value } : undefined
}

function textOf(value: unknown): string {
  if (typeof value === 'string' && value !== '') return value
  throw new TypeError('text expected')
}

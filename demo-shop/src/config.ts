import { readFile } from 'node:fs/promises'

/** What the shop's operator copied out of the console: addresses, identifiers and secrets. */
export interface ShopConfig {
  readonly origins: {
    readonly v2: string
    readonly checkout: string
    readonly simulators: string
    readonly shop: string
  }
  readonly storeId: string
  readonly apiSecret: string
  readonly webhookSecret: string
  readonly channels: readonly ShopChannel[]
  /** Folder for the order book. */
  readonly dataDir: string
}

export interface ShopChannel {
  readonly pg: string
  readonly mode: string
  readonly channelKey: string
  readonly name: string
}

/** The shop sells nothing in yen. */
const forJapan = 'inicis_jp'

/** Reads `demo.json`; says which member is wrong, never what a secret holds. */
export async function readShopConfig(path: string, dataDir: string): Promise<ShopConfig> {
  const parsed: unknown = JSON.parse(await readFile(path, 'utf8'))
  const file = record(parsed, '$')
  const origins = record(file['origins'], 'origins')
  const channels = file['channels']
  if (!Array.isArray(channels)) throw new Error('demo.json: channels must be a list')
  return {
    origins: {
      v2: text(origins, 'v2'),
      checkout: text(origins, 'checkout'),
      simulators: text(origins, 'simulators'),
      shop: text(origins, 'shop'),
    },
    storeId: text(file, 'storeId'),
    apiSecret: text(file, 'apiSecret'),
    webhookSecret: text(file, 'webhookSecret'),
    channels: channels
      .map((item: unknown, index) => record(item, `channels[${index}]`))
      .filter((channel) => channel['module'] !== forJapan)
      .map((channel) => ({
        pg: text(channel, 'pg'),
        mode: text(channel, 'mode'),
        channelKey: text(channel, 'channelKey'),
        name: text(channel, 'name'),
      })),
    dataDir,
  }
}

function record(value: unknown, name: string): Readonly<Record<string, unknown>> {
  if (!isRecord(value)) throw new Error(`demo.json: ${name} must be an object`)
  return value
}

/** A JSON object. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function text(from: Readonly<Record<string, unknown>>, name: string): string {
  const value = from[name]
  if (typeof value !== 'string' || value === '') throw new Error(`demo.json: ${name} must be a text`)
  return value
}

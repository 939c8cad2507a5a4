import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** `$NARU_DATA_DIR/demo.json`: everything that the demo shop, the first screen and a curious developer need. */
export interface DemonstrationFile {
  readonly origins: {
    readonly console: string
    readonly v1: string
    readonly v2: string
    readonly checkout: string
    readonly simulators: string
    readonly shop: string
  }
  readonly console: { readonly email: string; readonly password: string }
  /** Signs in at `/operator` of the console. */
  readonly operator: { readonly email: string; readonly password: string }
  readonly storeId: string
  /** V2 API secret. It stands nowhere else; without this file a new one is issued. */
  readonly apiSecret: string
  readonly webhookSecret: string
  readonly v1: { readonly userCode: string; readonly restKey: string; readonly restSecret: string }
  readonly channels: readonly {
    readonly pg: string
    readonly module: string
    readonly mode: 'LIVE' | 'TEST'
    readonly channelKey: string
    readonly name: string
  }[]
  /** Channels that verify persons and take no payments. */
  readonly identityChannels: readonly {
    readonly pg: string
    readonly module: string
    readonly channelKey: string
    readonly name: string
  }[]
}

export function demonstrationPath(dataDir: string): string {
  return join(dataDir, 'demo.json')
}

/** What an earlier start left behind and may be used again; nothing when the file is missing or broken. */
export async function readEarlier(
  path: string,
): Promise<{ readonly apiSecret?: string; readonly webhookUrl?: string }> {
  const parsed: unknown = await readFile(path, 'utf8')
    .then(JSON.parse)
    .catch(() => undefined)
  if (typeof parsed !== 'object' || parsed === null) return {}
  const apiSecret = 'apiSecret' in parsed ? parsed.apiSecret : undefined
  const origins: unknown = 'origins' in parsed ? parsed.origins : undefined
  const shop = typeof origins === 'object' && origins !== null && 'shop' in origins ? origins.shop : undefined
  return {
    ...(typeof apiSecret === 'string' ? { apiSecret } : {}),
    ...(typeof shop === 'string' ? { webhookUrl: webhookUrlOf(shop) } : {}),
  }
}

/** Where the demo shop takes its webhooks. */
export function webhookUrlOf(shopOrigin: string): string {
  return `${shopOrigin}/webhook`
}

/** Readable by its owner alone, and never half written. */
export async function writeDemonstration(path: string, file: DemonstrationFile): Promise<void> {
  const draft = `${path}.${process.pid}.new`
  await mkdir(join(path, '..'), { recursive: true, mode: 0o700 })
  await writeFile(draft, `${JSON.stringify(file, null, 2)}\n`, { mode: 0o600 })
  await rename(draft, path)
}

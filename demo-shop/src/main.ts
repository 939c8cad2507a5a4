import { join } from 'node:path'
import { readShopConfig } from './config.ts'
import { startShop } from './index.ts'

/** Starts the shop by itself: `NARU_PORT_BASE` (default 4000) plus 5, set up from `NARU_DATA_DIR/demo.json`. */
const dataDir = process.env['NARU_DATA_DIR'] ?? '.naru'
const port = Number(process.env['NARU_PORT_BASE'] ?? '4000') + 5
const host = process.env['NARU_HOST'] ?? '127.0.0.1'

const config = await readShopConfig(join(dataDir, 'demo.json'), join(dataDir, 'shop'))
const shop = await startShop({ port, host, config })
process.stdout.write(`demo shop: ${config.origins.shop} (listening on ${host}:${port})\n`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void shop.close().then(() => process.exit(0)))
}

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

const stop = () => void shop.close().then(() => process.exit(0))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop)
// Under a launcher standard input is a pipe that ends with it, however it ends.
if (process.env['NARU_PARENT_PIPE'] === '1') process.stdin.once('end', stop).resume()

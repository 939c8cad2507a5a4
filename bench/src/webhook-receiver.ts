import { createServer } from 'node:http'
import { env, stdout } from 'node:process'
import { createInterface } from 'node:readline'

/** Notes when the first byte of each webhook arrives, by the clock that the events' own timestamps use. */
const latencies: number[] = []
const server = createServer((request, response) => {
  const arrivedAt = performance.timeOrigin + performance.now()
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const { type, timestamp }: { type?: string; timestamp?: string } = JSON.parse(
      Buffer.concat(chunks).toString('utf8'),
    )
    if (type === 'Transaction.Paid' && timestamp !== undefined)
      latencies.push(arrivedAt - Date.parse(timestamp))
    response.end('ok')
  })
})
server.keepAliveTimeout = 60_000
server.listen(Number(env['BENCH_PORT']), '127.0.0.1', () => stdout.write('ready\n'))
createInterface({ input: process.stdin })
  .on('line', () => stdout.write(`${JSON.stringify(latencies)}\n`))
  .on('close', () => process.exit(0))

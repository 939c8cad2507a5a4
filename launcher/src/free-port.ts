import { createServer } from 'node:net'
import { codeOf } from './launch-error.ts'

// Above the range from which Linux takes the ports of outgoing connections, so that nothing sits there by chance.
const portMin = 61_000
const portMax = 65_000

/** A loopback port that nobody uses at this moment. */
export async function findFreePort(random: () => number = Math.random): Promise<number> {
  for (let tries = 0; tries < 50; tries += 1) {
    const port = portMin + Math.floor(random() * (portMax - portMin))
    if (await isPortFree(port)) return port
  }
  throw new Error('no free port')
}

/** Whether one can listen on the port. */
export async function isPortFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return (await whyPortFails(port, host)) === undefined
}

/** The system's reason why one cannot listen on the port: `EADDRINUSE`, `EACCES`, …; nothing when one can. */
export function whyPortFails(port: number, host: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error) => resolve(codeOf(error)))
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(undefined)))
  })
}

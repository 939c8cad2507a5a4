import { createServer } from 'node:net'

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
export function isPortFree(port: number, host = '127.0.0.1'): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)))
  })
}

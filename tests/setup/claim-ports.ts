import { createServer } from 'node:net'
import { isPortFree } from '@naru/launcher/free-port'
import { faces } from '@naru/launcher/settings'

/** Ten ports in a row that no other system of any test run takes, below the range of outgoing connections. */
export interface ClaimedPorts {
  readonly base: number
  release(): Promise<void>
}

/**
 * Whether a port is free says nothing about the next moment, and several runs may share a machine. So the tenth port is
 * held open as the sign that the ten are taken: two runs cannot both hold it.
 */
export async function claimPorts(): Promise<ClaimedPorts> {
  for (let tries = 0; tries < 100; tries += 1) {
    const base = 10_000 + 10 * Math.floor(Math.random() * 2_000)
    const release = await hold(base + 9)
    if (release === undefined) continue
    const free = await Promise.all(faces.map((_, distance) => isPortFree(base + distance)))
    if (free.every(Boolean)) return { base, release }
    await release()
  }
  throw new Error('no free ports')
}

/** Undefined when somebody else has it. */
function hold(port: number): Promise<(() => Promise<void>) | undefined> {
  return new Promise((resolve) => {
    const sign = createServer()
    sign.once('error', () => resolve(undefined))
    sign.listen({ port, host: '127.0.0.1', exclusive: true }, () =>
      resolve(() => new Promise((closed) => sign.close(() => closed()))),
    )
  })
}

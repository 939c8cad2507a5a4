import { createServer, type Server } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { checkPorts } from './check-ports.ts'
import { findFreePort } from './free-port.ts'

let inTheWay: Server | undefined
afterEach(async () => {
  await new Promise((resolve) => (inTheWay === undefined ? resolve(undefined) : inTheWay.close(resolve)))
  inTheWay = undefined
})

async function occupy(port: number): Promise<void> {
  const server = createServer()
  inTheWay = server
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
}

test('a port in use is named together with the way to choose others', async () => {
  const port = await findFreePort()
  await occupy(port)

  await expect(checkPorts({ mode: 'development', portBase: port - 2 })).rejects.toThrow(
    new RegExp(`포트 ${port}[^]*Port ${port} is in use[^]*NARU_PORT_BASE=\\d+ npm start`),
  )
})

test('in production the ports of simulators and shop may be used by others', async () => {
  const port = await findFreePort()
  await occupy(port)

  await expect(checkPorts({ mode: 'production', portBase: port - 4 })).resolves.toBeUndefined()
})

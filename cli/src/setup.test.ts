import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lookAtSecrets } from './doctor.ts'
import { readInstallation } from './installation.ts'
import { setup } from './setup.ts'

const file = {
  origins: {
    console: 'http://localhost:4720',
    v1: 'http://localhost:4721',
    v2: 'http://localhost:4722',
    checkout: 'http://localhost:4723',
    simulators: 'http://127.0.0.1:4724',
    shop: 'http://localhost:4725',
  },
  storeId: 'store-1',
  apiSecret: 'secret-1',
  channels: [],
  more: { kept: true },
}

let dataDir: string
let written: string[]
const terminal = { out: (text: string) => void written.push(text), note: () => undefined }
const alive = async () => ({ status: 200, text: '{}' })

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'naru-cli-'))
  written = []
})
afterEach(() => rm(dataDir, { recursive: true, force: true }))

test('setup --json prints the whole file and nothing but JSON', async () => {
  await writeFile(join(dataDir, 'demo.json'), JSON.stringify(file))

  const exitCode = await setup(['--json'], { installation: installation(4720), terminal, ask: alive })

  expect(exitCode).toBe(0)
  expect(JSON.parse(written.join(''))).toEqual(file)
})

test('setup without --json shows no secret on the screen', async () => {
  await writeFile(join(dataDir, 'demo.json'), JSON.stringify(file))

  await setup([], { installation: installation(4720), terminal, ask: alive })

  expect(written.join('')).toContain('store-1')
  expect(written.join('')).not.toContain('secret-1')
})

test('without a start there is no file, and the sentence says to start', async () => {
  const refused = setup(['--json'], { installation: installation(4720), terminal, ask: alive })

  await expect(refused).rejects.toThrow('start Naru with npm start first')
})

test('a file of a run on other ports is not handed out as if it were this one', async () => {
  await writeFile(join(dataDir, 'demo.json'), JSON.stringify(file))

  const refused = setup(['--json'], { installation: installation(4730), terminal, ask: alive })

  await expect(refused).rejects.toThrow('was started on other ports (http://localhost:4722)')
  expect(written).toEqual([])
})

test('a half-written file is named as damaged, without a stack', async () => {
  await writeFile(join(dataDir, 'demo.json'), '{"origins":')

  const refused = setup([], { installation: installation(4720), terminal, ask: alive })

  await expect(refused).rejects.toThrow('is damaged: delete it and run npm start again')
})

test.skipIf(process.platform === 'win32')(
  'the doctor notices a secret file that others may read',
  async () => {
    const path = join(dataDir, 'demo.json')
    await writeFile(path, '{}', { mode: 0o600 })
    const [before] = await lookAtSecrets(installation(4720))
    await chmod(path, 0o644)

    const [after] = await lookAtSecrets(installation(4720))

    expect(before?.well).toBe(true)
    expect(after).toMatchObject({ well: false, seen: '0644', cure: `chmod 600 ${path}` })
  },
)

test.each(['x', '0', '70000', ' 4000', '4000.5'])('NARU_PORT_BASE=%j is refused', (text) => {
  expect(() => readInstallation({ NARU_PORT_BASE: text })).toThrow('NARU_PORT_BASE must be a whole number')
})

function installation(portBase: number) {
  return { portBase, dataDir, production: false }
}

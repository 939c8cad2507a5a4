import { chmod, mkdtemp, mkdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { canReach, findAccount, postgresAccount } from './account.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'naru-account-'))
  await chmod(folder, 0o755)
})
afterAll(() => rm(folder, { recursive: true }))

test('the account is read from passwd', () => {
  const passwd = 'root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65533:nobody:/:/usr/sbin/nologin\n'

  expect(findAccount(passwd, 'nobody')).toEqual({ uid: 65_534, gid: 65_533 })
  expect(findAccount(passwd, 'nobod')).toBeUndefined()
})

test('a closed folder on the way, such as the home of root, cannot be passed', async () => {
  const closed = join(folder, 'home')
  await mkdir(join(closed, 'inner'), { recursive: true })
  await chmod(closed, 0o700)
  const stranger = { uid: 4_000_000_000, gid: 4_000_000_000 }

  expect(canReach(join(closed, 'inner', 'file'), stranger)).toBe(false)
  expect(canReach(join(folder, 'file'), stranger)).toBe(true)
})

test.runIf(process.getuid?.() === 0)('root without a nobody is told to be somebody else', () => {
  expect(() => postgresAccount('/nonexistent')).toThrow(/nobody 계정이[^]*set DATABASE_URL/)
})

import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeFolder } from './make-folder.ts'

let parent: string
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'naru-folder-'))
})
afterEach(() => rm(parent, { recursive: true, force: true }))

test('a folder is made with those above it, and made again without complaint', async () => {
  const path = join(parent, 'a/b/c')

  await Promise.all([makeFolder(path, 0o700), makeFolder(path, 0o700)])
  await makeFolder(path, 0o700)

  expect((await stat(path)).isDirectory()).toBe(true)
})

test('a file in the way is refused', async () => {
  await writeFile(join(parent, 'file'), '')

  await expect(makeFolder(join(parent, 'file'), 0o700)).rejects.toThrow('EEXIST')
  await expect(makeFolder(join(parent, 'file/below'), 0o700)).rejects.toThrow('EEXIST')
})

// Goal: a start that says what is wrong instead of hanging; Node's recursive mkdir never comes back here.
test.skipIf(process.platform !== 'linux')('a place that takes no folders is refused at once', async () => {
  await expect(makeFolder('/proc/naru', 0o700)).rejects.toThrow('ENOENT')
})

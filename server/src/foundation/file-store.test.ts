import { createHash } from 'node:crypto'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createFileStore, type FileStore } from './file-store.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'naru-files-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function roundTrip(store: FileStore) {
  expect(await store.read('merchant-1/file-1')).toBe(undefined)
  await store.write('merchant-1/file-1', '하나')
  await store.write('merchant-1/file-1', '둘')
  expect(await store.read('merchant-1/file-1')).toBe('둘')
  await store.remove('merchant-1/file-1')
  await store.remove('merchant-1/file-1')
  expect(await store.read('merchant-1/file-1')).toBe(undefined)
}

test('a folder gives back what was written, and its owner alone may read it', async () => {
  const store = createFileStore({ kind: 'folder', folder })
  await roundTrip(store)
  await store.write('merchant-1/file-2', 'x')

  expect((await stat(join(folder, 'merchant-1/file-2'))).mode & 0o077).toBe(0)
  expect(await readdir(join(folder, 'merchant-1'))).toEqual(['file-2'])
})

test.each(['../outside', 'a/../../b', '/etc/passwd', 'a//b', 'a\\b', '', 'a/b/c/d/e', 'a\0b', '%2e%2e/a'])(
  'the key %j never reaches the disk',
  async (key) => {
    const store = createFileStore({ kind: 'folder', folder })
    await expect(store.write(key, 'x')).rejects.toThrow('ids only')
    await expect(store.read(key)).rejects.toThrow('ids only')
    await expect(store.remove(key)).rejects.toThrow('ids only')
  },
)

test('a bucket gives back what was written, over requests that are signed', async () => {
  const files = new Map<string, string>()
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const { authorization = '', 'x-amz-content-sha256': hash, 'x-amz-date': date } = request.headers
      const body = Buffer.concat(parts)
      const isSigned =
        /^AWS4-HMAC-SHA256 Credential=key-1\/\d{8}\/seoul-1\/s3\/aws4_request, .*Signature=[0-9a-f]{64}$/.test(
          authorization,
        ) &&
        date !== undefined &&
        (hash === 'UNSIGNED-PAYLOAD' || hash === createHash('sha256').update(body).digest('hex'))
      if (!isSigned) return response.writeHead(403).end()
      const path = request.url ?? ''
      if (request.method === 'PUT') files.set(path, body.toString('utf8'))
      if (request.method === 'DELETE') files.delete(path)
      const found = files.get(path)
      return response.writeHead(found === undefined && request.method === 'GET' ? 404 : 200).end(found)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/bucket/`
  const config = { kind: 's3', url, region: 'seoul-1', accessKeyId: 'key-1', secretAccessKey: 'shh' } as const

  await roundTrip(createFileStore(config))
  const stranger = createFileStore({ ...config, accessKeyId: 'key-2' })
  await expect(stranger.read('merchant-1/file-1')).rejects.toThrow('403')

  await new Promise((resolve) => server.close(resolve))
})

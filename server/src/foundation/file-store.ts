import { AwsClient } from 'aws4fetch'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** Keeps files that are too large for a row. What is in them is sealed by whoever writes them. */
export interface FileStore {
  /** Overwrites nothing that is read at the same time: a reader sees the former file or this one, whole. */
  write(key: string, content: string): Promise<void>
  /** Undefined when there is no such file. */
  read(key: string): Promise<string | undefined>
  /** Removing what is not there is fine. */
  remove(key: string): Promise<void>
}

export type FileStoreConfig =
  | { readonly kind: 'folder'; readonly folder: string }
  /** `url` is endpoint and bucket, such as https://s3.ap-northeast-2.amazonaws.com/bucket. */
  | {
      readonly kind: 's3'
      readonly url: string
      readonly region: string
      readonly accessKeyId: string
      readonly secretAccessKey: string
    }

/** Our own ids only, one below the other: nothing that a person typed ever becomes part of a path. */
const keyShape = /^[\w-]{1,100}(\/[\w-]{1,100}){0,3}$/

/** A folder for one machine, an S3-compatible bucket for several replicas. */
export function createFileStore(config: FileStoreConfig): FileStore {
  return checked(config.kind === 'folder' ? inFolder(config.folder) : inBucket(config))
}

function checked(store: FileStore): FileStore {
  const check = (key: string): string => {
    if (!keyShape.test(key)) throw new Error('a file key may hold ids only')
    return key
  }
  return {
    write: async (key, content) => store.write(check(key), content),
    read: async (key) => store.read(check(key)),
    remove: async (key) => store.remove(check(key)),
  }
}

function inFolder(folder: string): FileStore {
  const pathOf = (key: string): string => join(folder, key)
  return {
    async write(key, content) {
      const path = pathOf(key)
      const draft = `${path}.${process.pid}.new`
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      await writeFile(draft, content, { mode: 0o600 })
      await rename(draft, path)
    },
    read: (key) =>
      readFile(pathOf(key), 'utf8').catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined
        throw error
      }),
    remove: (key) => rm(pathOf(key), { force: true }),
  }
}

function inBucket(config: Extract<FileStoreConfig, { kind: 's3' }>): FileStore {
  const { accessKeyId, secretAccessKey, region } = config
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: 2 })
  const base = config.url.replace(/\/+$/, '')

  async function send(method: string, key: string, body?: string): Promise<Response> {
    const answer = await client.fetch(`${base}/${key}`, {
      method,
      signal: AbortSignal.timeout(30_000),
      ...(body === undefined ? {} : { body, headers: { 'content-type': 'text/plain' } }),
    })
    const isMissing = answer.status === 404 && method !== 'PUT'
    if (!answer.ok && !isMissing) {
      await answer.body?.cancel()
      throw new Error(`the file store answered ${answer.status} to ${method}`)
    }
    return answer
  }

  return {
    async write(key, content) {
      await (await send('PUT', key, content)).body?.cancel()
    },
    async read(key) {
      const answer = await send('GET', key)
      if (answer.status !== 404) return answer.text()
      await answer.body?.cancel()
      return undefined
    },
    async remove(key) {
      await (await send('DELETE', key)).body?.cancel()
    },
  }
}

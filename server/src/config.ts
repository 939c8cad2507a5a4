import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import { join } from 'node:path'

/** Everything the server takes from its environment. Read once in `main.ts`. */
export interface Config {
  /** `production` switches off the development mailbox, loopback webhooks, simulators and every shortcut. */
  readonly mode: 'development' | 'production'
  readonly host: string
  readonly ports: {
    readonly console: number
    readonly v1: number
    readonly v2: number
    readonly checkout: number
  }
  /** Public addresses; configuration, never guessed from a request header. */
  readonly origins: {
    readonly console: string
    readonly v1: string
    readonly v2: string
    readonly checkout: string
  }
  readonly databaseUrl: string
  readonly dataDir: string
  /** 32 bytes that wrap the stores' data keys. */
  readonly keyEncryptionKey: Buffer
  /** Signs access tokens; derived from the key-encryption key unless given. */
  readonly tokenKey: Buffer
  /** Chains the audit log. Not in the database, so that writing rows alone cannot rewrite history. */
  readonly auditKey: Buffer
  readonly authSecret: string
  /** Signs the operators' session cookies. */
  readonly operatorSecret: string
  /** Where uploaded files lie: `<data>/files`, or an S3-compatible bucket that all replicas see. */
  readonly files:
    | { readonly kind: 'folder'; readonly folder: string }
    | {
        readonly kind: 's3'
        readonly url: string
        readonly region: string
        readonly accessKeyId: string
        readonly secretAccessKey: string
      }
  /** Set in development: PGs are played by the simulators at this origin. */
  readonly simulatorOrigin: string | undefined
  readonly smtpUrl: string | undefined
  readonly mailFrom: string
  /** Unique per running process slot; a new process under the same name proves that the former one is dead. */
  readonly replicaName: string
  readonly trustProxy: boolean
}

type Environment = Readonly<Record<string, string | undefined>>

/** A configuration that cannot work, with the sentence that says what to do. */
export class ConfigError extends Error {}

export function readConfig(env: Environment): Config {
  const mode = env['NARU_MODE'] === 'production' ? 'production' : 'development'
  const base = readPort(env['NARU_PORT_BASE'] ?? '4000')
  const host = env['NARU_HOST'] ?? '127.0.0.1'
  const dataDir = env['NARU_DATA_DIR'] ?? '.naru'
  const databaseUrl = env['DATABASE_URL']
  if (databaseUrl === undefined || databaseUrl === '') {
    throw new ConfigError(
      'DATABASE_URL이 없습니다. PostgreSQL 주소를 지정하세요. / DATABASE_URL is not set: give the address of a PostgreSQL database.',
    )
  }
  const keyEncryptionKey = readKey(env['NARU_KEY'], dataDir, mode)
  const ports = { console: base, v1: base + 1, v2: base + 2, checkout: base + 3 }
  return {
    mode,
    host,
    ports,
    origins: {
      console: env['NARU_CONSOLE_ORIGIN'] ?? `http://localhost:${ports.console}`,
      v1: env['NARU_V1_ORIGIN'] ?? `http://localhost:${ports.v1}`,
      v2: env['NARU_V2_ORIGIN'] ?? `http://localhost:${ports.v2}`,
      checkout: env['NARU_CHECKOUT_ORIGIN'] ?? `http://localhost:${ports.checkout}`,
    },
    databaseUrl,
    dataDir,
    keyEncryptionKey,
    tokenKey: derive(keyEncryptionKey, 'access-token'),
    auditKey: derive(keyEncryptionKey, 'audit-chain'),
    authSecret: derive(keyEncryptionKey, 'console-session').toString('base64url'),
    operatorSecret: derive(keyEncryptionKey, 'operator-session').toString('base64url'),
    files: readFiles(env, dataDir),
    simulatorOrigin: mode === 'development' ? env['NARU_SIMULATOR_ORIGIN'] : undefined,
    smtpUrl: env['SMTP_URL'],
    mailFrom: env['NARU_MAIL_FROM'] ?? 'Naru <no-reply@naru.localhost>',
    replicaName: env['NARU_REPLICA'] ?? `${hostname()}:${base}`,
    trustProxy: env['NARU_TRUST_PROXY'] === '1',
  }
}

function readFiles(env: Environment, dataDir: string): Config['files'] {
  const url = env['NARU_FILES_S3_URL']
  if (url === undefined || url === '') return { kind: 'folder', folder: join(dataDir, 'files') }
  const accessKeyId = env['NARU_FILES_S3_KEY'] ?? ''
  const secretAccessKey = env['NARU_FILES_S3_SECRET'] ?? ''
  if (!URL.canParse(url) || accessKeyId === '' || secretAccessKey === '') {
    throw new ConfigError(
      'NARU_FILES_S3_URL에는 버킷까지의 주소를, NARU_FILES_S3_KEY와 NARU_FILES_S3_SECRET에는 접근 키를 지정하세요. / NARU_FILES_S3_URL takes the address with the bucket, NARU_FILES_S3_KEY and NARU_FILES_S3_SECRET its access key.',
    )
  }
  return { kind: 's3', url, region: env['NARU_FILES_S3_REGION'] ?? 'us-east-1', accessKeyId, secretAccessKey }
}

function readPort(text: string): number {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 1 || port > 65_500) {
    throw new ConfigError(
      `NARU_PORT_BASE는 1에서 65500 사이의 정수여야 합니다. / NARU_PORT_BASE must be an integer between 1 and 65500 (got ${text}).`,
    )
  }
  return port
}

/** The key from the environment (base64), else from `<data>/keys/master.key`, made on first start in development. */
function readKey(given: string | undefined, dataDir: string, mode: Config['mode']): Buffer {
  if (given !== undefined) {
    const key = Buffer.from(given, 'base64')
    if (key.length === 32) return key
    throw new ConfigError(
      'NARU_KEY는 base64로 쓴 32바이트여야 합니다. / NARU_KEY must be 32 bytes in base64.',
    )
  }
  const folder = join(dataDir, 'keys')
  const file = join(folder, 'master.key')
  if (existsSync(file)) return Buffer.from(readFileSync(file, 'utf8').trim(), 'base64')
  if (mode === 'production') {
    throw new ConfigError(
      'NARU_KEY가 없습니다. base64로 쓴 32바이트 키를 지정하세요. / NARU_KEY is not set: production needs a 32-byte key in base64.',
    )
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  writeFileSync(file, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' })
  return Buffer.from(readFileSync(file, 'utf8').trim(), 'base64')
}

function derive(key: Buffer, purpose: string): Buffer {
  return createHash('sha256').update(key).update(`naru/${purpose}/1`).digest()
}

import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'

/** What KCP's certificate centre hands out, made by ourselves: a certificate and its encrypted private key. */
export type IssuedPair = {
  readonly certificate: string
  readonly privateKey: string
  readonly privateKeyPassword: string
}

export interface IssueOptions {
  readonly commonName?: string
  readonly validFrom?: Date
  readonly validTo?: Date
  readonly password?: string
}

/** A self-signed X.509 v3 certificate over a fresh RSA key, and the key as encrypted PKCS#8. */
export function issuePair(options: IssueOptions = {}): IssuedPair {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const password = options.password ?? 'changeit1!'
  return {
    certificate: selfSigned(publicKey, privateKey, options),
    privateKey: privateKey
      .export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: password })
      .toString(),
    privateKeyPassword: password,
  }
}

function selfSigned(publicKey: KeyObject, privateKey: KeyObject, options: IssueOptions): string {
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  const sha256WithRsa = sequence(oid('2a864886f70d01010b'), der(0x05))
  const name = sequence(
    der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(options.commonName ?? 'NHN KCP', 'utf8')))),
  )
  const body = sequence(
    der(0xa0, integer(Buffer.from([2]))),
    integer(createHash('sha256').update(spki).digest().fill(0x5a, 0, 1).subarray(0, 8)),
    sha256WithRsa,
    name,
    sequence(
      time(options.validFrom ?? new Date('2024-01-01T00:00:00Z')),
      time(options.validTo ?? new Date('2045-01-01T00:00:00Z')),
    ),
    name,
    spki,
  )
  const signature = sign('sha256', body, privateKey)
  const whole = sequence(body, sha256WithRsa, der(0x03, Buffer.from([0]), signature))
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}

/** One DER element: tag, length, contents (X.690). */
function der(tag: number, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents)
  const length = content.length
  const size =
    length < 0x80
      ? [length]
      : length < 0x100
        ? [0x81, length]
        : [0x82, Math.floor(length / 0x100), length % 0x100]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}

function sequence(...contents: readonly Buffer[]): Buffer {
  return der(0x30, ...contents)
}

function oid(hex: string): Buffer {
  return der(0x06, Buffer.from(hex, 'hex'))
}

/** Positive: a zero goes before a leading bit, which would make it negative, and only there. */
function integer(bytes: Buffer): Buffer {
  return der(0x02, Buffer.from((bytes[0] ?? 0) < 0x80 ? [] : [0]), bytes)
}

/** GeneralizedTime, `YYYYMMDDHHMMSSZ`. */
function time(date: Date): Buffer {
  return der(0x18, Buffer.from(`${date.toISOString().replaceAll(/[-:T]/g, '').slice(0, 14)}Z`, 'ascii'))
}

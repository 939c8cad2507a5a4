import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'

export interface SigningKey {
  readonly certificatePem: string
  /** RSA-SHA256, Base64. */
  readonly sign: (text: string) => string
}

/** A fresh RSA key and a certificate for it, made by ourselves as PayPal's are made by its authority. */
export function makeSigningKey(): SigningKey {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return {
    certificatePem: selfSigned(publicKey, privateKey),
    sign: (text) => sign('RSA-SHA256', Buffer.from(text, 'utf8'), privateKey).toString('base64'),
  }
}

/** X.509 v3, valid for as long as any moved clock may reach (RFC 5280). */
function selfSigned(publicKey: KeyObject, privateKey: KeyObject): string {
  const spki = publicKey.export({ type: 'spki', format: 'der' })
  const sha256WithRsa = element(0x30, objectId('2a864886f70d01010b'), element(0x05))
  const commonName = element(0x30, objectId('550403'), element(0x0c, Buffer.from('PayPal simulator', 'utf8')))
  const name = element(0x30, element(0x31, commonName))
  const serial = createHash('sha256').update(spki).digest().fill(0x4e, 0, 1).subarray(0, 8)
  const facts = element(
    0x30,
    element(0xa0, element(0x02, Buffer.from([2]))),
    element(0x02, serial),
    sha256WithRsa,
    name,
    element(0x30, time('20000101000000Z'), time('21000101000000Z')),
    name,
    spki,
  )
  const signature = element(0x03, Buffer.from([0]), sign('RSA-SHA256', facts, privateKey))
  const whole = element(0x30, facts, sha256WithRsa, signature).toString('base64')
  return `-----BEGIN CERTIFICATE-----\n${(whole.match(/.{1,64}/g) ?? []).join('\n')}\n-----END CERTIFICATE-----\n`
}

/** Tag, length, contents (X.690, DER). */
function element(tag: number, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents)
  const { length } = content
  const size =
    length < 0x80
      ? [length]
      : length < 0x100
        ? [0x81, length]
        : [0x82, Math.floor(length / 0x100), length % 0x100]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}

function objectId(hex: string): Buffer {
  return element(0x06, Buffer.from(hex, 'hex'))
}

function time(generalized: string): Buffer {
  return element(0x18, Buffer.from(generalized, 'ascii'))
}

import { createHmac } from 'node:crypto'

/** HMAC-SHA-256 under a key of the installation: for what could be guessed from a plain digest, such as an e-mail. */
export type KeyedDigest = (purpose: string, text: string) => Buffer

export function createKeyedDigest(secret: string): KeyedDigest {
  return (purpose, text) => createHmac('sha256', secret).update(`${purpose}|${text}`, 'utf8').digest()
}

import { KISA_SEED_CBC } from 'kisa-seed'

/** SEED-128 in CBC with PKCS padding (RFC 4269), which OpenSSL 3 keeps only in its legacy provider. Base64 in, UTF-8 out. */
export function seedCbcDecrypt(base64: string, key: Uint8Array, iv: Uint8Array): string | undefined {
  const encrypted = Buffer.from(base64, 'base64')
  if (key.length !== 16 || iv.length !== 16 || encrypted.length === 0 || encrypted.length % 16 !== 0)
    return undefined
  try {
    const plain = KISA_SEED_CBC.decryptBytes(
      Buffer.from(key).toString('base64'),
      Buffer.from(iv).toString('base64'),
      encrypted.toString('base64'),
    )
    const text = new TextDecoder('utf-8', { fatal: true }).decode(plain)
    // The library does not look at the padding; a wrong key shows when the same text is encrypted again.
    return seedCbcEncrypt(text, key, iv) === encrypted.toString('base64') ? text : undefined
  } catch {
    return undefined
  }
}

export function seedCbcEncrypt(text: string, key: Uint8Array, iv: Uint8Array): string {
  return KISA_SEED_CBC.encryptBytes(
    Buffer.from(key).toString('base64'),
    Buffer.from(iv).toString('base64'),
    new TextEncoder().encode(text),
  )
}

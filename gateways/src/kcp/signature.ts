import { createPrivateKey, sign } from 'node:crypto'

/** The service certificate as every call carries it: the PEM text on one line. */
export function oneLineCertificate(pem: string): string {
  return pem.replaceAll(/[\r\n]/g, '').trim()
}

/**
 * `kcp_sign_data`: RSA with SHA-256 (PKCS#1 v1.5) over the values joined with `^`, in base64 (cancel and inquiry guides).
 * Undefined when the key does not open.
 */
export function signData(
  credentials: Readonly<Record<string, string>>,
  values: readonly string[],
): string | undefined {
  try {
    const key = createPrivateKey({
      key: credentials['privateKey'] ?? '',
      format: 'pem',
      passphrase: credentials['privateKeyPassword'] ?? '',
    })
    return sign('sha256', Buffer.from(values.join('^'), 'utf8'), key).toString('base64')
  } catch {
    return undefined
  }
}

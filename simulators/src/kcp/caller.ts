import { createHash, timingSafeEqual, verify, X509Certificate } from 'node:crypto'
import type { KcpBooks } from './books.ts'
import type { KcpCode } from './codes.ts'

export type ApiBody = Readonly<Record<string, string>>

/**
 * Who calls: `kcp_cert_info` must be the certificate that KCP gave to the site code, and where the call is signed, the
 * signature must open with the public key in it. A site code without certificate has the old site key; that its holder
 * may come here at all is this simulator's own arrangement, because the old program's wire is not public.
 */
export function refuseCaller(
  books: KcpBooks,
  body: ApiBody,
  signed?: readonly string[],
): KcpCode | undefined {
  const siteCode = body['site_cd'] ?? ''
  const merchant = books.merchants.get(siteCode)
  if (merchant === undefined) return 'SIM401'
  const { certificate = '', siteKey = '' } = merchant.credentials
  if (certificate === '') return siteKey !== '' && isSame(body['site_key'], siteKey) ? undefined : 'SIM402'
  const shown = body['kcp_cert_info'] ?? ''
  if (!isSame(shown, oneLine(certificate))) return 'SIM402'
  if (signed === undefined) return undefined
  const signature = Buffer.from(body['kcp_sign_data'] ?? '', 'base64')
  const text = Buffer.from([siteCode, ...signed].join('^'), 'utf8')
  return verify('sha256', text, publicKeyOf(shown), signature) ? undefined : 'SIM403'
}

function publicKeyOf(certificate: string) {
  const base64 = certificate.replaceAll(/-----[A-Z ]+-----|\s/g, '')
  return new X509Certificate(Buffer.from(base64, 'base64')).publicKey
}

function oneLine(pem: string): string {
  return pem.replaceAll(/[\r\n]/g, '').trim()
}

function isSame(a: string | undefined, b: string): boolean {
  const digest = (value: string) => createHash('sha256').update(value, 'utf8').digest()
  return timingSafeEqual(digest(a ?? ''), digest(b))
}

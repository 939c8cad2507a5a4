import { describe, expect, test } from 'vitest'
import { testContext } from '../testing/order.ts'
import { ScriptedNetwork, resetByPeer } from '../testing/scripted-network.ts'
import { authenticateWebhook, isSignedBy, signedText } from './webhook-signature.ts'

// PayPal publishes no vector with its certificate, so this one was made by other programs: the certificate and the
// signature by the openssl command line (`openssl req -x509`, `openssl dgst -sha256 -sign`), the checksum by Python's
// zlib. The message looks like the example of PayPal's webhook guide.
const body = Buffer.from(
  '{"id":"WH-1","event_type":"PAYMENT.CAPTURE.COMPLETED","resource":{"id":"8MC585209K746392H"}}',
)
const message = {
  id: '69cd13f0-d67a-11e5-baa3-778b53f4ae55',
  time: '2016-02-18T20:01:35Z',
  webhookId: '1JE4291016473214C',
  body,
}
const certificate = `-----BEGIN CERTIFICATE-----
MIIDRzCCAi+gAwIBAgIUPcY99G3DEuvTm1em8jG8x9hyxAAwDQYJKoZIhvcNAQEL
BQAwMjEwMC4GA1UEAwwnbWVzc2FnZXZlcmlmaWNhdGlvbmNlcnRzLnBheXBhbC5l
eGFtcGxlMCAXDTI2MTEyNTIzMTAyM1oYDzIxMjYxMTAxMjMxMDIzWjAyMTAwLgYD
VQQDDCdtZXNzYWdldmVyaWZpY2F0aW9uY2VydHMucGF5cGFsLmV4YW1wbGUwggEi
MA0GCSqGSIb3DQEBAQUAA4IBDwAwggEKAoIBAQC8zXuJY9jqhJgN4BDqxJpYIbhh
3eb9y9Jvhgdedt9psbuC4hJ6KEuwVsutuFzDhLJXViTdLZibEehhYJsKvASjNbm/
hsCKb1bkSr0L3MHC9hi5xORVzhxFmdrIXNZe9mufCqQR389Lamt6bVSys9S3C+1f
9uEIT9HrREtAoek3FSuxD4J2kla65Qlj32HlWBvAYIvscX6CXlcYI4iZ41Ua9Px/
4Y6cSaqB6l/MOBZ3mVOeb4VzPW7vbHHmH09oiK4W8QCyGjymG2S3KMpWzhqfNtQR
Uh9lDgl1bLzvTmOJKHiJ6ZlmB6n4gV1utxv0GlgSLLmY5Elv/jszTETHRuPpAgMB
AAGjUzBRMB0GA1UdDgQWBBSU0zAO/HKIdp7yoHqUMMndGpyrpDAfBgNVHSMEGDAW
gBSU0zAO/HKIdp7yoHqUMMndGpyrpDAPBgNVHRMBAf8EBTADAQH/MA0GCSqGSIb3
DQEBCwUAA4IBAQCwTLl6GjtcYeM47Nfe1boSrET3qjWYYwtrYvFqT+zy7Q0oBV/9
lrV0Be//szcSvVIOEO/lGROW53Pao6rOoKBGHIxRq0fnj7tLbftU0oO1Hm4xIDxf
XhZKtByK2r5WQlBUTo3jLbZNQjL/1ZQPU1DFX3pg8KlvSVpf655enCQ4M75CG6/1
hi++n07gYrSFnn+UJNSSLBOFAGUqLQSWs3yzTGKO8/yRDNWgmrDkw5HMApnWeGhy
/D6zOyRPtt63NQ+j/Udv/kDDAmqYz/cfoLz33vNN9xdaqRoZ3s/1FILIglw2PpEU
aG9tLOBVKcpVyria5SZNjnoh9pzvUQ7Vbk1C
-----END CERTIFICATE-----
`
const signature =
  'VJyzT2kJN//W7HWN3q/dxlVQP0ucgRy12T9Q3U4nAQRS+up0FlBPqqSwRvrVOxpmq0aL2hw+B/7PPwMnFJcrMVVl' +
  'a4QdqQKisv+OmHm6CPCSJnitoKFsL8RHG6uH2Pq/DR83sulf11PyO3fAt6dM+N8xucp4hLDJv2NtlxrKKsVhDXj3' +
  'uRVpiOUIESPfAE9Dg5vnSyX2sBCCP4kPrbO/WWS+o5BXqQFm6qi9ofrdWFEf5P0FrOy8sO72WvxoredexN0XcC9b' +
  '4SvW1wXf40nkW+Vd7BN2Um1SsCSXupFzRYfiI5fpGcfcmvkVElJwr0uE47xJqCYuxyyLsrV073Ft+g=='
const now = new Date('2027-01-05T00:00:00Z')

test('the signed text ends in the checksum of the bytes as an unsigned decimal number', () => {
  expect(signedText(message)).toBe(
    '69cd13f0-d67a-11e5-baa3-778b53f4ae55|2016-02-18T20:01:35Z|1JE4291016473214C|571200110',
  )
  // The check value of CRC-32 in every catalogue of checksums: 0xCBF43926.
  expect(signedText({ ...message, body: Buffer.from('123456789') })).toMatch(/\|3421780262$/)
})

test('a signature made by openssl is genuine, and of nothing else', () => {
  expect(isSignedBy(certificate, signedText(message), signature, now)).toBe(true)

  expect(isSignedBy(certificate, `${signedText(message)}0`, signature, now)).toBe(false)
  expect(isSignedBy(certificate, signedText({ ...message, webhookId: 'OTHER' }), signature, now)).toBe(false)
  expect(isSignedBy(certificate, signedText(message), signature.replace('V', 'W'), now)).toBe(false)
  expect(isSignedBy(certificate, signedText(message), 'not base64 at all', now)).toBe(false)
  expect(isSignedBy('no certificate', signedText(message), signature, now)).toBe(false)
  expect(isSignedBy(certificate, signedText(message), signature, new Date('2020-01-01T00:00:00Z'))).toBe(
    false,
  )
})

describe('who sent a webhook', () => {
  const headers = {
    'paypal-auth-algo': 'SHA256withRSA',
    'paypal-cert-url': 'https://api.paypal.com/v1/notifications/certs/CERT-360caa42',
    'paypal-transmission-id': message.id,
    'paypal-transmission-time': message.time,
    'paypal-transmission-sig': signature,
  }
  const ask = async (
    network: ScriptedNetwork,
    given: Readonly<Record<string, string>> = headers,
    rawBody: Uint8Array = body,
  ) => {
    const context = testContext({ webhookId: message.webhookId }, network, { kind: 'live' })
    return (await authenticateWebhook({ ...context, now }, { headers: given, rawBody })).kind
  }

  test('is PayPal where the signature fits the certificate from PayPal’s host', async () => {
    expect(await ask(new ScriptedNetwork({ body: certificate }))).toBe('genuine')
  })

  test('is a forger where one byte of the body changed', async () => {
    const network = new ScriptedNetwork({ body: certificate })

    expect(await ask(network, headers, Buffer.from(body.toString().replace('COMPLETED', 'REFUNDED')))).toBe(
      'forged',
    )
  })

  test.each([
    'https://paypal.com.evil.example/cert.pem',
    'https://evil.example/paypal.com',
    'http://api.paypal.com/v1/notifications/certs/CERT-1',
    'https://api.paypal.com@evil.example/cert.pem',
    'https://x:y@api.paypal.com/cert.pem',
    'file:///etc/passwd',
    '',
  ])('is a forger where the certificate lies at %j, and nothing is fetched from there', async (url) => {
    const network = new ScriptedNetwork()

    expect(await ask(network, { ...headers, 'paypal-cert-url': url })).toBe('forged')
    expect(network.requests).toEqual([])
  })

  test.each([
    'paypal-auth-algo',
    'paypal-transmission-id',
    'paypal-transmission-time',
    'paypal-transmission-sig',
  ])('is a forger where the header %s is missing', async (name) => {
    expect(await ask(new ScriptedNetwork(), { ...headers, [name]: '' })).toBe('forged')
  })

  test('stays unknown while the certificate cannot be had, so that PayPal repeats the message', async () => {
    expect(await ask(new ScriptedNetwork(resetByPeer()))).toBe('silent')
    expect(await ask(new ScriptedNetwork({ status: 503, body: '' }))).toBe('silent')
  })
})

import { expect, test } from 'vitest'
import { inspectKcpCredentials } from './certificate.ts'
import { issuePair } from './certificate.test-support.ts'

const now = new Date('2026-01-05T00:00:00Z')
const pair = issuePair()
const good = { siteCode: 'A52Q7', ...pair }

function inspect(change: Readonly<Record<string, string>>, fileNames: Readonly<Record<string, string>> = {}) {
  const { problems, expiresAt } = inspectKcpCredentials({
    moduleCode: 'kcp_v2',
    mode: 'LIVE',
    credentials: { ...good, ...change },
    fileNames,
    now,
  })
  return { fields: problems.map((problem) => problem.key), problems, expiresAt }
}

test('a certificate with its own key and the right password is taken, and its end is known', () => {
  expect(inspect({})).toEqual({ fields: [], problems: [], expiresAt: new Date('2045-01-01T00:00:00Z') })
})

test('a key of another certificate is refused', () => {
  const other = issuePair({ password: pair.privateKeyPassword })

  expect(inspect({ privateKey: other.privateKey }).fields).toEqual(['privateKey'])
})

test('a password that does not open the key is refused under the password', () => {
  const { fields, problems } = inspect({ privateKeyPassword: 'wrong-canary' })

  expect(fields).toEqual(['privateKeyPassword'])
  expect(JSON.stringify(problems)).not.toContain('canary')
})

test('a certificate or file of another site code is refused', () => {
  const foreign = issuePair({ commonName: 'T0000' })

  expect(inspect(foreign).fields).toEqual(['certificate'])
  expect(inspect({ ...foreign, siteCode: 'T0000' }).fields).toEqual([])
  expect(
    inspect({}, { certificate: 'KCP_AUTH_T0000_CERT.pem', privateKey: 'KCP_AUTH_T0000_PRIKEY.pem' }).fields,
  ).toEqual(['certificate', 'privateKey'])
  expect(
    inspect({}, { certificate: 'KCP_AUTH_A52Q7_CERT.pem', privateKey: 'KCP_AUTH_A52Q7_PRIKEY (1).pem' })
      .fields,
  ).toEqual([])
  expect(inspect({}, { certificate: 'my-renamed.pem' }).fields).toEqual([])
})

test('an expired certificate is refused, and one that is not valid yet', () => {
  expect(inspect(issuePair({ validTo: now })).fields).toEqual(['certificate'])
  expect(inspect(issuePair({ validTo: new Date(now.getTime() + 1_000) })).fields).toEqual([])
  expect(inspect(issuePair({ validFrom: new Date(now.getTime() + 1_000) })).fields).toEqual(['certificate'])
})

test('files in the wrong place, broken files and an unlocked key are told apart', () => {
  expect(inspect({ certificate: pair.privateKey, privateKey: pair.certificate }).problems).toMatchObject([
    { key: 'certificate', messageEn: expect.stringContaining('This is the private key') },
    { key: 'privateKey', messageEn: expect.stringContaining('This is the certificate') },
  ])
  expect(
    inspect({ certificate: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----' }).fields,
  ).toEqual(['certificate'])
  expect(inspect({ privateKey: 'UEsDBP8A' }).fields).toEqual(['privateKey'])
  expect(
    inspect({ privateKey: '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----' }).problems,
  ).toMatchObject([{ key: 'privateKey', messageEn: expect.stringContaining('not encrypted') }])
})

test('none of the three may be blank alone, and all of them may', () => {
  expect(inspect({ privateKeyPassword: '' }).fields).toEqual(['privateKeyPassword'])
  expect(inspect({ certificate: '', privateKey: '', privateKeyPassword: '' }).fields).toEqual([])
  expect(inspect({ certificate: '', privateKey: '' }).fields.toSorted()).toEqual([
    'certificate',
    'privateKey',
  ])
})

import { expect, test } from 'vitest'
import { systemRandom } from '../foundation/random.ts'
import { Secret } from '../foundation/secret.ts'
import { mintOneTimeSecret, oneTimeSecretUri, readOneTimeCode, stepOfCode } from './one-time-code.ts'

// RFC 6238 appendix B, SHA-1: the ASCII secret 12345678901234567890; its eight-digit codes end in our six digits.
const secret = new Secret('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ')

test.each([
  [59, '94287082'],
  [1_111_111_109, '07081804'],
  [1_111_111_111, '14050471'],
  [1_234_567_890, '89005924'],
  [2_000_000_000, '69279037'],
  [20_000_000_000, '65353130'],
])('at second %i the code of the standard, %s, is right', (seconds, code) => {
  const at = new Date(seconds * 1_000)

  expect(stepOfCode(secret, code.slice(2), at)).toBe(Math.floor(seconds / 30))
})

test('a code is right one step early and one step late, and names its own step; two steps off it is wrong', () => {
  const at = (seconds: number) => new Date((59 + seconds) * 1_000)

  expect([-30, 0, 30].map((seconds) => stepOfCode(secret, '287082', at(seconds)))).toEqual([1, 1, 1])
  expect(stepOfCode(secret, '287082', at(60))).toBeUndefined()
  expect(stepOfCode(secret, '000000', at(0))).toBeUndefined()
})

test('a new secret has 160 bits, and its address tells an app everything', () => {
  const minted = mintOneTimeSecret(systemRandom)

  expect(minted.open()).toMatch(/^[A-Z2-7]{32}$/)
  expect(mintOneTimeSecret(systemRandom).open()).not.toBe(minted.open())
  const uri = new URL(oneTimeSecretUri(minted, { issuer: 'Naru', label: 'kim@acme.test' }))
  expect(decodeURIComponent(uri.pathname)).toContain('Naru:kim@acme.test')
  expect(Object.fromEntries(uri.searchParams)).toEqual({
    issuer: 'Naru',
    secret: minted.open(),
    algorithm: 'SHA1',
    digits: '6',
    period: '30',
  })
})

test.each([
  ['123 456', '123456'],
  [' 123456 ', '123456'],
  ['12345', undefined],
  ['１２３４５６', undefined],
  ['ABCDE-FGHJK', undefined],
])('%j is read as %s', (text, code) => {
  expect(readOneTimeCode(text)).toBe(code)
})

import { expect, test } from 'vitest'
import { systemRandom } from '../foundation/random.ts'
import { mintRecoveryCode, readRecoveryCode } from './recovery-code.ts'

test('codes differ, and each reads back from the way people type it', () => {
  const codes = Array.from({ length: 200 }, () => mintRecoveryCode(systemRandom))

  expect(new Set(codes).size).toBe(200)
  for (const code of codes) {
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/)
    expect(readRecoveryCode(` ${code.toLowerCase().replace('-', ' ').replaceAll('0', 'o')} `)).toBe(
      code.replace('-', ''),
    )
  }
})

test.each(['', '123456', 'ABCDE-FGHJ', 'ABCDE-FGHJU', 'ABCDE-FGHJK-1'])('%j is none', (text) => {
  expect(readRecoveryCode(text)).toBeUndefined()
})

import { expect, test } from 'vitest'
import { judgePassword } from './password-rule.ts'

test.each([
  ['Abcdef1', 'seven characters'],
  ['abcdefg1', 'no upper case'],
  ['ABCDEFG1', 'no lower case'],
  ['Abcdefgh', 'no digit'],
  [`Aa1${'x'.repeat(126)}`, 'too long'],
  ['', 'empty'],
])('"%s" is refused: %s', (password) => {
  expect(judgePassword(password, 'kim@acme.kr')).toBe('InvalidPasswordFormatError')
})

test('eight characters of three kinds are enough', () => {
  expect(judgePassword('Abcdefg1', 'kim@acme.kr')).toBeUndefined()
})

test('a password that contains the name of the e-mail is refused, whatever the case', () => {
  expect(judgePassword('MinSu12345', 'minsu@acme.kr')).toBe('PasswordContainsPersonalInfoError')
})

test('a name of two letters does not forbid every password that has them', () => {
  expect(judgePassword('Abcdefg1', 'ab@acme.kr')).toBeUndefined()
})

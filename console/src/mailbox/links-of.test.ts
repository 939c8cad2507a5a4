import { expect, test } from 'vitest'
import { linksOf } from './links-of.ts'

test('the verification link of a mail is found whole, and once', () => {
  const link = 'http://localhost:4000/auth/verify-email?token=abc.DEF-1_2'

  expect(linksOf(`아래 주소를 열어 주세요.\n${link}\n또는 (${link}).`)).toEqual([link])
})

test('a mail without links offers none', () => {
  expect(linksOf('ftp://x javascript:alert(1)')).toEqual([])
})

import { expect, test } from 'vitest'
import { merchantNameOf } from './create-merchant.ts'

test('a merchant is named after the company, or after the person where the mail host is everybody’s', () => {
  expect(merchantNameOf('kim@acme.co.kr')).toBe('acme')
  expect(merchantNameOf('kim.minsu@naver.com')).toBe('kim.minsu')
})

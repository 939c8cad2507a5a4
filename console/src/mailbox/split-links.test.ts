import { expect, test } from 'vitest'
import { splitLinks } from './split-links.ts'

test('the link of a mail can be clicked, the full stop behind it stays outside', () => {
  expect(splitLinks('인증: http://localhost:4000/auth/verify-email?token=a.b-c_d.\n감사합니다')).toEqual([
    { kind: 'text', text: '인증: ' },
    { kind: 'link', text: 'http://localhost:4000/auth/verify-email?token=a.b-c_d' },
    { kind: 'text', text: '.\n감사합니다' },
  ])
})

test('what is no http address never becomes a link', () => {
  expect(splitLinks('javascript:alert(1)')).toEqual([{ kind: 'text', text: 'javascript:alert(1)' }])
})

import { expect, test } from 'vitest'
import { buildRedirectUrl, isAppUrl, isSafeRedirectUrl } from './redirect-url.ts'

type Parser = (url: string) => Record<string, string>

// The four ways in which published clients read the address (browser, React Native, Flutter, iOS).
const parsers: Record<string, Parser> = {
  'URL.searchParams': (url) => Object.fromEntries(new URL(url).searchParams),
  'React Native: split and decodeURIComponent': (url) =>
    Object.fromEntries(
      (url.split('?')[1] ?? '')
        .split('#')[0]!
        .split('&')
        .map((pair) => pair.split('='))
        .map(([key, value]) => [decodeURIComponent(key!), decodeURIComponent(value ?? '')]),
    ),
  // Dart's Uri.queryParameters reads `+` as a space.
  'Flutter: Dart Uri': (url) =>
    Object.fromEntries(
      /\?([^#]*)/
        .exec(url)![1]!
        .split('&')
        .map((pair) => [
          decodeURIComponent(pair.slice(0, pair.indexOf('='))),
          decodeURIComponent(pair.slice(pair.indexOf('=') + 1).replaceAll('+', ' ')),
        ]),
    ),
  // Foundation's URLComponents leaves `+` alone and refuses an address with characters that a URL may not hold.
  'iOS: URLComponents': (url) => {
    if (!/^[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]*$/.test(url)) throw new Error('not a URL')
    return Object.fromEntries(
      /\?([^#]*)/
        .exec(url)![1]!
        .split('&')
        .map((pair) => [
          pair.slice(0, pair.indexOf('=')),
          decodeURIComponent(pair.slice(pair.indexOf('=') + 1)),
        ]),
    )
  },
}

const outcome = {
  transactionType: 'PAYMENT',
  txId: '019d6696-0000-7000-8000-000000000001',
  paymentId: 'order-가나 1+2&3=4%#?',
  paymentToken: 'YWJj+/ZGVm==',
  code: 'FAILURE_TYPE_PG',
  message: '[V016] 한도 초과 & 50% + 3만원 = 거절?',
  pgCode: 'V016',
}

const addresses = [
  'https://shop.example',
  'https://shop.example/done?pgReturn=1',
  'https://shop.example/done?pgReturn=1#end',
  'https://shop.example/done#/hash-route',
  'portone://blank',
  'myapp://payment-complete?from=app',
]

for (const [name, parse] of Object.entries(parsers)) {
  for (const address of addresses) {
    test(`${name} reads the whole outcome from ${address}`, () => {
      const read = parse(buildRedirectUrl(address, outcome))

      expect(read).toMatchObject(outcome)
    })
  }
}

test("the merchant's part of the address stays letter for letter", () => {
  const built = buildRedirectUrl('https://shop.example?b=2&a=1#end', { paymentId: 'p' })

  expect(built).toBe('https://shop.example?b=2&a=1&paymentId=p#end')
})

test('a space is %20 and never +', () => {
  expect(buildRedirectUrl('https://s.kr/r', { message: 'a b' })).toBe('https://s.kr/r?message=a%20b')
})

test('what is absent from the outcome is absent from the address', () => {
  expect(buildRedirectUrl('https://s.kr/r', { paymentId: 'p', code: undefined })).toBe(
    'https://s.kr/r?paymentId=p',
  )
})

test('a message cut in the middle of a letter still makes an address', () => {
  expect(buildRedirectUrl('https://s.kr/r', { message: '\ud83d' })).toBe('https://s.kr/r?message=%EF%BF%BD')
})

const unsafe = [
  'javascript:alert(1)',
  ' JavaScript:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,x',
  'vbscript:x',
  'blob:https://s.kr/1',
  'file:///etc/passwd',
  '/relative',
  '//host/path',
  '',
]

for (const url of unsafe) {
  test(`${JSON.stringify(url)} is no address to return to`, () => expect(isSafeRedirectUrl(url)).toBe(false))
}

test("an app's own scheme may be opened, a web page may not stand in for one", () => {
  expect(isAppUrl('ispmobile://TID=1')).toBe(true)
  expect(isAppUrl('intent://pay#Intent;scheme=kakaotalk;end')).toBe(true)
  expect(isAppUrl('https://evil.example')).toBe(false)
  expect(isAppUrl('javascript:alert(1)')).toBe(false)
  expect(isAppUrl('about:blank')).toBe(false)
})

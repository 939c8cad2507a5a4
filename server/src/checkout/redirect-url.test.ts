import { assert, property, string } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isDeliverableRedirect, resultRedirect } from './redirect-url.ts'

const result = { transactionType: 'PAYMENT', txId: 'tx-1', paymentId: '주문 1+1&2=3%' } as const

describe('the return address with its result', () => {
  test("keeps the shop's own spelling, query and fragment", () => {
    expect(
      resultRedirect('https://x.y?pgReturn=1#done', {
        transactionType: 'PAYMENT',
        txId: 't',
        paymentId: 'p',
      }),
    ).toBe('https://x.y?pgReturn=1&transactionType=PAYMENT&txId=t&paymentId=p#done')
  })

  test('a blank is %20 and never a plus, because mobile SDKs split by hand', () => {
    const url = resultRedirect('myapp://done', {
      ...result,
      code: 'FAILURE_TYPE_PG',
      message: '한도 초과 +1',
    })

    expect(url).toContain('message=%ED%95%9C%EB%8F%84%20%EC%B4%88%EA%B3%BC%20%2B1')
    expect(url).not.toContain('+')
  })

  test('success carries no code at all', () => {
    expect(resultRedirect('https://shop.example/r', result)).not.toContain('code=')
  })

  test('any text in the result survives the naive parser of the mobile SDKs', () => {
    assert(
      property(string({ unit: 'grapheme' }), (message) => {
        const url = resultRedirect('https://shop.example/r?a=b', { ...result, code: 'X', message })
        const pairs = new Map(
          (url.split('?')[1] ?? '').split('&').map((pair) => {
            const [key = '', value = ''] = pair.split('=')
            return [key, decodeURIComponent(value)] as const
          }),
        )
        expect(pairs.get('message')).toBe(message)
        expect(pairs.get('paymentId')).toBe(result.paymentId)
      }),
    )
  })
})

describe('where a buyer may be sent', () => {
  test.each(['https://a.b/c', 'http://localhost:1/x', 'portone://blank', 'myapp://payment-complete'])(
    '%s is delivered',
    (url) => {
      expect(isDeliverableRedirect(url)).toBe(true)
    },
  )

  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'blob:x',
    'file:///etc/passwd',
    '/relative',
    '//host',
    'https://a b',
    'java\nscript:x',
  ])('%s is refused', (url) => {
    expect(isDeliverableRedirect(url)).toBe(false)
  })
})

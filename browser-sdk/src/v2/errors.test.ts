import * as npm from '@portone/browser-sdk/v2'
import { expect, test } from 'vitest'
import { errorClasses, portOneError } from './errors.ts'
import type { ErrorKind } from './errors.ts'

// The classes of the published package are another copy than ours, as in every merchant's bundle.
const npmClasses = npm.errors as unknown as Record<ErrorKind, new () => Error>
const kinds = Object.keys(errorClasses) as ErrorKind[]

for (const kind of kinds) {
  test(`${kind} is an instance of the npm package's class, and of no other`, () => {
    const error = portOneError(kind, { code: 'BadRequest', message: '잘못된 요청입니다.' })

    const matching = kinds.filter((other) => error instanceof npmClasses[other])

    expect(matching).toEqual([kind])
    expect(error).toBeInstanceOf(Error)
    expect(error).toMatchObject({ name: kind, code: 'BadRequest', message: '잘못된 요청입니다.' })
  })
}

test('an error keeps its fields when a mobile host turns it into JSON', () => {
  const error = portOneError('PaymentError', { code: 'X', message: 'm', paymentId: 'p', pgCode: 'V016' })

  expect(JSON.parse(JSON.stringify(error))).toMatchObject({
    transactionType: 'PAYMENT',
    code: 'X',
    paymentId: 'p',
    pgCode: 'V016',
  })
})

test('a value that is no error is no instance of anything', () => {
  expect(null).not.toBeInstanceOf(errorClasses.PaymentError)
  expect({ code: 'BadRequest' }).not.toBeInstanceOf(errorClasses.PaymentError)
})

import { expect, test } from 'vitest'
import { maskBirthDate, maskName, maskPhone } from './mask-person.ts'

test('a masked person can be told from another and cannot be called', () => {
  expect(['김나루', '김나', '김', 'Gildong Hong', '남궁나루'].map(maskName)).toEqual([
    '김*루',
    '김*',
    '*',
    'G**********g',
    '남**루',
  ])
  expect(['01023456789', '0112345678', '123'].map(maskPhone)).toEqual(['010****6789', '011***5678', '***'])
  expect(maskBirthDate('1990-07-08')).toBe('1990-**-**')
})

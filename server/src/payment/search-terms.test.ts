import { expect, test } from 'vitest'
import { scheduleQuery, searchTerms, termQuery } from './search-terms.ts'

const storeId = 'store-4ff4af41-85e3-4559-8eb8-0d08a2c6ceec'

test('a payment is found by the words of its order, its customer and its card, in small letters', () => {
  const terms = searchTerms(storeId, {
    orderName: '나루 Tee',
    customer: { name: '김나루', email: 'Kim@Shop.example', phoneNumber: '010-1234-5678' },
    method: {
      easyPayMethod: { card: { bin: '457321', number: '457321******1234' }, approvalNumber: '0012' },
    },
    cancellations: [{ reason: '단순 변심' }],
  })

  expect(terms.map((term) => term.slice(6))).toEqual([
    'o나루 tee',
    'n김나루',
    'ekim@shop.example',
    'h01012345678',
    'r0012',
    'c457321',
    'c1234',
    'x단순 변심',
  ])
})

test('no more of a card number can be looked up than its first digits and its last four', () => {
  const terms = searchTerms(storeId, {
    method: { card: { bin: '4573211234567890', number: '4573211234567890' } },
  })

  expect(terms.map((term) => term.slice(6))).toEqual(['c45732112', 'c7890'])
})

test('a payment with a billing key is marked as a recurring one, which no typed text can imitate', () => {
  const [mark] = searchTerms(storeId, { billingKey: 'billing-key-1' })

  expect(scheduleQuery(storeId)).toBe(`'${mark}'`)
  expect(termQuery(storeId, ['orderName'], '!schedule')).not.toContain(mark)
})

test('typed quotes and backslashes stay text and never become operators', () => {
  expect(termQuery(storeId, ['orderName'], `a' | 'b\\`)).toBe(`'4ff4afoa'' | ''b\\\\':*`)
})

test('hyphens of a phone number do not matter, and text without a digit finds no phone', () => {
  expect(termQuery(storeId, ['phone'], '010-12')).toBe(`'4ff4afh01012':*`)
  expect(termQuery(storeId, ['phone'], '-')).toBeUndefined()
})

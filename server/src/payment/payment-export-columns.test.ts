import { expect, test } from 'vitest'
import { exportColumns, maskedCard } from './payment-export-columns.ts'

const row = {
  status: 'PARTIAL_CANCELLED',
  isTest: true,
  payMethod: 'CARD',
  pgProvider: 'TOSSPAYMENTS',
  view: {
    id: 'order-1',
    currency: 'USD',
    amount: { total: 1_234, cancelled: 5 },
    requestedAt: '2026-03-01T15:00:00Z',
    method: { easyPayMethod: { card: { number: '457321******1234' } } },
  },
}

function read(language: 'ko' | 'en', title: string): unknown {
  return exportColumns(['card'], language)
    .find((column) => column[language] === title)
    ?.read(row)
}

test('a row speaks the reader’s language, Seoul time and the currency’s own digits', () => {
  expect(read('ko', '결제상태')).toBe('부분 취소')
  expect(read('en', 'Status')).toBe('Partly cancelled')
  expect(read('ko', '요청시각')).toBe('2026-03-02 00:00:00')
  expect(read('ko', '결제금액')).toBe(12.34)
  expect(read('ko', '취소금액')).toBe(0.05)
})

test('the card behind a wallet is told like a card, and only chosen groups are there', () => {
  expect(read('ko', '카드번호')).toBe('457321******1234')
  expect(read('ko', '이메일')).toBeUndefined()
})

test('a number that its PG forgot to mask is masked here', () => {
  expect(maskedCard('4573211234567890')).toBe('45732112****7890')
})

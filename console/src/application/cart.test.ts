import { expect, test } from 'vitest'
import type { ContractView, PgOffer } from '@naru/server/wire/console-application'
import { byPg, isApplied, unanswered, withItems, without } from './cart.ts'

const card = { pg: 'nice', method: 'CARD' } as const
const wallet = { pg: 'kakaopay', method: 'EASY_PAY' } as const
const question = { key: 'bank', labelKo: '은행', labelEn: 'Bank', lengthMax: 30 }
const offer = (pg: string, questions: PgOffer['questions'] = []): PgOffer => ({
  pg,
  nameKo: pg,
  nameEn: pg,
  methods: [],
  wallets: [],
  questions,
  usable: true,
})

test('nothing is in the cart twice, and taking out takes one line only', () => {
  expect(withItems([card], [card, wallet, wallet])).toEqual([card, wallet])
  expect(without([card, wallet], card)).toEqual([wallet])
})

test('what was applied for cannot be picked again until it has ended', () => {
  const contract = { ...card, state: 'SCREENING' } as ContractView
  expect(isApplied([contract], card)).toBe(true)
  expect(isApplied([{ ...contract, state: 'REJECTED' }], card)).toBe(false)
  expect(isApplied([contract], wallet)).toBe(false)
})

test('only PGs of the cart ask, and blanks are no answer', () => {
  const offers = [offer('inicis', [question]), offer('nice', [question]), offer('kakaopay')]
  expect(byPg([wallet, card], offers).map((one) => one.offer.pg)).toEqual(['nice', 'kakaopay'])
  expect(unanswered([wallet, card], offers, {})).toEqual(['nice.bank'])
  expect(unanswered([card], offers, { nice: { bank: '  ' } })).toEqual(['nice.bank'])
  expect(unanswered([card], offers, { nice: { bank: '국민' } })).toEqual([])
})

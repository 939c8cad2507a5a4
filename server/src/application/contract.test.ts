import { expect, test } from 'vitest'
import { isContractState, mayMove, nextStates, operatorMoves } from './contract.ts'

const states = Object.keys(nextStates).filter(isContractState)
const allowed = new Set([
  'APPLIED>SCREENING',
  'APPLIED>CANCELLED',
  'SCREENING>CONTRACT',
  'SCREENING>REJECTED',
  'SCREENING>CANCELLED',
  'CONTRACT>CARD_REVIEW',
  'CONTRACT>CANCELLED',
  'CARD_REVIEW>COMPLETED',
])

test('a contract moves along the road of the help centre and nowhere else', () => {
  const moves = states.flatMap((from) => states.map((to) => [from, to] as const))
  expect(moves).toHaveLength(49)
  expect(new Set(moves.filter(([from, to]) => mayMove(from, to)).map((move) => move.join('>')))).toEqual(
    allowed,
  )
})

test('the operator never cancels for the merchant, and only screening can be rejected', () => {
  expect(states.filter((from) => operatorMoves(from).includes('CANCELLED'))).toEqual([])
  expect(states.filter((from) => operatorMoves(from).includes('REJECTED'))).toEqual(['SCREENING'])
})

test.each(['toString', '__proto__', 'applied', undefined, 3])('%s is no state', (text) => {
  expect(isContractState(text)).toBe(false)
})

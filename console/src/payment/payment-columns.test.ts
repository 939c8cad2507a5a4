import { expect, test } from 'vitest'
import { firstLayout, layoutOf, moveColumn, shownColumns, toggleColumn } from './payment-columns.ts'

test('columns keep the order in which they were put, also through what is kept of them', () => {
  const moved = moveColumn(firstLayout, 'amount', 0)

  expect(shownColumns(moved)[0]).toBe('amount')
  expect(shownColumns(layoutOf(shownColumns(moved)))).toEqual(shownColumns(moved))
})

test('a column cannot be moved out of the table', () => {
  expect(moveColumn(firstLayout, 'status', -3)).toEqual(firstLayout)
  expect(moveColumn(firstLayout, 'status', 99).at(-1)?.key).toBe('status')
})

test('the last shown column stays, and columns nobody knows are dropped', () => {
  const only = layoutOf(['amount', 'colour'])

  expect(shownColumns(only)).toEqual(['amount'])
  expect(shownColumns(toggleColumn(only, 'amount'))).toEqual(['amount'])
  expect(shownColumns(layoutOf(['colour']))).toEqual(shownColumns(firstLayout))
})

import { balanceOf } from '../desk/ledger.ts'
import { textOf } from '../desk/read-json.ts'
import type { JsonRecord } from '../desk/read-json.ts'
import type { TestBooks } from './books.ts'
import type { TestPayment, TestPurse } from './records.ts'

/** The password that opens every account of points. */
const password = '1111'
const pointsAtFirst = 100_000

/** Undefined when account and password do not fit. A new account is filled once. */
export function openPurse(books: TestBooks, purse: JsonRecord): TestPurse | undefined {
  const userId = textOf(purse['userId']) ?? ''
  if (purse['kind'] !== 'BENEPIA' || userId === '' || purse['password'] !== password) return undefined
  const purseId = `BENEPIA ${userId}`
  return books.purses.get(purseId) ?? books.purses.put({ purseId, points: pointsAtFirst })
}

/** Points of a cancelled payment go back into the purse they came from. */
export function returnPoints(books: TestBooks, before: TestPayment, after: TestPayment): void {
  const purse = after.purseId === undefined ? undefined : books.purses.get(after.purseId)
  if (purse === undefined) return
  const back = balanceOf(before.entries).balanceMinor - balanceOf(after.entries).balanceMinor
  books.purses.put({ ...purse, points: purse.points + back })
}

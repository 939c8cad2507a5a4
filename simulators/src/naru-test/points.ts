import { json } from '../desk/answer.ts'
import type { WireAnswer } from '../desk/answer.ts'
import { recordOf, textOf } from '../desk/read-json.ts'
import type { JsonRecord } from '../desk/read-json.ts'
import type { TestBooks } from './books.ts'
import { readOrder, take } from './money.ts'
import { openPurse } from './purses.ts'
import { refuse } from './refusals.ts'

/** `POST /v1/points/balance`. */
export function readPoints(books: TestBooks, body: JsonRecord): WireAnswer {
  const purse = openPurse(books, body)
  return purse === undefined ? refuse('WRONG_POINT_ACCOUNT') : json(200, { points: purse.points })
}

/** `POST /v1/payments/points`: without a member company it is a trial, which takes no points. */
export function payByPoints(books: TestBooks, mid: string, body: JsonRecord): WireAnswer {
  const order = readOrder(body)
  const asked = recordOf(body['purse'])
  const purse = openPurse(books, asked)
  if (order === undefined) return refuse('INVALID_REQUEST')
  if (purse === undefined) return refuse('WRONG_POINT_ACCOUNT')
  if (order.amountMinor > purse.points) return refuse('NOT_ENOUGH_POINTS')
  const isTrial = textOf(asked['memberCompany']) === undefined
  const purseId = isTrial ? {} : { purseId: purse.purseId }
  const answer = take(books, mid, order, { method: 'EASY_PAY' }, purseId)
  if (answer.status === 200 && !isTrial)
    books.purses.put({ ...purse, points: purse.points - order.amountMinor })
  return answer
}

import { json } from '../desk/answer.ts'
import type { WireAnswer } from '../desk/answer.ts'
import { randomToken } from '../desk/random.ts'
import { recordOf, textOf } from '../desk/read-json.ts'
import type { JsonRecord } from '../desk/read-json.ts'
import type { TestBooks } from './books.ts'
import { readCard } from './card.ts'
import type { TestBillingKey, TestInstrument } from './records.ts'
import { refuse } from './refusals.ts'

/** `POST /v1/billing-keys/from-window`. */
export function issueFromWindow(books: TestBooks, mid: string, body: JsonRecord): WireAnswer {
  const window = books.windows.get(textOf(body['windowId']) ?? '')
  if (window === undefined || window.mid !== mid || window.kind !== 'BILLING') return refuse('NO_SUCH_WINDOW')
  if (window.state !== 'AUTHENTICATED' || window.instrument === undefined) return refuse('NOT_AUTHENTICATED')
  if (body['issueId'] !== window.orderId) return refuse('INVALID_REQUEST')
  books.windows.put({ ...window, state: 'OVER' })
  return issue(books, mid, window.orderId, window.instrument)
}

/** `POST /v1/billing-keys/from-card`. */
export function issueFromCard(books: TestBooks, mid: string, body: JsonRecord): WireAnswer {
  const issueId = textOf(body['issueId']) ?? ''
  if (issueId === '') return refuse('INVALID_REQUEST')
  const instrument = readCard(recordOf(body['card']), books.now())
  return typeof instrument === 'string' ? refuse(instrument) : issue(books, mid, issueId, instrument)
}

function issue(books: TestBooks, mid: string, issueId: string, instrument: TestInstrument): WireAnswer {
  if (instrument.fate === 'decline-issue' || instrument.fate === 'decline-window')
    return refuse('ISSUE_DECLINED')
  const key: TestBillingKey = {
    ...instrument,
    billingKey: `nbill_${randomToken(24).replaceAll(/[-_]/g, 'x')}`,
    mid,
    issueId,
    issuedAt: books.now().toISOString(),
  }
  books.billingKeys.put(key)
  const { fate: _fate, ...shown } = key
  return json(200, { ...shown, issueNumber: issueId })
}

/** `POST /v1/billing-keys/delete`. */
export function deleteKey(books: TestBooks, mid: string, body: JsonRecord): WireAnswer {
  const key = books.billingKeys.get(textOf(body['billingKey']) ?? '')
  if (key === undefined || key.mid !== mid || key.deletedAt !== undefined)
    return refuse('NO_SUCH_BILLING_KEY')
  const deletedAt = books.now().toISOString()
  books.billingKeys.put({ ...key, deletedAt })
  return json(200, { deletedAt })
}

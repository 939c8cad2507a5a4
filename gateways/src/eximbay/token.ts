import type { ApproveAnswer } from '../port.ts'
import { redactedPairs } from '../wire/redaction.ts'
import { readParameters } from './fgkey.ts'

/**
 * The token that a payment with `tokenbilling.token_creation` brings, for later charges (`rebill.ts`). Under which name it
 * stands in the result is in no public document; shops read it from the status message. This is the simulator's name, so
 * the catalogue opens such a window at the simulator only.
 */
const TOKEN = 'tokenid'

/** The approval with its token; an approval without one stays as it is, and the platform gives the money back. */
export function withToken(answer: ApproveAnswer, data: string): ApproveAnswer {
  const token = readParameters(data)[TOKEN] ?? ''
  if (answer.kind !== 'approved' || answer.method.type !== 'CARD' || token === '') return answer
  const { approvalNumber: _number, installmentMonth: _months, ...card } = answer.method.card
  return { ...answer, issued: { right: { token }, instrument: { type: 'CARD', card } } }
}

/** What is kept as the PG's answer does not hold the right to charge. */
export function withoutToken(data: string): string {
  return redactedPairs(data, { cardNumbers: [], secrets: [TOKEN] })
}

import type { NoteAttempt } from './notes.ts'
import { DeskRefusal } from './simulator.ts'
import type { Deposit } from './simulator.ts'

/** What the bank says when somebody pays into an account; the same at every PG. */
export const depositRefusals = {
  noAccount: () =>
    new DeskRefusal(404, 'NO_ACCOUNT', 'This order has no virtual account.', '가상계좌가 없는 주문입니다.'),
  closed: () =>
    new DeskRefusal(
      409,
      'ACCOUNT_CLOSED',
      'The account takes no money any more.',
      '입금할 수 없는 계좌입니다.',
    ),
  otherAmount: () =>
    new DeskRefusal(
      409,
      'BANK_REFUSED',
      'The bank takes only the exact amount.',
      '은행이 금액이 다른 입금을 거절했습니다.',
    ),
} as const

/** Tells of one deposit as often as was ordered, one after the other or all at once. */
export async function tellDeposit(
  { times, parallel }: Deposit,
  tell: () => Promise<readonly NoteAttempt[]>,
): Promise<readonly NoteAttempt[]> {
  if (parallel) return (await Promise.all(Array.from({ length: times }, tell))).flat()
  const attempts: NoteAttempt[] = []
  for (let time = 0; time < times; time += 1) attempts.push(...(await tell()))
  return attempts
}

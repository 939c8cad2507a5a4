import type { ContractState } from '../wire/console-application.ts'

/**
 * The life of one contract row (a pay method of a PG that the merchant applied for).
 *
 *   APPLIED ─► SCREENING ─► CONTRACT ─► CARD_REVIEW ─► COMPLETED
 *      │           ├──► REJECTED │
 *      └───────────┴──► CANCELLED ◄┘
 *
 * Labels from the help centre (가입신청, 입점심사, 계약서, 카드사 심사, 완료); once the card companies look at it nobody
 * takes it back. A finished row may be applied for again, as a new row.
 */
export const nextStates = {
  APPLIED: ['SCREENING', 'CANCELLED'],
  SCREENING: ['CONTRACT', 'REJECTED', 'CANCELLED'],
  CONTRACT: ['CARD_REVIEW', 'CANCELLED'],
  CARD_REVIEW: ['COMPLETED'],
  COMPLETED: [],
  REJECTED: [],
  CANCELLED: [],
} as const satisfies Readonly<Record<ContractState, readonly ContractState[]>>

export const endedStates: readonly ContractState[] = ['REJECTED', 'CANCELLED']

export function mayMove(from: ContractState, to: ContractState): boolean {
  const allowed: readonly ContractState[] = nextStates[from]
  return allowed.includes(to)
}

/** Where the operator may take it: cancelling is the merchant's word. */
export function operatorMoves(from: ContractState): readonly ContractState[] {
  const allowed: readonly ContractState[] = nextStates[from]
  return allowed.filter((to) => to !== 'CANCELLED')
}

export function isContractState(text: unknown): text is ContractState {
  return typeof text === 'string' && Object.hasOwn(nextStates, text)
}

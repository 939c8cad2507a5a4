import type { DepositCall, InquireAnswer, JsonObject, PaidMethod } from './port.ts'
import { child, present, text } from './wire/reading.ts'

type Account = Extract<PaidMethod, { type: 'VIRTUAL_ACCOUNT' }>['virtualAccount']

/** What must be remembered of an issued account, so that a later message can be compared with it. */
export function accountMemory({ accountNumber, bank, remitteeName }: Account): JsonObject {
  return { account: { accountNumber, ...present({ bank, remitteeName }) } }
}

/** The account that an earlier answer told. */
export function rememberedAccount(memory: JsonObject): Account | undefined {
  const account = child(memory, 'account')
  const accountNumber = account && text(account, 'accountNumber')
  if (account === undefined || accountNumber === undefined) return undefined
  return {
    accountNumber,
    accountType: 'NORMAL',
    ...present({ bank: text(account, 'bank'), remitteeName: text(account, 'remitteeName') }),
  }
}

/**
 * Reads a deposit off a PG's own message, where its inquiry does not tell of deposits: the message must name the
 * transaction and the account that were issued. Its sum is compared by the platform, its sender was proved before.
 */
export function depositByNote({ order, pgTxId, memory, notice }: DepositCall, now: Date): InquireAnswer {
  const account = rememberedAccount(memory)
  const refuse = (pgMessage: string): InquireAnswer => ({
    kind: 'not-approved',
    final: false,
    pgCode: '',
    pgMessage,
  })
  if (account === undefined || notice.pgTxId !== pgTxId) return refuse('another transaction')
  if (notice.accountNumber !== account.accountNumber) return refuse('another account')
  if (notice.claim !== 'DEPOSITED' || notice.amountMinor === undefined) return refuse('no deposit')
  return {
    kind: 'approved',
    approval: {
      kind: 'approved',
      state: 'PAID',
      pgTxId,
      pgOrderId: order.pgOrderId,
      amount: { minor: notice.amountMinor, currency: order.amount.currency },
      method: { type: 'VIRTUAL_ACCOUNT', virtualAccount: account },
      at: notice.at ?? now,
      raw: JSON.stringify({ pgTxId, accountNumber: account.accountNumber, amount: notice.amountMinor }),
    },
    cancelledMinor: 0,
    cancels: [],
  }
}

import type { Environment, JsonObject, JsonValue, PaidMethod, VirtualAccountFacts } from '../port.ts'
import { present } from '../wire/reading.ts'
import { fromIso } from '../wire/seoul-time.ts'

/** What an approval must leave behind, since no inquiry of this PG tells it again. */
export function memoryOf(method: PaidMethod): JsonObject {
  if (method.type !== 'VIRTUAL_ACCOUNT') return {}
  const { issuedAt, expiredAt, ...account } = method.virtualAccount
  return {
    virtualAccount: {
      ...account,
      ...(issuedAt === undefined ? {} : { issuedAt: issuedAt.toISOString() }),
      ...(expiredAt === undefined ? {} : { expiredAt: expiredAt.toISOString() }),
    },
  }
}

export function rememberedAccount(memory: JsonObject): VirtualAccountFacts | undefined {
  const account = memory['virtualAccount']
  if (!isObject(account)) return undefined
  const accountNumber = textMember(account, 'accountNumber')
  if (accountNumber === undefined) return undefined
  return {
    accountNumber,
    ...present({
      bank: textMember(account, 'bank'),
      accountType: account['accountType'] === 'NORMAL' ? ('NORMAL' as const) : undefined,
      remitteeName: textMember(account, 'remitteeName'),
      remitterName: textMember(account, 'remitterName'),
      issuedAt: fromIso(textMember(account, 'issuedAt')),
      expiredAt: fromIso(textMember(account, 'expiredAt')),
    }),
  }
}

/** The PG's public receipt page. The simulator has none. */
export function receiptUrlOf(environment: Environment, tid: string): string | undefined {
  if (environment.kind === 'simulator') return undefined
  const page = 'https://iniweb.inicis.com/DefaultWebApp/mall/cr/cm/mCmReceipt_head.jsp'
  return `${page}?noTid=${encodeURIComponent(tid)}&noMethod=1`
}

/** Members of approve answers that may carry a card number or a right to charge. */
export const redacted = {
  cardNumbers: [
    'CARD_Num',
    'P_CARD_NUM',
    'cardNumber',
    'cardno',
    'OCB_Num',
    'GAMG_Num1',
    'GAMG_Num2',
    'GAMG_Num3',
  ],
  secrets: [
    'CARD_Billkey',
    'CARD_BillKey',
    'HPP_Billkey',
    'P_HPP_BILLKEY',
    'P_CARD_BILLKEY',
    'billKey',
    'billkey',
  ],
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function textMember(account: JsonObject, key: string): string | undefined {
  const value = account[key]
  return typeof value === 'string' ? value : undefined
}

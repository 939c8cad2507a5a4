import type { Fields } from '../desk/form.ts'
import type { BuyerChoice, Decision } from '../desk/simulator.ts'

const decisions: readonly Decision[] = ['approve', 'decline', 'close', 'vanish']

export function isDecision(value: unknown): value is Decision {
  return decisions.some((decision) => decision === value)
}

/** Reads the window's form; the fields of the chosen method carry its name in front. */
export function choiceOf(form: Fields): BuyerChoice | undefined {
  const { decision } = form
  if (!isDecision(decision)) return undefined
  const payMethod = form['payMethod'] ?? ''
  const field = (name: string) => form[`${payMethod}.${name}`] || undefined
  const months = Number(field('installmentMonths') ?? 0)
  return {
    decision,
    payMethod,
    cardNumber: field('cardNumber'),
    cardCompany: field('cardCompany'),
    installmentMonths: Number.isSafeInteger(months) ? months : 0,
    easyPayProvider: field('easyPayProvider'),
    bankCode: field('bankCode'),
    declineCode: decision === 'decline' ? form['declineCode'] : undefined,
  }
}

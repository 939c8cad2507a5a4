import type { Merchant } from '../desk/merchants.ts'
import type { KcpBooks } from './books.ts'
import type { KcpMember, KcpOrder, KcpPurse } from './order.ts'

const filledWith = 100_000

/** A purse with its first filling. */
export function purseOf(books: KcpBooks, purseId: string): KcpPurse {
  return books.purses.get(purseId) ?? { purseId, minor: filledWith }
}

/** Moves money in (positive) or out of the purse that pays an order. */
export function movePurse(books: KcpBooks, { purseId }: Pick<KcpOrder, 'purseId'>, minor: number): void {
  if (purseId === undefined) return
  const purse = purseOf(books, purseId)
  books.purses.put({ ...purse, minor: purse.minor + minor })
}

/** A site code with partner type and partner name is one of QuickPay. */
export function isQuickPay({ credentials }: Pick<Merchant, 'credentials'>): boolean {
  return (credentials['partnerType'] ?? '') !== ''
}

export function memberKeyOf(siteCode: string, memberId: string): string {
  return `${siteCode} ${memberId}`
}

/** Whoever registers something in the window has typed his PIN; a new member has biometrics and prepaid money. */
export function noteMember(books: KcpBooks, order: KcpOrder): void {
  const memberId = order.form['simulated_member_id'] ?? ''
  if (memberId === '') return
  const memberKey = memberKeyOf(order.siteCode, memberId)
  const known: KcpMember = books.members.get(memberKey) ?? { memberKey, hasBiometrics: true, pinChecks: [] }
  books.members.put({ ...known, pinChecks: [...known.pinChecks, order.orderNumber] })
}

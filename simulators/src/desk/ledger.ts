/** One movement (or standing) in a PG's book of an order. */
export interface LedgerEntry {
  readonly kind: 'approve' | 'net-cancel' | 'cancel' | 'deposit' | 'account-issued' | 'account-closed'
  /** Minor units. For `account-issued` and `account-closed` what was awaited: no money moved. */
  readonly amountMinor: number
  /** RFC 3339. */
  readonly at: string
  readonly id: string
}

export interface Balance {
  readonly approvedMinor: number
  readonly cancelledMinor: number
  readonly balanceMinor: number
}

/** What came in, what went back and what is left. Issuing or closing an account moves nothing. */
export function balanceOf(entries: readonly LedgerEntry[]): Balance {
  let approvedMinor = 0
  let cancelledMinor = 0
  for (const entry of entries) {
    switch (entry.kind) {
      case 'approve':
      case 'deposit':
        approvedMinor += entry.amountMinor
        break
      case 'cancel':
      case 'net-cancel':
        cancelledMinor += entry.amountMinor
        break
      case 'account-issued':
      case 'account-closed':
        break
    }
  }
  return { approvedMinor, cancelledMinor, balanceMinor: approvedMinor - cancelledMinor }
}

/** The book of an order as the control desk shows it; the same shape for every PG. */
export interface OrderBook extends Balance {
  readonly orderId: string
  readonly mid: string
  readonly pgTxId: string
  /** The PG's own word. */
  readonly status: string
  readonly payMethod: string
  readonly orderName: string
  readonly amountMinor: number
  /** Absent: this PG does not keep it. */
  readonly taxFreeMinor?: number
  readonly currency: string
  readonly virtualAccount?: {
    readonly accountNumber: string
    readonly bankCode: string
    readonly expiresAt: string
  }
  readonly entries: readonly LedgerEntry[]
}

import type { LedgerEntry, OrderBook } from './ledger.ts'

/** A movement as a PG's settlement books list it. Figures are positive; those of a cancel are what goes back. */
export interface SettledMovement {
  readonly lineId: string
  readonly kind: 'APPROVAL' | 'CANCEL'
  readonly book: OrderBook
  readonly at: Date
  readonly amountMinor: number
  readonly taxFreeMinor: number | undefined
  readonly feeMinor: number
  readonly feeVatMinor: number
  /** `YYYY-MM-DD` in Seoul. */
  readonly transactionDay: string
  readonly settlementDay: string
}

/** How the books of a PG are to be wrong about one movement, ordered at the control desk. */
export interface SettlementSlip {
  readonly orderId: string
  readonly kind: 'APPROVAL' | 'CANCEL'
  /** The movement is not in the books. */
  readonly drop?: boolean
  readonly addAmountMinor?: number
  readonly addFeeMinor?: number
  readonly shiftDays?: number
}

/** Share of the amount that the PG keeps, in hundredths of a percent (card 3 %), or a fixed sum in minor units. */
const fees: Readonly<Record<string, { readonly rateBp: number } | { readonly fixedMinor: number }>> = {
  CARD: { rateBp: 300 },
  EASY_PAY: { rateBp: 300 },
  TRANSFER: { rateBp: 180 },
  VIRTUAL_ACCOUNT: { fixedMinor: 300 },
  MOBILE: { rateBp: 400 },
  GIFT_CERTIFICATE: { rateBp: 800 },
}

/** The wrong entries that were ordered for one PG. */
export class SettlementDesk {
  readonly #slips: SettlementSlip[] = []

  add(slip: SettlementSlip): void {
    this.#slips.push(slip)
  }

  clear(): void {
    this.#slips.length = 0
  }

  /** The movement as the books show it; undefined for one that they leave out. */
  applied(movement: SettledMovement): SettledMovement | undefined {
    return this.#slips
      .filter(({ orderId, kind }) => orderId === movement.book.orderId && kind === movement.kind)
      .reduce<SettledMovement | undefined>((shown, slip) => {
        if (shown === undefined || slip.drop === true) return undefined
        return {
          ...shown,
          amountMinor: shown.amountMinor + (slip.addAmountMinor ?? 0),
          feeMinor: shown.feeMinor + (slip.addFeeMinor ?? 0),
          transactionDay: addDays(shown.transactionDay, slip.shiftDays ?? 0),
        }
      }, movement)
  }
}

/**
 * What a PG's settlement books say of one Seoul day under one merchant id, oldest first. Made from the ledger that every
 * simulator keeps. An approval that was undone by net cancel never reached settlement.
 */
export function settledOn(
  ledger: readonly OrderBook[],
  desk: SettlementDesk,
  mid: string,
  day: string,
): readonly SettledMovement[] {
  return ledger
    .filter((book) => book.mid === mid && !book.entries.some(({ kind }) => kind === 'net-cancel'))
    .flatMap((book) => book.entries.flatMap((entry) => movementOf(book, entry) ?? []))
    .flatMap((movement) => desk.applied(movement) ?? [])
    .filter((movement) => movement.transactionDay === day)
    .toSorted((a, b) => a.at.getTime() - b.at.getTime() || (a.lineId < b.lineId ? -1 : 1))
}

function movementOf(book: OrderBook, entry: LedgerEntry): SettledMovement | undefined {
  if (entry.kind !== 'approve' && entry.kind !== 'deposit' && entry.kind !== 'cancel') return undefined
  const kind = entry.kind === 'cancel' ? 'CANCEL' : 'APPROVAL'
  const at = new Date(entry.at)
  const transactionDay = seoulDay(at)
  const feeMinor = feeOf(book.payMethod, entry.amountMinor)
  return {
    lineId: entry.id,
    kind,
    book,
    at,
    amountMinor: entry.amountMinor,
    // The ledger keeps no tax-free part per cancel, so the books tell it for whole movements only.
    taxFreeMinor: entry.amountMinor === book.amountMinor ? book.taxFreeMinor : undefined,
    feeMinor,
    feeVatMinor: Math.floor((feeMinor * 2 + 10) / 20),
    transactionDay,
    settlementDay: twoWorkdaysAfter(transactionDay),
  }
}

function feeOf(payMethod: string, amountMinor: number): number {
  const fee = fees[payMethod] ?? { rateBp: 300 }
  if ('fixedMinor' in fee) return Math.min(fee.fixedMinor, amountMinor)
  return Number((BigInt(amountMinor) * BigInt(fee.rateBp) * 2n + 10_000n) / 20_000n)
}

export function seoulDay(at: Date): string {
  return new Date(at.getTime() + 9 * 3_600_000).toISOString().slice(0, 10)
}

/** D+2 over weekends. The simulators know no holidays. */
function twoWorkdaysAfter(day: string): string {
  let next = day
  for (let left = 2; left > 0;) {
    next = addDays(next, 1)
    const weekday = new Date(`${next}T00:00:00Z`).getUTCDay()
    if (weekday !== 0 && weekday !== 6) left -= 1
  }
  return next
}

function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

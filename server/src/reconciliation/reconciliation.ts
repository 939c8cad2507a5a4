import type {
  Difference,
  FeeRules,
  ReconciliationAction,
  ReconciliationStatus,
} from '../wire/console-reconciliation.ts'

/** A movement of money as our own books have it. Minor units; days are Seoul's, `YYYY-MM-DD`. */
export interface Movement {
  readonly storeId: string
  readonly paymentId: string
  readonly transactionId: string
  /** Null: the approval. */
  readonly cancellationId: string | null
  readonly pgCancellationId: string | null
  readonly action: Exclude<ReconciliationAction, 'UNCLASSIFIED_CANCEL'>
  readonly day: string
  readonly channelStoreId: string | null
  readonly channelKey: string
  /** The attempt went through the merchant id whose books are compared. */
  readonly isOfSource: boolean
  readonly pgTxId: string | null
  readonly orderName: string
  readonly method: string
  readonly currency: string
  readonly amountMinor: number
  readonly taxFreeMinor: number
  readonly vatMinor: number
  readonly installmentMonth: number | null
  readonly isEscrow: boolean
}

/** The same as the PG settled it. */
export interface Line {
  readonly lineId: string
  readonly transactionId: string
  readonly kind: 'APPROVAL' | 'CANCEL'
  readonly pgTxId: string
  readonly pgCancellationId: string | null
  readonly method: string
  readonly currency: string
  readonly amountMinor: number
  readonly taxFreeMinor: number | null
  readonly vatMinor: number | null
  readonly feeMinor: number
  readonly feeVatMinor: number | null
  readonly day: string
  readonly settledOn: string | null
  readonly installmentMonth: number | null
  readonly isEscrow: boolean | null
}

export interface Pair {
  readonly ours: Movement | undefined
  readonly theirs: Line | undefined
}

export interface Verdict {
  readonly status: ReconciliationStatus
  readonly differences: readonly Difference[]
}

/**
 * Puts the movements of one transaction beside the PG's lines about it. An approval has one counterpart. Cancels belong
 * together by the PG's name of the cancel, then by amount in the order of time, and what is left in the order of time.
 */
export function pair(movements: readonly Movement[], lines: readonly Line[]): readonly Pair[] {
  const approvals = zip(
    movements.filter(({ cancellationId }) => cancellationId === null),
    lines.filter(({ kind }) => kind === 'APPROVAL'),
    () => true,
  )
  const cancels = [sameName, sameAmount, () => true].reduce<Rest>(
    ({ pairs, ours, theirs }, fits) => {
      const next = zip(ours, theirs, fits)
      return { pairs: [...pairs, ...next.pairs], ours: next.ours, theirs: next.theirs }
    },
    {
      pairs: [],
      ours: movements.filter(({ cancellationId }) => cancellationId !== null),
      theirs: lines.filter(({ kind }) => kind === 'CANCEL'),
    },
  )
  return [approvals, cancels].flatMap(({ pairs, ours, theirs }) => [
    ...pairs,
    ...ours.map((one) => ({ ours: one, theirs: undefined })),
    ...theirs.map((one) => ({ ours: undefined, theirs: one })),
  ])
}

interface Rest {
  readonly pairs: readonly Pair[]
  readonly ours: readonly Movement[]
  readonly theirs: readonly Line[]
}

function zip(
  movements: readonly Movement[],
  lines: readonly Line[],
  fits: (movement: Movement, line: Line) => boolean,
): Rest {
  const free = lines.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
  const pairs: Pair[] = []
  const ours: Movement[] = []
  for (const movement of movements) {
    const index = free.findIndex((line) => fits(movement, line))
    const [theirs] = index < 0 ? [] : free.splice(index, 1)
    if (theirs === undefined) ours.push(movement)
    else pairs.push({ ours: movement, theirs })
  }
  return { pairs, ours, theirs: free }
}

function sameName(movement: Movement, line: Line): boolean {
  return movement.pgCancellationId !== null && movement.pgCancellationId === line.pgCancellationId
}

function sameAmount(movement: Movement, line: Line): boolean {
  return movement.amountMinor === line.amountMinor && movement.currency === line.currency
}

/**
 * Compares both sides. Any difference counts; times count by calendar day, so a small clock skew within a day is none.
 * What the PG does not tell (tax parts, instalments, escrow) cannot differ.
 *
 * @param isCollected the PG's records of our day were brought in, so that an absent line means something
 */
export function judge({ ours, theirs }: Pair, isCollected: boolean, fees: FeeRules): Verdict {
  if (ours === undefined) return { status: 'INCOMPARABLE', differences: ['MISSING_HERE'] }
  if (theirs === undefined)
    return isCollected
      ? { status: 'INCOMPARABLE', differences: ['MISSING_AT_PG'] }
      : { status: 'NOT_COLLECTED', differences: [] }
  if (!ours.isOfSource) return { status: 'INCOMPARABLE', differences: ['CHANNEL_MISMATCH'] }
  const expected = expectedFee(theirs, fees)
  const found: readonly (readonly [Difference, boolean])[] = [
    ['PAYMENT_AMOUNT', ours.amountMinor !== theirs.amountMinor || ours.currency !== theirs.currency],
    ['TAX_FREE_AMOUNT', differs(ours.taxFreeMinor, theirs.taxFreeMinor)],
    ['VAT_AMOUNT', differs(ours.vatMinor, theirs.vatMinor)],
    ['ESCROW', theirs.isEscrow !== null && ours.isEscrow !== theirs.isEscrow],
    [
      'INSTALLMENT_MONTH',
      ours.installmentMonth !== null && differs(ours.installmentMonth, theirs.installmentMonth),
    ],
    ['CANCELLED_LATE', ours.cancellationId !== null && theirs.day > ours.day],
    ['PAYMENT_DATE', ours.cancellationId === null ? ours.day !== theirs.day : theirs.day < ours.day],
    ['FEE', expected !== undefined && expected !== theirs.feeMinor],
  ]
  const differences = found.filter(([, isDifferent]) => isDifferent).map(([difference]) => difference)
  return { status: differences.length === 0 ? 'MATCHED' : 'NOT_MATCHED', differences }
}

function differs(ours: number, theirs: number | null): boolean {
  return theirs !== null && ours !== theirs
}

/** The fee that was agreed for the line, half up; undefined when none was. */
export function expectedFee(line: Pick<Line, 'method' | 'amountMinor'>, fees: FeeRules): number | undefined {
  const rule = fees[line.method]
  if (rule === undefined) return undefined
  if ('fixedMinor' in rule) return rule.fixedMinor
  return Number((BigInt(line.amountMinor) * BigInt(rule.rateBp) * 2n + 10_000n) / 20_000n)
}

/** VAT of the PG's fee: its own figure, else a tenth, half up. Source: the reconciliation guide. */
export function feeVatOf(feeMinor: number, feeVatMinor: number | null): number {
  return feeVatMinor ?? Number((BigInt(feeMinor) * 2n + 10n) / 20n)
}

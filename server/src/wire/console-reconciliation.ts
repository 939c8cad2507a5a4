/** Routes of 결제사 정산 below `/console/api/stores/:storeId/reconciliation`. Amounts are integers in minor units. */

export type ReconciliationStatus = 'MATCHED' | 'NOT_MATCHED' | 'INCOMPARABLE' | 'NOT_COLLECTED'
export type ReconciliationAction = 'APPROVAL' | 'FULL_CANCEL' | 'PARTIAL_CANCEL' | 'UNCLASSIFIED_CANCEL'
/** What differs. The first three make an entry INCOMPARABLE, the others NOT_MATCHED. */
export type Difference =
  | 'MISSING_AT_PG'
  | 'MISSING_HERE'
  | 'CHANNEL_MISMATCH'
  | 'PAYMENT_AMOUNT'
  | 'TAX_FREE_AMOUNT'
  | 'VAT_AMOUNT'
  | 'ESCROW'
  | 'INSTALLMENT_MONTH'
  | 'PAYMENT_DATE'
  | 'CANCELLED_LATE'
  | 'FEE'
/** By day of the transaction (거래일) or of the payout (정산일). */
export type DateBasis = 'TRANSACTION' | 'SETTLEMENT'
export type SimplifiedMethod = 'CARD' | 'VIRTUAL_ACCOUNT' | 'TRANSFER' | 'CHARGE' | 'MOBILE' | 'POINT' | 'ETC'

/** One merchant id at one PG. */
export interface SourceName {
  readonly mode: 'LIVE' | 'TEST'
  readonly pg: string
  readonly pgMerchantId: string
}

export type FeeRule = { readonly rateBp: number } | { readonly fixedMinor: number }
export type FeeRules = Readonly<Record<string, FeeRule>>

export interface SourceView extends SourceName {
  readonly pgNameKo: string
  readonly pgNameEn: string
  readonly channels: readonly {
    readonly name: string
    readonly taxType: 'UNSET' | 'TAXABLE' | 'TAX_FREE'
  }[]
  /** The PG's settlement records can be read over its API. */
  readonly canCollect: boolean
  readonly collectsDaily: boolean
  readonly fees: FeeRules
  /** 정산 한도: won of a Seoul month, approvals less cancels; the owners get a mail when 90 % are used. */
  readonly limitMinor?: number
  /** Used of it in `usedMonth` (`YYYY-MM`, yesterday's), as far as the PG's records were brought in. */
  readonly usedMinor?: number
  readonly usedMonth?: string
  /** `YYYY-MM-DD`. */
  readonly lastCollectedDay?: string
  readonly lastFailure?: { readonly code: string; readonly message: string; readonly at: string }
}

/** `GET …/sources` */
export interface SourceList {
  readonly items: readonly SourceView[]
  /** False: a sub-store reads its own part and brings nothing in. */
  readonly isWholeMerchant: boolean
}

/** `PUT …/sources` → `SourceList` */
export interface SourceSettings extends SourceName {
  readonly collectsDaily: boolean
  readonly fees: FeeRules
  /** Absent: no limit is watched. */
  readonly limitMinor?: number
}

/**
 * `PUT …/import?mode=&pg=&pgMerchantId=&name=` with the bytes of a CSV file, and `POST …/collect` with `CollectBody`.
 * 409 types: IncompleteSettlementFileError, InvalidSettlementLineError (detail names the line), SettlementColumnsError.
 */
export interface ImportOutcome {
  /** `UNCHANGED`: these very records were brought in before. */
  readonly kind: 'IMPORTED' | 'UNCHANGED'
  readonly lines: number
  readonly added: number
  readonly changed: number
  readonly skipped: number
  readonly from: string
  readonly until: string
}

export interface CollectBody extends SourceName {
  /** `YYYY-MM-DD`, at most 31 days. */
  readonly from: string
  readonly until: string
}

export interface ImportView extends SourceName {
  readonly importId: string
  readonly origin: 'FILE' | 'API'
  readonly fileName?: string
  readonly from: string
  readonly until: string
  readonly lines: number
  readonly added: number
  readonly changed: number
  readonly importedBy?: string
  readonly importedAt: string
}
/** `GET …/imports?cursor=` */
export interface ImportPage {
  readonly items: readonly ImportView[]
  readonly nextCursor?: string
}

/** Figures of one day and merchant id, or of a whole period, in one currency. */
export interface Figures {
  readonly currency: string
  readonly approvals: number
  readonly approvalMinor: number
  readonly cancels: number
  readonly cancelMinor: number
  readonly feeMinor: number
  readonly feeVatMinor: number
  /** Approvals − cancels − fee − its VAT. */
  readonly settlementMinor: number
  readonly anomalies: number
  readonly anomalyMinor: number
  readonly notCollected: number
}
export interface DayFigures extends Figures {
  readonly day: string
  readonly pg: string
  readonly pgMerchantId: string
}
/** `GET …/summary?mode=&basis=&from=&until=&pgMerchantId=` */
export interface ReconciliationSummary {
  readonly days: readonly DayFigures[]
  readonly totals: readonly Figures[]
}

export interface EntryView {
  readonly entryKey: string
  readonly pg: string
  readonly pgMerchantId: string
  readonly status: ReconciliationStatus
  readonly differences: readonly Difference[]
  readonly action: ReconciliationAction
  readonly day: string
  readonly settledOn?: string
  readonly storeId?: string
  readonly storeName?: string
  readonly paymentId?: string
  readonly transactionId?: string
  readonly pgTxId?: string
  readonly orderName?: string
  readonly method: string
  readonly currency: string
  readonly amountMinor?: number
  readonly taxFreeMinor?: number
  readonly vatMinor?: number
  readonly pgAmountMinor?: number
  readonly pgDay?: string
  readonly feeMinor: number
  readonly feeVatMinor: number
  readonly expectedFeeMinor?: number
}
/** `GET …/entries?mode=&basis=&from=&until=&status=&difference=&action=&method=&pgMerchantId=&search=&cursor=&size=` */
export interface EntryPage {
  readonly items: readonly EntryView[]
  readonly nextCursor?: string
}
/** `POST …/entries-export?…the same` with `{ format: 'csv' | 'xlsx' }`; needs `payments.export`. */

/** `GET …/vat?mode=&basis=&from=&until=&pgMerchantId=` */
export interface VatReport {
  readonly items: readonly {
    readonly paymentMethod: SimplifiedMethod
    readonly supplyMinor: number
    readonly vatMinor: number
    readonly taxFreeMinor: number
    readonly totalMinor: number
  }[]
  readonly summary: {
    readonly supplyMinor: number
    readonly vatMinor: number
    readonly taxFreeMinor: number
    readonly totalMinor: number
  }
}
/** `POST …/vat-export?…the same` with `{ format }`; needs `payments.export`. */

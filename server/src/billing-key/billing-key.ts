import type { BillingInstrument, BillingMethod, BillingOrder, JsonObject } from '@naru/gateways'
import type { OpenedChannel } from '../channel/open-channel.ts'
import { toGatewayCustomer, type Customer } from '../v2-input/customer-input.ts'

/**
 * The life of a billing key (빌링키).
 *
 *   READY ─► ISSUED ─► DELETED
 *     └► FAILED
 *
 * REST V2 shows ISSUED and DELETED only; the webhooks tell of all four.
 */
export const nextStatuses = {
  READY: ['ISSUED', 'FAILED'],
  ISSUED: ['DELETED'],
  DELETED: [],
  FAILED: [],
} as const satisfies Record<string, readonly string[]>
export type BillingKeyStatus = keyof typeof nextStatuses

/**
 * Where it stands between two states.
 *   OPEN           a window is open
 *   AUTHENTICATED  manual confirmation: the buyer is through, the merchant's server must confirm
 *   ISSUING        the call to the PG is in flight
 *   PAYING         the first payment decides whether the key lives; the right is here, or comes with that payment
 *   UNDOING        the first payment came to nothing: the key is FAILED, and its right goes back to the PG
 *   DELETING       the same for the deletion; such a key takes no charge
 *   DONE
 */
export type BillingKeyPhase =
  'OPEN' | 'AUTHENTICATED' | 'ISSUING' | 'PAYING' | 'UNDOING' | 'DELETING' | 'DONE'

/** The channel as it was when the key was issued. */
export interface BillingChannel {
  readonly id: string
  readonly key: string
  readonly name: string
  readonly mode: 'LIVE' | 'TEST'
  readonly pg: string
  readonly moduleCode: string
  readonly pgProvider: string
  readonly pgMerchantId: string
  readonly manualConfirm: boolean
}

/** One PG behind a key. */
export interface BillingKeyChannel {
  readonly channelKey: string
  readonly position: number
  readonly status: 'READY' | 'ISSUED' | 'FAILED'
  readonly rightSealed: string | null
  readonly data: {
    readonly channel: BillingChannel
    readonly instrument?: BillingInstrument
    readonly pgTxId?: string
    readonly raw?: string
    readonly failure?: BillingFailure
  }
}

export interface BillingFailure {
  /** For the buyer and the merchant, Korean. */
  readonly reason: string
  readonly pgCode?: string
  readonly pgMessage?: string
  readonly failedAt: string
  /** The browser SDK's `code` for this failure. */
  readonly sdkCode: string
}

export interface BillingKeyData {
  readonly customer: Customer
  readonly customData?: string
  readonly issueId?: string
  readonly issueName?: string
  readonly noticeUrls?: readonly string[]
  readonly platformType: 'PC' | 'MOBILE' | 'API'
  readonly channelGroup?: { readonly id: string; readonly name: string; readonly isForTest: boolean }
  /** What the window was asked for. */
  readonly displayAmount?: { readonly minor: number; readonly currency: string }
  readonly offerPeriod?: { readonly from?: string; readonly until?: string; readonly interval?: string }
  readonly easyPayProvider?: string
  readonly productType?: 'REAL' | 'DIGITAL'
  readonly locale?: string
  readonly appScheme?: string
  readonly bypass?: Readonly<Record<string, unknown>>
  readonly failure?: BillingFailure
  /** Manual confirmation only, RFC 3339. The token itself is sealed with the proof. */
  readonly confirmableUntil?: string
  readonly skipWebhook?: boolean
  /** Asked for together with a payment: the key is issued exactly when this payment is taken. */
  readonly firstPayment?: {
    readonly paymentId: string
    readonly transactionId: string
    /** The window takes the payment and gives the key with it: the payment's decision is the key's. */
    readonly isInWindow?: true
  }
  /** Issued through V1 under this `customer_uid`; V1 has no message about billing keys. */
  readonly v1?: {
    readonly customerUid: string
    /** In V1's window: what its result needs. The name is given when the key is issued. */
    readonly window?: {
      readonly impUid: string
      readonly merchantUid: string
      readonly resultShape: 'OLD' | 'NEW'
    }
  }
}

export interface BillingKey {
  readonly storeId: string
  readonly billingKey: string
  readonly merchantId: string
  readonly status: BillingKeyStatus
  readonly phase: BillingKeyPhase
  readonly mode: 'LIVE' | 'TEST'
  readonly rowVersion: number
  readonly method: BillingMethod
  readonly liveSchedules: number
  readonly data: BillingKeyData
  readonly memorySealed: string | null
  readonly proofSealed: string | null
  readonly owner: string | null
  readonly requestedAt: Date
  readonly issuedAt: Date | null
  readonly deletedAt: Date | null
  readonly statusAt: Date
  /** In their order; one unless it is a super billing key (슈퍼빌링키). */
  readonly channels: readonly BillingKeyChannel[]
}

/** `billing-key-<uuid>`; the uuid is the registration's name at the PG. */
export function isBillingKey(text: string): boolean {
  return /^billing-key-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)
}

/** A charge may use it now. */
export function isChargeable(key: Pick<BillingKey, 'status' | 'phase'>): boolean {
  return key.status === 'ISSUED' && key.phase === 'DONE'
}

/** The name of one registration at one PG; several channels of a key register under names of their own. */
export function pgIssueId(key: Pick<BillingKey, 'billingKey'>): string {
  return key.billingKey.slice('billing-key-'.length)
}

/** The key in the words of the gateway port. */
export function toBillingOrder(
  key: Pick<BillingKey, 'storeId' | 'billingKey' | 'method' | 'data'>,
): BillingOrder {
  const { data } = key
  const { offerPeriod } = data
  return {
    storeId: key.storeId,
    pgIssueId: pgIssueId(key),
    method: key.method,
    customer: toGatewayCustomer(data.customer),
    device: data.platformType === 'MOBILE' ? 'MOBILE' : 'PC',
    ...(data.issueId === undefined ? {} : { issueId: data.issueId }),
    ...(data.issueName === undefined ? {} : { issueName: data.issueName }),
    ...(data.displayAmount === undefined ? {} : { displayAmount: data.displayAmount }),
    ...(offerPeriod === undefined
      ? {}
      : {
          offerPeriod: {
            ...(offerPeriod.from === undefined ? {} : { from: new Date(offerPeriod.from) }),
            ...(offerPeriod.until === undefined ? {} : { until: new Date(offerPeriod.until) }),
            ...(offerPeriod.interval === undefined ? {} : { interval: offerPeriod.interval }),
          },
        }),
    ...(data.easyPayProvider === undefined ? {} : { easyPay: { easyPayProvider: data.easyPayProvider } }),
    ...(data.productType === undefined ? {} : { productType: data.productType }),
    ...(data.locale === undefined ? {} : { locale: data.locale }),
    ...(data.appScheme === undefined ? {} : { appScheme: data.appScheme }),
    ...(data.bypass === undefined ? {} : { bypass: data.bypass as JsonObject }),
    ...(data.v1 === undefined ? {} : { apiVersion: 'V1' as const }),
  }
}

export function toBillingChannel(channel: OpenedChannel): BillingChannel {
  return {
    id: channel.channelId,
    key: channel.channelKey,
    name: channel.name,
    mode: channel.mode,
    pg: channel.gateway.id,
    moduleCode: channel.moduleCode,
    pgProvider: channel.pgProvider,
    pgMerchantId: channel.pgMerchantId,
    manualConfirm: channel.manualConfirm,
  }
}

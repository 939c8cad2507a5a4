import type { FastifyInstance } from 'fastify'
import type { DeskClock } from './clock.ts'
import type { Fault, FaultDesk } from './faults.ts'
import type { Charset, Fields } from './form.ts'
import type { OrderBook } from './ledger.ts'
import type { Merchant, MerchantRegistration } from './merchants.ts'
import type { SettlementDesk } from './settlements.ts'
import type { NoteAttempt, NoteTransport } from './notes.ts'

/** What every PG gets from the house. */
export interface Surroundings {
  readonly clock: DeskClock
  /** Origin in the addresses that the PG writes into its answers. */
  readonly publicOrigin: string
  /** Where notices go when nobody registered an address for the MID. */
  readonly notifyTargetFor: (pg: string, mid: string) => string | undefined
  readonly journalPath: string | undefined
  /** The wrong entries that were ordered for this PG's settlement books. */
  readonly settlements: SettlementDesk
  readonly noteTransport?: NoteTransport
}

/** A PG as the control desk and the listener see it. */
export interface Simulator {
  readonly id: string
  readonly nameKo: string
  readonly nameEn: string
  readonly faults: FaultDesk
  /** Faults that this PG's wire can show; `wrong-signature` needs a signed answer. */
  readonly possibleFaults: readonly Fault[]
  /** Adds `/<id>/…` to the listener. */
  addRoutes(app: FastifyInstance): void
  register(registration: MerchantRegistration): Merchant
  merchants(): readonly Merchant[]
  /** Plays the buyer: opens the window with the same checks as a browser's visit, and decides. */
  buy(handOff: HandOff, choice: BuyerChoice): Bought
  book(orderId: string): OrderBook | undefined
  ledger(): readonly OrderBook[]
  deposit(orderId: string, deposit: Deposit): Promise<readonly NoteAttempt[]>
  repeatNotes(): Promise<readonly NoteAttempt[]>
  close(): void
}

export type Decision = 'approve' | 'decline' | 'close' | 'vanish'

/** What the buyer does in the window: by hand, or through the desk. */
export interface BuyerChoice {
  readonly decision: Decision
  /** In PortOne's words: `CARD`, `VIRTUAL_ACCOUNT`, `TRANSFER`, `MOBILE`, `GIFT_CERTIFICATE`, `EASY_PAY`. */
  readonly payMethod?: string | undefined
  readonly cardNumber?: string | undefined
  readonly cardCompany?: string | undefined
  readonly installmentMonths?: number | undefined
  readonly easyPayProvider?: string | undefined
  readonly bankCode?: string | undefined
  readonly declineCode?: string | undefined
  readonly declineMessage?: string | undefined
  /** Who stands before a window of identity verification; what is absent is 홍길동's. */
  readonly person?: Readonly<Record<string, string | undefined>>
}

/** What the platform's window page would carry out; our own reading of its kinds. */
export type HandOff =
  | { readonly kind: 'redirect'; readonly url: string }
  | {
      readonly kind: 'form'
      readonly action: string
      readonly method: string
      readonly acceptCharset?: string
      readonly fields: Readonly<Record<string, string>>
    }
  | {
      readonly kind: 'tosspayments-sdk'
      readonly scriptUrl: string
      readonly clientKey: string
      readonly customerKey: string
      readonly call?: string
      readonly request: Readonly<Record<string, unknown>>
    }
  | {
      readonly kind: 'brandpay-sdk'
      readonly scriptUrl: string
      readonly clientKey: string
      readonly customerKey: string
      readonly options: Readonly<Record<string, unknown>>
      readonly request: Readonly<Record<string, unknown>>
    }
  | {
      readonly kind: 'inicis-standard'
      readonly scriptUrl: string
      readonly fields: Readonly<Record<string, string>>
    }
  | {
      readonly kind: 'kcp-standard'
      readonly scriptUrl: string
      readonly returnUrl: string
      readonly fields: Readonly<Record<string, string>>
    }
  | {
      readonly kind: 'nicepay-standard'
      readonly scriptUrl: string
      readonly returnUrl: string
      readonly fields: Readonly<Record<string, string>>
    }
  | {
      readonly kind: 'xpay-crossplatform'
      readonly scriptUrl: string
      readonly platform: string
      readonly windowType: string
      readonly fields: Readonly<Record<string, string>>
    }
  | {
      readonly kind: 'eximbay-sdk'
      readonly scriptUrl: string
      readonly request: Readonly<Record<string, unknown>>
    }
  | {
      readonly kind: 'naverpay-sdk'
      readonly scriptUrl: string
      readonly config: Readonly<Record<string, unknown>>
      readonly request: Readonly<Record<string, unknown>>
    }
  | { readonly kind: 'in-page'; readonly token: string }

/** Where the window sends the buyer's browser when it is done. */
export type Navigation =
  | { readonly method: 'GET'; readonly url: string }
  | { readonly method: 'POST'; readonly url: string; readonly fields: Fields; readonly charset: Charset }

export interface Bought {
  readonly orderId: string
  /** Null when the buyer never comes back. */
  readonly next: Navigation | null
  /** Present when the window refused the hand-off (signature, unknown MID, …). */
  readonly refused?: { readonly code: string; readonly message: string }
}

export interface Deposit {
  readonly amountMinor?: number
  readonly times: number
  readonly parallel: boolean
  readonly tamper?: 'secret' | 'amount' | 'order'
}

/** The desk says no; becomes `{code, message, messageKo}` with this status. */
export class DeskRefusal extends Error {
  readonly status: number
  readonly code: string
  readonly messageKo: string

  constructor(status: number, code: string, messageEn: string, messageKo: string) {
    super(messageEn)
    this.status = status
    this.code = code
    this.messageKo = messageKo
  }
}

/** 체크아웃 프로필과 결제 세션. Types only. */

/**
 * `GET /console/api/checkout-profiles` → `{ items }`. `POST` with CheckoutProfileBody, `PUT …/{profileKey}` with `version` →
 * CheckoutProfileView. `DELETE …/{profileKey}` → `{}`. They belong to the merchant, not to a store.
 * 404 CheckoutProfileNotFoundError · 409 CheckoutProfileStaleError · 422 InvalidCheckoutProfileError with `fields`
 * (`name`, `methods`, `methods.<paymentMethod>`).
 */
export interface CheckoutProfileView {
  readonly profileKey: string
  readonly version: number
  readonly name: string
  readonly mode: 'LIVE' | 'TEST'
  readonly methods: readonly { readonly paymentMethod: string; readonly channelKey: string }[]
  readonly updatedAt: string
}
export interface CheckoutProfileBody {
  readonly name: string
  readonly mode: 'LIVE' | 'TEST'
  readonly methods: readonly { readonly paymentMethod: string; readonly channelKey: string }[]
}

/** `GET /console/api/stores/{storeId}/payment-sessions` → `{ items }`, the latest 100. Ids are capabilities and not shown. */
export interface PaymentSessionRow {
  readonly paymentId: string
  readonly profileKey: string
  readonly mode: 'LIVE' | 'TEST'
  readonly state: 'OPEN' | 'CLOSED' | 'EXPIRED'
  readonly orderName: string
  readonly totalAmount: number
  readonly currency: string
  readonly country: string
  readonly createdAt: string
  readonly expiresAt: string
}

// ---------------------------------------------------------------- the hosted page and its service

/** `GET /sessions/{sessionId}/view` of the checkout service. */
export interface HostedView {
  readonly state: 'OPEN' | 'PAID' | 'OVER'
  readonly mode: 'LIVE' | 'TEST'
  readonly storeName: string
  readonly orderName: string
  readonly amount: { readonly totalMinor: number; readonly currency: string; readonly scale: number }
  readonly products: readonly {
    readonly name: string
    readonly unitPrice: number
    readonly quantity: number
    readonly url?: string
  }[]
  readonly customerName?: string
  readonly customerEmail?: string
  readonly agreements: readonly { readonly name: string; readonly url: string }[]
  readonly orderImageUrl?: string
  readonly colors: {
    readonly primary?: string
    readonly primaryHover?: string
    readonly primaryLight?: string
  }
  readonly methods: readonly string[]
  /** Chosen by the merchant; with nothing left to ask the page pays at once. */
  readonly paymentMethod?: string
  /** Why the last attempt came to nothing; the buyer may try again. */
  readonly failure?: string
  /** Where the buyer goes on to when it is paid. */
  readonly returnUrl?: string
}

/** `POST /sessions/{sessionId}/pay` → `{ url }` of the window, or a CheckoutError. */
export interface HostedPayBody {
  readonly paymentMethod: string
  readonly customerName?: string
  readonly customerEmail?: string
  /** All agreements are ticked; the server refuses without. */
  readonly agreed: boolean
}

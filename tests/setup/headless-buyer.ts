import type { BeginView, CheckoutError, PreparedAttempt } from '@naru/server/wire/checkout'

/** The part of a running system that a buyer needs. */
export interface Shopfront {
  readonly demo: {
    readonly storeId: string
    readonly apiSecret: string
    readonly origins: { readonly v2: string; readonly checkout: string; readonly simulators: string }
    readonly channels: readonly {
      readonly pg: string
      readonly module: string
      readonly channelKey: string
    }[]
    readonly identityChannels: readonly { readonly pg: string; readonly channelKey: string }[]
  }
}

export interface Purchase {
  readonly pg: string
  readonly amount: number
  readonly paymentId?: string
  readonly method?: string
  readonly device?: 'PC' | 'MOBILE'
  readonly decision?: 'approve' | 'decline' | 'close' | 'vanish'
  readonly faults?: readonly {
    readonly operation: string
    readonly fault: string
    readonly times?: number
    readonly delayMs?: number
  }[]
  readonly noticeUrls?: readonly string[]
  /** Anything else of the SDK request. */
  readonly request?: Readonly<Record<string, unknown>>
}

export interface Prepared {
  readonly paymentId: string
  readonly transactionId: string
  readonly attempt: PreparedAttempt
}

export interface Bought extends Prepared {
  /** REST V2 status once the attempt is decided, or READY when it cannot be. */
  readonly status: string
}

/** Refused at prepare: the checkout service's own answer. */
export class PrepareRefused extends Error {
  readonly status: number
  readonly error: CheckoutError

  constructor(status: number, error: CheckoutError) {
    super(`${status} ${error.code}: ${error.message}`)
    this.status = status
    this.error = error
  }
}

/** Plays the shop's page: prepares an attempt as the SDK script would. */
export async function prepare(system: Shopfront, purchase: Purchase): Promise<Prepared> {
  const { demo } = system
  const channel = demo.channels.find(({ pg }) => pg === purchase.pg)
  const paymentId = purchase.paymentId ?? `order-${crypto.randomUUID()}`
  const device = purchase.device ?? 'PC'
  const response = await fetch(`${demo.origins.checkout}/browser/v2/attempts`, {
    method: 'POST',
    body: JSON.stringify({
      type: 'PAYMENT',
      sdkVersion: 'headless',
      pageOrigin: 'https://shop.example',
      device: { platformType: device, isIpad: false, userAgent: 'headless' },
      request: {
        storeId: demo.storeId,
        paymentId,
        orderName: '나룻배 모형',
        totalAmount: purchase.amount,
        currency: 'KRW',
        channelKey: channel?.channelKey,
        payMethod: purchase.method ?? 'CARD',
        redirectUrl: 'https://shop.example/return',
        customer: { fullName: '홍길동', phoneNumber: '01012345678', email: 'buyer@shop.example' },
        productType: 'REAL',
        virtualAccount: { accountExpiry: { validHours: 24 } },
        easyPay: { easyPayProvider: 'KAKAOPAY' },
        giftCertificate: { giftCertificateType: 'CULTURELAND' },
        ...(purchase.noticeUrls === undefined ? {} : { noticeUrls: purchase.noticeUrls }),
        ...purchase.request,
      },
    }),
  })
  if (!response.ok) throw new PrepareRefused(response.status, (await response.json()) as CheckoutError)
  const attempt = (await response.json()) as PreparedAttempt
  return { paymentId, transactionId: attempt.txId, attempt }
}

/** Plays the buyer's browser in our window: the hand-off to the PG. */
export async function begin(
  prepared: Prepared,
): Promise<Extract<BeginView, { kind: 'hand-off' }>['handOff']> {
  const response = await fetch(`${prepared.attempt.window.url}/begin`, { method: 'POST' })
  const view = (await response.json()) as BeginView
  if (view.kind !== 'hand-off') throw new Error(`the window of ${prepared.paymentId} has no hand-off`)
  return view.handOff
}

export interface PgVisit {
  readonly orderId: string
  readonly next: {
    readonly method: 'GET' | 'POST'
    readonly url: string
    readonly headers: Record<string, string>
    readonly body?: string
  } | null
  readonly delivered?: { readonly status: number; readonly location?: string }
}

/** Plays the buyer in the PG's window through the simulator's desk. `deliver: false` keeps the return request for the test. */
export async function visitPg(
  system: Shopfront,
  purchase: Purchase,
  handOff: unknown,
  deliver = true,
): Promise<PgVisit> {
  const response = await fetch(`${system.demo.origins.simulators}/control/${purchase.pg}/buy`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      handOff,
      decision: purchase.decision ?? 'approve',
      payMethod: purchase.method ?? 'CARD',
      faults: purchase.faults ?? [],
      deliver,
    }),
  })
  if (!response.ok) throw new Error(`the desk refused: ${response.status} ${await response.text()}`)
  return (await response.json()) as PgVisit
}

/** The whole road: prepare, window, PG, return; waits until the attempt is decided (or, for `vanish`, returns at once). */
export async function buy(system: Shopfront, purchase: Purchase): Promise<Bought> {
  const prepared = await prepare(system, purchase)
  await visitPg(system, purchase, await begin(prepared))
  if (purchase.decision === 'vanish') return { ...prepared, status: 'READY' }
  await settled(system, prepared)
  return { ...prepared, status: String((await readPayment(system, prepared.paymentId))['status']) }
}

/** Polls as the SDK does until the attempt is decided. */
export async function settled(
  system: Shopfront,
  prepared: Prepared,
  timeoutMs = 30_000,
): Promise<Record<string, unknown>> {
  return until(timeoutMs, `attempt ${prepared.transactionId} to be decided`, async () => {
    const state = await attemptState(system, prepared)
    return state.state === 'DONE' ? state.result : undefined
  })
}

export async function attemptState(
  system: Shopfront,
  prepared: Prepared,
): Promise<{ state: string; result?: Record<string, unknown> }> {
  const response = await fetch(
    `${system.demo.origins.checkout}/browser/v2/attempts/${prepared.attempt.attemptId}`,
    {
      headers: { 'naru-attempt-secret': prepared.attempt.attemptSecret },
    },
  )
  return (await response.json()) as { state: string; result?: Record<string, unknown> }
}

/** `GET /payments/{id}` with the demonstration's secret. */
export async function readPayment(system: Shopfront, paymentId: string): Promise<Record<string, unknown>> {
  const response = await fetch(`${system.demo.origins.v2}/payments/${encodeURIComponent(paymentId)}`, {
    headers: { authorization: `PortOne ${system.demo.apiSecret}` },
  })
  return (await response.json()) as Record<string, unknown>
}

/** Money arrives on the virtual account. */
export async function deposit(
  system: Shopfront,
  pg: string,
  orderId: string,
  body: object = {},
): Promise<void> {
  const response = await fetch(`${system.demo.origins.simulators}/control/${pg}/orders/${orderId}/deposit`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`no deposit: ${response.status} ${await response.text()}`)
}

export interface Book {
  readonly status: string
  readonly approvedMinor: number
  readonly cancelledMinor: number
  readonly balanceMinor: number
  readonly entries: readonly { readonly kind: string; readonly amountMinor: number }[]
}

/** The PG's own book of one order: the judge. */
export async function readBook(system: Shopfront, pg: string, orderId: string): Promise<Book> {
  const response = await fetch(`${system.demo.origins.simulators}/control/${pg}/orders/${orderId}`)
  return (await response.json()) as Book
}

/** Polls an observable state with a deadline. */
export async function until<T>(
  timeoutMs: number,
  what: string,
  look: () => Promise<T | undefined>,
): Promise<T> {
  const deadline = Date.now() + timeoutMs
  for (;;) {
    const seen = await look()
    if (seen !== undefined) return seen
    if (Date.now() > deadline) throw new Error(`waited ${timeoutMs} ms for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

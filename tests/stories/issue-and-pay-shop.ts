import pg from 'pg'
import type { BeginView, CheckoutError, HandOff, PreparedAttempt } from '@naru/server/wire/checkout'
import { PrepareRefused, until, type Shopfront } from '../setup/headless-buyer.ts'
import { channelOf, newPaymentId } from './billing-world.ts'

export type Wish = Readonly<Record<string, unknown>> & { readonly paymentId?: string }
export type PayingAttempt = PreparedAttempt & { readonly paymentId: string }

/** A shop whose page registers a buyer and takes his first payment in one window, at one PG. */
export function issueAndPayShop(
  open: () => Shopfront & { readonly databaseUrl: string },
  { pg: pgId, request: own = {} }: { readonly pg: string; readonly request?: Wish },
) {
  const prepare = async (request: Wish = {}, device: 'PC' | 'MOBILE' = 'PC'): Promise<PayingAttempt> => {
    const system = open()
    const paymentId = newPaymentId()
    const response = await fetch(`${system.demo.origins.checkout}/browser/v2/attempts`, {
      method: 'POST',
      body: JSON.stringify({
        type: 'ISSUE_BILLING_KEY_AND_PAY',
        sdkVersion: 'headless',
        pageOrigin: 'https://shop.example',
        device: { platformType: device, isIpad: false, userAgent: 'headless' },
        request: {
          storeId: system.demo.storeId,
          channelKey: channelOf(system, pgId),
          billingKeyAndPayMethod: 'CARD',
          paymentId,
          orderName: '나룻배 정기 이용 첫 달',
          totalAmount: 9_900,
          currency: 'KRW',
          redirectUrl: 'https://shop.example/registered',
          customer: { fullName: '홍길동', phoneNumber: '01012345678', email: 'buyer@shop.example' },
          ...own,
          ...request,
        },
      }),
    })
    if (!response.ok) throw new PrepareRefused(response.status, (await response.json()) as CheckoutError)
    const attempt = (await response.json()) as PreparedAttempt
    return { ...attempt, paymentId: request.paymentId ?? paymentId }
  }

  const begin = async (attempt: PreparedAttempt): Promise<HandOff> => {
    const response = await fetch(`${attempt.window.url}/begin`, { method: 'POST' })
    const view = (await response.json()) as BeginView
    if (view.kind !== 'hand-off') throw new Error('no hand-off')
    return view.handOff
  }

  /** Somebody goes through a window that was begun. */
  const goThrough = async (handOff: HandOff, decision = 'approve', more: object = {}) => {
    const response = await fetch(`${open().demo.origins.simulators}/control/${pgId}/buy`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ handOff, decision, deliver: true, ...more }),
    })
    if (!response.ok) throw new Error(await response.text())
    return (await response.json()) as { next: { url: string } | null; delivered?: { location?: string } }
  }

  const visit = async (attempt: PreparedAttempt, decision = 'approve', more: object = {}) =>
    goThrough(await begin(attempt), decision, more)

  const state = async (attempt: PreparedAttempt) => {
    const response = await fetch(`${open().demo.origins.checkout}/browser/v2/attempts/${attempt.attemptId}`, {
      headers: { 'naru-attempt-secret': attempt.attemptSecret },
    })
    return (await response.json()) as { state: string; result?: Record<string, string> }
  }

  const settled = (attempt: PreparedAttempt) =>
    until(30_000, 'the window to be decided', async () => {
      const now = await state(attempt)
      return now.state === 'DONE' ? now.result : undefined
    })

  const rows = async (text: string, values: readonly unknown[] = []): Promise<Record<string, unknown>[]> => {
    const client = new pg.Client({ connectionString: open().databaseUrl })
    await client.connect()
    try {
      return (await client.query<Record<string, unknown>>(text, [...values])).rows
    } finally {
      await client.end()
    }
  }

  const keyOf = async ({ txId }: { readonly txId: string }) => {
    const [row] = await rows(
      `select k.billing_key, k.status, k.phase, c.right_sealed is not null as holds_right
       from billing_key_first_payment f join billing_key k using (store_id, billing_key)
       join billing_key_channel c using (store_id, billing_key) where f.transaction_id = $1`,
      [txId],
    )
    return row
  }

  /** The types of the messages about a key and its payment, once there are as many. */
  const told = (attempt: PayingAttempt, count: number) =>
    until(20_000, `${count} webhooks`, async () => {
      const billingKey = String((await keyOf(attempt))?.['billing_key'])
      const found = await rows(
        `select type from webhook where billing_key = $1 or payment_id = $2 order by triggered_at`,
        [billingKey, attempt.paymentId],
      )
      return found.length >= count ? new Set(found.map(({ type }) => type)) : undefined
    })

  return { prepare, begin, goThrough, visit, state, settled, rows, keyOf, told }
}

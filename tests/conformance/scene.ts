import assert from 'node:assert/strict'
import type {
  Approved,
  BillingOrder,
  CancelAnswer,
  CancelCall,
  IncomingRequest,
  InquireAnswer,
  Order,
} from '@naru/gateways'
import type { Bench } from '@naru/simulators/testing'
import { pgBench, type Paid, type PgBench, type Visit } from '../setup/pg-bench.ts'
import type { DeclaredCell } from './declared.ts'
import type { Driver } from './driver.ts'

/** One payment whose approval is known. */
export interface Taken extends Paid {
  readonly order: Order
  readonly approval: Approved
}

/** What the simulator's books say of an order; zero and nothing for one that the PG never saw. */
export interface Book {
  readonly approvedMinor: number
  readonly cancelledMinor: number
  readonly balanceMinor: number
}

/** Where a story is told: one module of one connector before its own simulator, and what it is told about. */
export class Scene {
  readonly cell: DeclaredCell
  readonly driver: Driver
  readonly bench: PgBench
  /** Of the merchant at the PG. */
  readonly merchantId: string

  constructor(cell: DeclaredCell, driver: Driver, bench: PgBench, merchantId: string) {
    this.cell = cell
    this.driver = driver
    this.bench = bench
    this.merchantId = merchantId
    // What the PG is answered is what the connector says.
    bench.simulators.mailbox.answer = (note) => {
      const reading = this.gateway.readNotification?.(bench.context(), noteRequest(note))
      if (reading === undefined) return { status: 404, body: '' }
      return reading.kind === 'unreadable' ? reading.refused : reading.accepted
    }
  }

  get gateway() {
    return this.cell.gateway
  }

  get context() {
    return this.bench.context()
  }

  order(more: Partial<Order> = {}): Order {
    const { ability, module } = this.cell
    const takesWon = module.window?.currencies.includes('KRW') ?? true
    const amount =
      this.driver.amount ??
      (takesWon ? { minor: 10_000, currency: 'KRW' } : { minor: 1_050, currency: 'USD' })
    const isAccount =
      ability.kind === 'account-by-api' ||
      (ability.kind === 'window' && ability.payMethod === 'VIRTUAL_ACCOUNT')
    const isSlip = ability.kind === 'window' && ability.payMethod === 'CONVENIENCE_STORE'
    return this.bench.order({
      amount,
      vatMinor: 0,
      ...(ability.kind === 'window' ? { payMethod: ability.payMethod, device: ability.device } : {}),
      ...(ability.kind === 'issue-and-pay'
        ? { payMethod: payMethodOfKey(ability.method), device: ability.device }
        : {}),
      ...(isAccount ? { payMethod: 'VIRTUAL_ACCOUNT', virtualAccount: this.#account() } : {}),
      ...(isSlip ? { convenienceStore: { deadline: this.#account().expiresAt } } : {}),
      ...this.driver.order?.(ability, module.code),
      ...more,
    })
  }

  /** Full minutes: PGs do not count seconds. */
  #account(): { readonly expiresAt: Date; readonly bank: string } {
    const now = this.bench.simulators.clock.now().getTime()
    return { expiresAt: new Date(Math.floor(now / 60_000) * 60_000 + 2 * 86_400_000), bank: 'SHINHAN' }
  }

  billingOrder(more: Partial<BillingOrder> = {}): BillingOrder {
    const { ability, module } = this.cell
    return this.bench.billingOrder({
      issueId: crypto.randomUUID().replaceAll('-', ''),
      // Some PGs register a member once.
      customer: { ...this.bench.order().customer, customerId: `member-${crypto.randomUUID()}` },
      ...(ability.kind === 'billing-window' || ability.kind === 'issue-and-pay'
        ? { method: ability.method, device: ability.device }
        : {}),
      ...this.driver.billingOrder?.(ability, module.code),
      ...more,
    })
  }

  choice(more: object = {}): object {
    return { ...this.driver.choice?.(this.cell.ability), ...more }
  }

  visit(order: Order, more: object = {}): Promise<Visit> {
    return this.bench.visit(order, this.choice(more))
  }

  /** Takes the money, or issues the account, the way of this cell. */
  async take(order: Order = this.order(), more: object = {}): Promise<Taken> {
    if (this.cell.ability.kind !== 'account-by-api') {
      const paid = await this.bench.pay(order, this.choice(more))
      return { ...paid, order, approval: approved(paid.answer) }
    }
    const answer = await this.gateway.issueVirtualAccount?.(this.context, {
      order,
      idempotencyKey: order.transactionId,
    })
    const approval = approved(answer)
    const reading = { kind: 'unreadable', reason: 'there was no window' } as const
    return { reading, request: undefined, answer: approval, memory: approval.memory ?? {}, order, approval }
  }

  async book({ pgOrderId }: Pick<Order, 'pgOrderId'>): Promise<Book> {
    const book = await this.bench.book(this.driver.bookId?.(pgOrderId) ?? pgOrderId)
    const amount = (name: string): number => {
      const value = book[name]
      return typeof value === 'number' ? value : 0
    }
    return {
      approvedMinor: amount('approvedMinor'),
      cancelledMinor: amount('cancelledMinor'),
      balanceMinor: amount('balanceMinor'),
    }
  }

  inquire({ order, memory, approval }: Pick<Taken, 'order' | 'memory'> & { readonly approval?: Approved }) {
    return this.gateway.inquire?.(this.context, {
      order,
      memory,
      attemptedAt: this.bench.simulators.clock.now(),
      ...(approval === undefined ? {} : { pgTxId: approval.pgTxId }),
    })
  }

  cancelCall(taken: Taken, amountMinor: number, before = 0, more: Partial<CancelCall> = {}): CancelCall {
    const total = taken.order.amount.minor
    // A PG keeps the names of calls for ever, as it keeps those of orders.
    const name = crypto.randomUUID()
    return this.bench.cancelCall(taken.order, taken, {
      cancellationId: name,
      idempotencyKey: name,
      amountMinor,
      remainingMinor: Math.max(0, total - before - amountMinor),
      isWhole: before === 0 && amountMinor === total,
      requestedAt: this.bench.simulators.clock.now(),
      ...(taken.approval.method.type === 'VIRTUAL_ACCOUNT' ? { refundAccount: hongsAccount } : {}),
      ...more,
    })
  }

  async cancel(call: CancelCall): Promise<CancelAnswer> {
    const answer = await this.gateway.cancel?.(this.context, call)
    assert.ok(answer, 'the connector cannot cancel')
    return answer
  }
}

/** A key is charged for what it stands for. */
export function payMethodOfKey(method: BillingOrder['method']): Order['payMethod'] {
  return method === 'PAYPAL' ? 'EASY_PAY' : method
}

export const hongsAccount = { bank: 'SHINHAN', number: '110123456789', holderName: '홍길동' }
export const goodCard = {
  number: '4330123412341234',
  expiryYear: '39',
  expiryMonth: '12',
  birthOrBusinessRegistrationNumber: '900708',
  passwordTwoDigits: '12',
}
/** Declined by every simulator when the money is asked for. */
export const poorCard = { ...goodCard, number: '4000000000000010' }

export function approved(answer: { readonly kind: string } | undefined): Approved {
  assert.equal(answer?.kind, 'approved', JSON.stringify(answer))
  return answer as Approved
}

/** The books' approval, or what they said instead. */
export function foundPaid(books: InquireAnswer | undefined): Extract<InquireAnswer, { kind: 'approved' }> {
  assert.ok(books?.kind === 'approved', `not in the books: ${JSON.stringify(books)}`)
  return books
}

export function noteRequest(note: {
  readonly body: Uint8Array
  readonly headers: Readonly<Record<string, string>>
}): IncomingRequest {
  return {
    method: 'POST',
    path: '/pg/notify/store-1/channel-1',
    query: {},
    headers: note.headers,
    rawBody: note.body,
    remoteAddress: '127.0.0.1',
  }
}

/** Registers the cell's merchant at its PG. */
export async function openScene(cell: DeclaredCell, driver: Driver, simulators: Bench): Promise<Scene> {
  const { module, gateway, ability } = cell
  const attribute = ability.kind.startsWith('identity') ? 'IDENTITY_VERIFICATION' : 'PAYMENT'
  const merchant =
    driver.merchant?.(module.code, ability) ??
    module.sharedTestMids.find(({ channelAttribute }) => channelAttribute === attribute) ??
    module.sharedTestMids.find(({ channelAttribute }) => channelAttribute === undefined)
  assert.ok(merchant, `${module.code}: neither a shared test id nor one in its driver`)
  const bench = await pgBench(gateway, module.code, merchant.mid, merchant.credentials, simulators)
  return new Scene(cell, driver, bench, merchant.mid)
}

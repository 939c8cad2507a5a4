import type {
  ApproveAnswer,
  BeginAnswer,
  BillingOrder,
  CancelCall,
  Gateway,
  GatewayContext,
  HandOff,
  IncomingRequest,
  IssueAnswer,
  JsonObject,
  Network,
  NetworkRequest,
  NetworkResponse,
  Order,
  ReturnReading,
  ReturnUrls,
} from '@naru/gateways'
import { bench, type Bench } from '@naru/simulators/testing'

/** A connector over real HTTP against its own PG's simulator, in one process: no server, no database, no browser. */
export interface PgBench {
  readonly simulators: Bench
  readonly network: RecordingNetwork
  context(more?: Partial<GatewayContext>): GatewayContext
  order(more?: Partial<Order>): Order
  billingOrder(more?: Partial<BillingOrder>): BillingOrder
  /** Opens the window and leaves it open. */
  begin(order: Order): Promise<Extract<BeginAnswer, { kind: 'begun' }>>
  /** Somebody goes through a window that was begun; what the browser then asks of us, if anything. */
  send(handOff: HandOff, choice?: object): Promise<IncomingRequest | undefined>
  /** The buyer goes through the window; what his browser then brings back. */
  visit(order: Order, choice?: object): Promise<Visit>
  pay(order: Order, choice?: object): Promise<Paid>
  register(order: BillingOrder, choice?: object): Promise<IssueAnswer>
  cancelCall(order: Order, paid: Paid, more: Partial<CancelCall>): CancelCall
  fault(operation: string, fault: string): Promise<void>
  book(orderId: string): Promise<Readonly<Record<string, unknown>>>
  close(): Promise<void>
}

export interface Visit {
  readonly reading: ReturnReading
  readonly request: IncomingRequest | undefined
  readonly memory: JsonObject
  readonly refused?: { readonly code: string }
}

export interface Paid extends Visit {
  readonly answer: ApproveAnswer
  /** What the connector remembers after the approval. */
  readonly memory: JsonObject
}

/** HTTP by fetch, and what was asked. */
export class RecordingNetwork implements Network {
  readonly requests: NetworkRequest[] = []

  async send(request: NetworkRequest): Promise<NetworkResponse> {
    this.requests.push(request)
    const answer = await fetch(request.url, {
      method: request.method,
      redirect: 'manual',
      ...(request.headers === undefined ? {} : { headers: request.headers }),
      ...(request.body === undefined ? {} : { body: Buffer.from(request.body) }),
    })
    return { status: answer.status, headers: {}, body: new Uint8Array(await answer.arrayBuffer()) }
  }

  /** The last body sent to a path, as text. */
  sentTo(path: string): string {
    const request = this.requests.findLast(({ url }) => new URL(url).pathname.endsWith(path))
    return Buffer.from(request?.body ?? '').toString('utf8')
  }
}

export const pgUrls: ReturnUrls = {
  returnUrl: 'http://127.0.0.1:9/pg/return/TOKEN',
  closeUrl: 'http://127.0.0.1:9/pg/close/TOKEN',
  notifyUrl: 'http://127.0.0.1:9/pg/notify/store-1/channel-1',
}

/** @param running simulators that are open already; absent: new ones */
export async function pgBench(
  gateway: Gateway,
  moduleCode: string,
  mid: string,
  credentials: Readonly<Record<string, string>>,
  running?: Bench,
): Promise<PgBench> {
  const simulators = running ?? (await bench())
  await simulators.call('POST', `/control/${gateway.id}/merchants`, {
    mid,
    credentials,
    notifyUrl: pgUrls.notifyUrl,
  })
  const network = new RecordingNetwork()
  const context = (more: Partial<GatewayContext> = {}): GatewayContext => ({
    moduleCode,
    mode: 'TEST',
    environment: { kind: 'simulator', origin: simulators.running.origin },
    credentials,
    network,
    now: simulators.clock.now(),
    randomText: () => crypto.randomUUID(),
    ...more,
  })
  const buy = async (handOff: unknown, choice: object) => {
    const answer = await simulators.call('POST', `/control/${gateway.id}/buy`, {
      handOff,
      decision: 'approve',
      ...choice,
    })
    if (answer.status !== 200) throw new Error(answer.text)
    return answer.json as {
      next: { method: string; url: string; body?: string } | null
      refused?: { code: string }
    }
  }
  const incoming = (
    next: { method: string; url: string; body?: string } | null,
  ): IncomingRequest | undefined =>
    next === null
      ? undefined
      : {
          method: next.method,
          path: new URL(next.url).pathname,
          query: Object.fromEntries(new URL(next.url).searchParams),
          headers: {},
          rawBody: Buffer.from(next.body ?? '', 'utf8'),
          remoteAddress: '127.0.0.1',
        }
  const lost: ReturnReading = { kind: 'unreadable', reason: 'the buyer never came back' }

  const self: PgBench = {
    simulators,
    network,
    context,
    order: (more = {}) => {
      const transactionId = crypto.randomUUID()
      return {
        storeId: 'store-1',
        paymentId: 'payment-1',
        transactionId,
        pgOrderId: transactionId,
        orderName: '나루 머그컵',
        amount: { minor: 10_000, currency: 'KRW' },
        taxFreeMinor: 0,
        vatMinor: 909,
        payMethod: 'CARD',
        customer: {
          customerId: 'member-1',
          fullName: '홍길동',
          email: 'buyer@example.com',
          phoneNumber: '010-1234-5678',
        },
        device: 'PC',
        isEscrow: false,
        isCulturalExpense: false,
        ...more,
      }
    },
    billingOrder: (more = {}) => ({
      storeId: 'store-1',
      pgIssueId: crypto.randomUUID(),
      issueId: 'membership-1',
      issueName: '나루 정기 이용',
      method: 'CARD',
      customer: { customerId: 'member-1', fullName: '홍길동' },
      device: 'PC',
      ...more,
    }),
    begin: async (order) => {
      const begun = await gateway.begin?.(context(), order, pgUrls)
      if (begun?.kind !== 'begun') throw new Error(`the window did not begin: ${JSON.stringify(begun)}`)
      return begun
    },
    send: async (handOff, choice = {}) => incoming((await buy(handOff, choice)).next),
    visit: async (order, choice = {}) => {
      const begun = await self.begin(order)
      const bought = await buy(begun.handOff, { payMethod: order.payMethod, ...choice })
      const request = incoming(bought.next)
      const reading =
        request === undefined ? lost : (gateway.readReturn?.(context(), order, begun.memory, request) ?? lost)
      return {
        reading,
        request,
        memory: begun.memory,
        ...(bought.refused === undefined ? {} : { refused: bought.refused }),
      }
    },
    pay: async (order, choice = {}) => {
      const visit = await self.visit(order, choice)
      const { reading, memory } = visit
      if (reading.kind !== 'authenticated') throw new Error(`no proof: ${JSON.stringify(reading)}`)
      const answer = await gateway.approve?.(context(), {
        order,
        proof: reading.proof,
        memory,
        idempotencyKey: order.transactionId,
      })
      if (answer === undefined) throw new Error('the gateway cannot approve')
      return {
        ...visit,
        answer,
        memory: answer.kind === 'approved' ? { ...memory, ...answer.memory } : memory,
      }
    },
    register: async (order, choice = {}) => {
      const begun = await gateway.beginIssue?.(context(), order, pgUrls)
      if (begun?.kind !== 'begun') throw new Error(`the window did not begin: ${JSON.stringify(begun)}`)
      const { next } = await buy(begun.handOff, choice)
      const request = incoming(next)
      const reading =
        request === undefined
          ? lost
          : (gateway.readIssueReturn?.(context(), order, begun.memory, request) ?? lost)
      if (reading.kind !== 'authenticated') throw new Error(`no proof: ${JSON.stringify(reading)}`)
      const answer = await gateway.issueBillingKey?.(context(), {
        order,
        proof: reading.proof,
        memory: begun.memory,
        idempotencyKey: order.pgIssueId,
      })
      if (answer === undefined) throw new Error('the gateway issues no billing keys')
      return answer
    },
    cancelCall: (order, { answer, memory }, more) => {
      if (answer.kind !== 'approved') throw new Error(`not approved: ${JSON.stringify(answer)}`)
      return {
        order,
        pgTxId: answer.pgTxId,
        memory,
        methodType: answer.method.type,
        cancellationId: 'cancellation-1',
        idempotencyKey: 'cancellation-1',
        amountMinor: order.amount.minor,
        taxFreeMinor: 0,
        vatMinor: 0,
        remainingMinor: 0,
        isWhole: true,
        reason: '단순 변심',
        isUnpaidVirtualAccount: false,
        ...more,
      }
    },
    fault: async (operation, fault) => {
      const answer = await simulators.call('POST', `/control/${gateway.id}/faults`, { operation, fault })
      if (answer.status >= 300) throw new Error(answer.text)
    },
    book: async (orderId) => (await simulators.call('GET', `/control/${gateway.id}/orders/${orderId}`)).json,
    close: () => simulators.running.close(),
  }
  return self
}

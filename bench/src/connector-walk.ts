import type {
  Gateway,
  GatewayContext,
  GatewayModule,
  HandOff,
  IdentityOrder,
  IncomingRequest,
  Network,
  NetworkRequest,
  NetworkResponse,
  Order,
  ReturnUrls,
} from '@naru/gateways'

/** What a buyer leaves behind who approved in the PG's window. */
export interface Visited {
  /** What his browser brings back. */
  readonly request: IncomingRequest
  /** The order's name in the PG's books. */
  readonly pgTxId: string
}

export type Buyer = (handOff: HandOff, payMethod?: string) => Promise<Visited>

/** A connector's whole way through one payment (or one identity verification): its wire out, its wire in. */
export type Walk = (network: Network, buyer: Buyer) => Promise<void>

export interface WalkRequest {
  readonly gateway: Gateway
  readonly module: GatewayModule
  readonly credentials: Readonly<Record<string, string>>
  readonly origin: string
  readonly now: Date
}

const urls: ReturnUrls = {
  returnUrl: 'http://127.0.0.1:9/pg/return/TOKEN',
  closeUrl: 'http://127.0.0.1:9/pg/close/TOKEN',
  notifyUrl: 'http://127.0.0.1:9/pg/notify/store-1/channel-1',
}

/**
 * begin → the buyer's return → approval; of a PG that only proves identities, the same three steps of a verification.
 * Time and randomness are fixed, so that a second walk sends what the first one sent. Undefined: the PG has no connector.
 */
export function walkOf(request: WalkRequest): Walk | undefined {
  const { gateway, module, credentials, origin, now } = request
  let drawn = 0
  const contextOf = (network: Network): GatewayContext => {
    drawn = 0
    return {
      moduleCode: module.code,
      mode: 'TEST',
      environment: { kind: 'simulator', origin },
      credentials,
      network,
      now,
      randomText: () => `bench-random-text-of-128-bits-${(drawn += 1)}`,
    }
  }
  if (module.window !== undefined && gateway.begin !== undefined && gateway.approve !== undefined)
    return (network, buyer) => pay(gateway, module, contextOf(network), buyer)
  if (gateway.beginIdentity !== undefined && gateway.fetchIdentity !== undefined)
    return (network, buyer) => verify(gateway, contextOf(network), buyer)
  return undefined
}

async function pay(
  gateway: Gateway,
  module: GatewayModule,
  context: GatewayContext,
  buyer: Buyer,
): Promise<void> {
  const order = orderOf(module)
  const problem = gateway.checkOrder?.(module.code, order)
  if (problem !== undefined) throw new Error(`${problem.field}: ${problem.messageEn}`)
  const begun = await gateway.begin?.(context, order, urls)
  if (begun?.kind !== 'begun') throw new Error(`begin: ${JSON.stringify(begun)}`)
  const { request, pgTxId } = await buyer(begun.handOff, order.payMethod)
  const reading = gateway.readReturn?.(context, order, begun.memory, request)
  // A PG that sells by itself tells nothing through the browser; its feed of orders names the order instead.
  const proof =
    gateway.productOrders !== undefined
      ? { orderId: pgTxId }
      : reading?.kind === 'authenticated'
        ? reading.proof
        : undefined
  if (proof === undefined) throw new Error(`return: ${JSON.stringify(reading)}`)
  const answer = await gateway.approve?.(context, {
    order,
    proof,
    memory: begun.memory,
    idempotencyKey: order.transactionId,
  })
  if (answer?.kind !== 'approved' && answer?.kind !== 'pending')
    throw new Error(`approve: ${JSON.stringify(answer)}`)
}

async function verify(gateway: Gateway, context: GatewayContext, buyer: Buyer): Promise<void> {
  const begun = await gateway.beginIdentity?.(context, identityOrder, urls)
  if (begun?.kind !== 'begun') throw new Error(`begin: ${JSON.stringify(begun)}`)
  const { request } = await buyer(begun.handOff)
  const reading = gateway.readIdentityReturn?.(context, identityOrder, begun.memory, request)
  if (reading?.kind !== 'authenticated') throw new Error(`return: ${JSON.stringify(reading)}`)
  const answer = await gateway.fetchIdentity?.(context, {
    order: identityOrder,
    proof: reading.proof,
    memory: begun.memory,
  })
  if (answer?.kind !== 'verified') throw new Error(`verify: ${JSON.stringify(answer)}`)
}

const transactionId = '0194a5f0-0000-7000-8000-00000000b0b0'
const person = { fullName: '홍길동', phoneNumber: '01012345678' }

const product = {
  id: 'mug-1',
  name: '나루 머그컵',
  basePrice: 10_000,
  quantity: 1,
  infoUrl: 'https://shop.example/mug',
  imageUrl: 'https://shop.example/mug.png',
  shipping: { method: 'NOTHING', baseFee: 0, feePayType: 'FREE', groupId: 'all' },
}

function orderOf(module: GatewayModule): Order {
  const { payMethods = [], currencies = [] } = module.window ?? {}
  const payMethod = payMethods[0] ?? 'CARD'
  const currency = currencies.includes('KRW') ? 'KRW' : (currencies[0] ?? 'KRW')
  return {
    storeId: 'store-1',
    paymentId: 'payment-1',
    transactionId,
    pgOrderId: transactionId,
    orderName: '나루 머그컵',
    amount: { minor: 10_000, currency },
    taxFreeMinor: 0,
    vatMinor: 909,
    payMethod,
    customer: { customerId: 'member-1', email: 'buyer@example.com', ...person },
    device: 'PC',
    isEscrow: false,
    isCulturalExpense: false,
    // The one PG that sells by itself asks what is bought.
    bypass: { naverpay: { productItems: [product] } },
    ...(module.versions.includes('V2') ? {} : { apiVersion: 'V1' as const }),
  }
}

const identityOrder: IdentityOrder = {
  storeId: 'store-1',
  identityVerificationId: 'identity-1',
  pgVerificationId: transactionId,
  person: { ...person, birthYear: '1990', birthMonth: '01', birthDay: '02' },
  device: 'PC',
  storeName: '나루',
}

/** HTTP that writes down what passed. */
export class RecordingNetwork implements Network {
  readonly passed: { readonly request: NetworkRequest; readonly response: NetworkResponse }[] = []

  async send(request: NetworkRequest): Promise<NetworkResponse> {
    const answer = await fetch(request.url, {
      method: request.method,
      redirect: 'manual',
      ...(request.headers === undefined ? {} : { headers: request.headers }),
      ...(request.body === undefined ? {} : { body: Buffer.from(request.body) }),
    })
    const response = {
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: new Uint8Array(await answer.arrayBuffer()),
    }
    this.passed.push({ request, response })
    return response
  }
}

/** Answers what was written down, in its order; a walk that asks for more or for something else is no replay. */
export class ReplayingNetwork implements Network {
  readonly #passed: RecordingNetwork['passed']
  #next = 0

  constructor({ passed }: RecordingNetwork) {
    this.#passed = passed
  }

  rewind(): void {
    this.#next = 0
  }

  send(request: NetworkRequest): Promise<NetworkResponse> {
    const recorded = this.#passed[this.#next]
    this.#next += 1
    return recorded?.request.url === request.url
      ? Promise.resolve(recorded.response)
      : Promise.reject(new Error(`nothing was recorded for ${request.url}`))
  }
}

import type { GatewayContext, IncomingRequest, Network, Order, ReturnUrls } from '../port.ts'

export const testNow = new Date('2026-01-05T03:04:05Z') // 12:04:05 in Seoul

export const testOrder: Order = {
  storeId: 'store-1',
  paymentId: 'payment-1',
  transactionId: '0194a5f0-0000-7000-8000-000000000001',
  pgOrderId: '0194a5f0-0000-7000-8000-000000000001',
  orderName: '나루 머그컵',
  amount: { minor: 10_000, currency: 'KRW' },
  taxFreeMinor: 0,
  vatMinor: 909,
  payMethod: 'CARD',
  customer: { fullName: '홍길동', email: 'buyer@example.com', phoneNumber: '010-1234-5678' },
  device: 'PC',
  isEscrow: false,
  isCulturalExpense: false,
}

export const testUrls: ReturnUrls = {
  returnUrl: 'https://pay.example/pay/TOKEN/return',
  closeUrl: 'https://pay.example/pay/TOKEN/pg-closed',
  notifyUrl: 'https://pay.example/notify/CHANNEL',
}

export function testContext(
  credentials: Readonly<Record<string, string>>,
  network: Network,
  environment: GatewayContext['environment'] = { kind: 'simulator', origin: 'http://127.0.0.1:4004' },
): GatewayContext {
  return {
    moduleCode: 'test',
    mode: 'TEST',
    environment,
    credentials,
    network,
    now: testNow,
    randomText: () => 'r'.repeat(32),
  }
}

export function incoming(
  body: string | Uint8Array,
  query: Readonly<Record<string, string>> = {},
): IncomingRequest {
  return {
    method: body.length === 0 ? 'GET' : 'POST',
    path: '/',
    query,
    headers: {},
    rawBody: typeof body === 'string' ? new TextEncoder().encode(body) : body,
    remoteAddress: '127.0.0.1',
  }
}

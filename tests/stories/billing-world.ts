import { randomUUID } from 'node:crypto'
import type { Shopfront } from '../setup/headless-buyer.ts'

/** A card of the test PG that is good for everything. */
export const goodCard = {
  number: '4330123412341234',
  expiryYear: '39',
  expiryMonth: '12',
  birthOrBusinessRegistrationNumber: '900101',
  passwordTwoDigits: '12',
}

export interface ApiAnswer {
  readonly status: number
  readonly body: Record<string, unknown>
}

/** One call of REST V2, as the merchant's server makes it. */
export async function callApi(
  system: Shopfront,
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<ApiAnswer> {
  const response = await fetch(`${system.demo.origins.v2}${path}`, {
    method,
    headers: { authorization: `PortOne ${system.demo.apiSecret}`, ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

/** The demonstration's channel of a PG. */
export function channelOf(system: Shopfront, pg: string): string {
  const channel = system.demo.channels.find((each) => each.pg === pg)
  if (channel === undefined) throw new Error(`no channel of ${pg}`)
  return channel.channelKey
}

/** Issues a billing key from a card number and answers it. */
export async function issueKey(
  system: Shopfront,
  more: Readonly<Record<string, unknown>> = {},
  card: Readonly<Record<string, string>> = goodCard,
  pg = 'naru-test',
): Promise<string> {
  const answer = await callApi(system, 'POST', '/billing-keys', {
    channelKey: channelOf(system, pg),
    method: { card: { credential: card } },
    ...more,
  })
  if (answer.status !== 200) throw new Error(`no billing key: ${JSON.stringify(answer.body)}`)
  return (answer.body['billingKeyInfo'] as { billingKey: string }).billingKey
}

/** The body of a charge with a billing key. */
export function chargeBody(billingKey: string, total: number, more: object = {}): object {
  return { billingKey, orderName: '나룻배 정기 이용', amount: { total }, currency: 'KRW', ...more }
}

export function newPaymentId(): string {
  return `order-${randomUUID()}`
}

/** The PG's ledger: every order it has taken money for. */
export async function ledger(
  system: Shopfront,
  pg = 'naru-test',
): Promise<readonly { readonly orderId: string; readonly balanceMinor: number; readonly status: string }[]> {
  const response = await fetch(`${system.demo.origins.simulators}/control/${pg}/ledger`)
  return (await response.json()) as []
}

/** Orders a fault at the PG's desk. */
export async function orderFault(system: Shopfront, fault: object, pg = 'naru-test'): Promise<void> {
  const response = await fetch(`${system.demo.origins.simulators}/control/${pg}/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(fault),
  })
  if (!response.ok) throw new Error(await response.text())
}

import type { Declined, Environment, GatewayContext, Silent } from '../port.ts'
import { exchange } from '../wire/exchange.ts'
import { jsonRecord, text, utf8 } from '../wire/reading.ts'
import type { WireRecord } from '../wire/reading.ts'

const timeoutMs = 30_000

export type TestPgAnswer =
  { readonly kind: 'answered'; readonly fields: WireRecord; readonly raw: string } | Declined | Silent

/** Where the test PG is: at the simulator and nowhere else. */
export function testPgOrigin(environment: Environment): string | undefined {
  return environment.kind === 'simulator' ? `${environment.origin}/naru-test` : undefined
}

/**
 * One call. The wire is our own (see the page on the test PG): JSON, amounts in minor units, `Bearer` secret key,
 * refusals as `{code, message}` with a 4xx. Every 5xx is silence.
 */
export async function callTestPg(
  context: GatewayContext,
  call: {
    readonly method: 'GET' | 'POST'
    readonly path: string
    readonly body?: object
    readonly idempotencyKey?: string
  },
): Promise<TestPgAnswer> {
  const origin = testPgOrigin(context.environment)
  if (origin === undefined)
    return { kind: 'declined', pgCode: 'TEST_ONLY', pgMessage: '나루 테스트 PG는 시뮬레이터에서만 씁니다.' }
  const answer = await exchange(context.network, {
    method: call.method,
    url: `${origin}${call.path}`,
    headers: {
      authorization: `Bearer ${context.credentials['secretKey'] ?? ''}`,
      ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(call.idempotencyKey === undefined ? {} : { 'idempotency-key': call.idempotencyKey }),
    },
    ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    timeoutMs,
  })
  return answer.kind === 'silent' ? answer : readTestPgAnswer(answer.status, answer.body)
}

/** Pure, so that it can be tried with any bytes. */
export function readTestPgAnswer(status: number, body: Uint8Array): TestPgAnswer {
  const fields = jsonRecord(body)
  if (status >= 200 && status < 300)
    return fields === undefined
      ? { kind: 'silent', reason: `status ${status} without a readable answer` }
      : { kind: 'answered', fields, raw: utf8(body) }
  const code = fields && text(fields, 'code')
  if (status < 400 || status >= 500 || fields === undefined || code === undefined)
    return { kind: 'silent', reason: `status ${status}` }
  if (code === 'STILL_RUNNING')
    return { kind: 'silent', reason: 'an earlier call with the same key still runs' }
  return { kind: 'declined', pgCode: code, pgMessage: text(fields, 'message') ?? '', raw: utf8(body) }
}

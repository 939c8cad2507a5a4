import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { randomUUID } from 'node:crypto'
import { ManualClock } from '@naru/server/foundation/clock'
import { bookWork, createDueWorker, type DueWorker } from '@naru/server/foundation/due-work'
import { sql, type Database } from '@naru/server/foundation/database'
import { createWebhookHandlers } from '@naru/server/webhook/announce-webhook'
import { announceKind, type Announcement } from '@naru/server/webhook/announcement'
import { createWebhookSender } from '@naru/server/webhook/send-message'
import type { WebhookDependencies } from '@naru/server/webhook/webhook-dependencies'
import { issueWebhookSecret } from '@naru/server/webhook/webhook-secret'
import { readWebhookSetting, saveWebhookSetting } from '@naru/server/webhook/webhook-setting'
import { makeMerchant, openCredentialWorld } from './credential-world.ts'

export interface Received {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** A merchant's server on this machine: keeps what it gets and answers as it is told to. */
export async function openReceiver() {
  const received: Received[] = []
  let connections = 0
  let answer = (response: ServerResponse, _message: Received): void => void response.end('ok')
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8')
      const message = { path: request.url ?? '', headers: request.headers, body }
      received.push(message)
      answer(response, message)
    })
  })
  server.on('connection', () => (connections += 1))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    port,
    url: `http://127.0.0.1:${port}/hook`,
    received,
    connections: () => connections,
    answerWith(next: typeof answer): void {
      answer = next
    },
    async close(): Promise<void> {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/**
 * A migrated database, a clock that stands at the present (verifiers compare timestamps with their own
 * clock), half of every longest pause as chance, and a sender that may reach this machine.
 */
export async function openWebhookWorld(adminUrl: string) {
  const world = await openCredentialWorld(adminUrl)
  const { database, log } = world
  let present = new ManualClock(new Date())
  const clock = { now: () => present.now(), advance: (ms: number) => present.advance(ms) }
  const sender = createWebhookSender({ allowLoopback: true })
  const guardedSender = createWebhookSender({ allowLoopback: false })
  const deps: WebhookDependencies = {
    database,
    clock,
    vault: world.vault,
    random: { ...world.random, fraction: () => 0.5 },
    audit: world.audit,
    sender,
  }

  function worker(overrides: Partial<WebhookDependencies> = {}, replicaName = 'replica-1'): DueWorker {
    const own = { ...deps, ...overrides, replicaName }
    return createDueWorker({ database: own.database, clock, log, replicaName }, createWebhookHandlers(own))
  }

  return {
    ...world,
    clock,
    deps,
    /** Forgets what earlier stories left to be done, and stands the clock at the present again. */
    async begin(): Promise<void> {
      present = new ManualClock(new Date())
      await database.query(sql('', `delete from due_work`))
    },
    guardedSender,
    worker,
    /** A store whose test webhooks go to `url`. */
    async makeStore(url?: string, format: { bodyVersion?: '2024-01-01'; isForm?: boolean } = {}) {
      const { storeId, merchantId } = await makeMerchant(database)
      const key = { storeId, mode: 'TEST', apiVersion: 'V2' } as const
      await saveWebhookSetting(deps, key, {
        ...(url === undefined ? {} : { url }),
        contentType: format.isForm === true ? 'application/x-www-form-urlencoded' : 'application/json',
        ...(format.bodyVersion === undefined ? {} : { bodyVersion: format.bodyVersion }),
        rowVersion: 0,
      })
      return {
        storeId,
        merchantId,
        key,
        issueSecret: () => issueWebhookSecret(deps, key),
        readSetting: () => readWebhookSetting(deps, key),
      }
    },
    /** Writes the outbox row of a paid payment, as the state change would. */
    async announce(
      storeId: string,
      changes: Partial<Announcement> = {},
      bornTo?: Pick<DueWorker, 'lease' | 'handOver'>,
    ): Promise<string> {
      const paymentId = changes.paymentId ?? `payment-${randomUUID()}`
      const now = clock.now()
      const message: Announcement = {
        type: 'Transaction.Paid',
        timestamp: now.toISOString(),
        mode: 'TEST',
        paymentId,
        transactionId: randomUUID(),
        paymentStatus: 'PAID',
        ...changes,
      }
      const workId = randomUUID()
      const work = { storeId, workId, kind: announceKind, reference: { ...message }, dueAt: now }
      await bookWork(database, { ...work, now })
      const lease = bornTo?.lease(announceKind)
      if (lease !== undefined)
        await database.query(
          sql('', `update due_work set lease_owner = $2, lease_until = $3, attempts = 1 where work_id = $1`),
          [workId, lease.owner, lease.until],
        )
      if (lease !== undefined) bornTo?.handOver(work)
      return paymentId
    },
    /** Kinds of the timed work that a store still has. */
    async openWork(storeId: string): Promise<string[]> {
      const rows = await database.query<{ kind: string }>(
        sql('', `select kind from due_work where store_id = $1 order by kind`),
        [storeId],
      )
      return rows.map((row) => row.kind)
    },
    async close(): Promise<void> {
      await sender.close()
      await guardedSender.close()
      await world.close()
    },
  }
}

export type WebhookWorld = Awaited<ReturnType<typeof openWebhookWorld>>
export type Receiver = Awaited<ReturnType<typeof openReceiver>>

/** A database that dies once, in the statement of this name. */
export function failOnce(database: Database, statementName: string): Database {
  let isDead = false
  return {
    query(statement, values) {
      if (!isDead && statement.name === statementName) {
        isDead = true
        return Promise.reject(new Error('the process died here'))
      }
      return database.query(statement, values)
    },
    transaction: (work) => database.transaction(work),
  }
}

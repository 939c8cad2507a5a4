import type { Gateway } from '@naru/gateways'
import type { FastifyInstance } from 'fastify'
import { createAuditLog } from '@naru/server/audit/audit-log'
import type { ChannelDependencies } from '@naru/server/channel/channel-dependencies'
import { noteChannelUsed } from '@naru/server/channel/channel-store'
import { registerChannelRoutes } from '@naru/server/channel/console-routes'
import { createPgNetwork } from '@naru/server/channel/pg-network'
import { createLastUse } from '@naru/server/credential/last-use'
import { sql, type Database } from '@naru/server/foundation/database'
import { createFace, type RefusalRenderer } from '@naru/server/foundation/http/face'
import type { ConsoleGuard } from '@naru/server/merchant/console-guard'
import { openCredentialWorld } from './credential-world.ts'

/** The channel routes over a real database, without a session: the guard lets everybody in as this owner. */
export async function openChannelWorld(adminUrl: string, gateways: readonly Gateway[]) {
  const world = await openCredentialWorld(adminUrl)
  const network = createPgNetwork()
  const deps: ChannelDependencies = {
    database: world.database,
    audit: createAuditLog({ clock: world.clock, auditKey: Buffer.alloc(32, 5) }),
    vault: world.vault,
    clock: world.clock,
    random: world.random,
    log: world.log,
    gateways,
    network,
    checkoutOrigin: 'http://localhost:4003',
    simulatorOrigin: undefined,
    channelUse: createLastUse(world, noteChannelUsed),
    channelUses: [],
  }
  return {
    ...world,
    deps,
    serve(dependencies: ChannelDependencies): FastifyInstance {
      const face = createFace({ name: 'console', log: world.log, render, bodies: 'json' })
      registerChannelRoutes(face, openGuard(world.database), dependencies)
      return face
    },
    async close() {
      await deps.channelUse.settled()
      await network.close()
      await world.close()
    },
  }
}

export type ChannelWorld = Awaited<ReturnType<typeof openChannelWorld>>

export const owner = {
  userId: 'user-1',
  email: 'owner@shop.example',
  merchantId: 'merchant-1',
  role: 'OWNER',
  address: '192.0.2.7',
} as const

const render: RefusalRenderer = (refusal, request) => ({
  status: refusal.entry.httpStatus,
  body: { type: refusal.type, message: refusal.sentence('ko'), ...refusal.members, requestId: request.id },
})

const merchantOf = sql('', 'select merchant_id from store where store_id = $1')

/** Lets everybody in as the owner of whichever store is asked for. */
function openGuard(database: Database): ConsoleGuard {
  return {
    caller: () => Promise.resolve(owner),
    merchant: () => Promise.resolve(owner),
    async store(_request, storeId) {
      const [row] = await database.query<{ merchant_id: string }>(merchantOf, [storeId])
      return { ...owner, merchantId: row?.merchant_id ?? owner.merchantId, storeId }
    },
  }
}

import { speakerOf, type Gateway, type GatewayModule, type Network } from '@naru/gateways'
import type { AuditActor, AuditLog } from '../audit/audit-log.ts'
import type { LastUse } from '../credential/last-use.ts'
import type { Clock } from '../foundation/clock.ts'
import type { Database } from '../foundation/database.ts'
import type { Logger } from '../foundation/log.ts'
import type { Random } from '../foundation/random.ts'
import type { Vault } from '../foundation/sealing.ts'
import type { FindChannelUses } from './channel-use.ts'

/** What the channel capability needs of the outside world. */
export interface ChannelDependencies {
  readonly database: Database
  readonly audit: AuditLog
  readonly vault: Vault
  readonly clock: Clock
  readonly random: Random
  readonly log: Logger
  readonly gateways: readonly Gateway[]
  readonly network: Network
  readonly checkoutOrigin: string
  /** Set in development: PGs are played by the simulators at this origin. */
  readonly simulatorOrigin: string | undefined
  /** Notes on the side that a channel was used; `createLastUse(…, noteChannelUsed)`. */
  readonly channelUse: LastUse
  /** What may keep a channel from being deleted; each capability that holds channels adds its own. */
  readonly channelUses: readonly FindChannelUses[]
}

/** In which store a change is made, and by whom: the audit log keeps both. */
export interface ChannelAuthor {
  readonly storeId: string
  readonly actor: AuditActor
}

/** Who speaks a channel's wire, and as which of its modules. */
export interface Connector {
  readonly gateway: Gateway
  readonly module: GatewayModule
}

/** The gateway and module of a channel; undefined when this build does not know them. */
export function findConnector(
  gateways: readonly Gateway[],
  pg: string,
  moduleCode: string,
): Connector | undefined {
  const gateway = gateways.find((candidate) => candidate.id === pg)
  const module = gateway?.catalogue.modules.find((candidate) => candidate.code === moduleCode)
  if (gateway === undefined || module === undefined) return undefined
  return { gateway: speakerOf(gateway, moduleCode), module }
}

import { findModule, gateways } from '@naru/gateways'

/** A channel of the installation, as `demo.json` or `GET /users/pg` tells of it. */
export interface KnownChannel {
  readonly module: string
  readonly channelKey: string
  readonly name: string
}

export interface Replacement {
  /** The modules of the same PG that V2 can use. */
  readonly modules: readonly string[]
  /** Channels of this installation with one of them. */
  readonly channels: readonly KnownChannel[]
}

/** V1's codes of PGs whose module in V2 is another PG's product. */
const successors: Readonly<Record<string, string>> = { uplus: 'tosspayments', nice: 'nice_v2' }

/** What takes the place of V1's `pg` in V2: a module that serves V2, and a channel of it. Undefined: no such code. */
export function replacementOf(pg: string, channels: readonly KnownChannel[]): Replacement | undefined {
  const found = findModule(successors[pg] ?? pg)
  if (found === undefined) return undefined
  const own = found.module.versions.includes('V2') ? [found.module.code] : []
  const siblings = gateways
    .filter(({ id }) => id === found.gateway.id)
    .flatMap(({ catalogue }) => catalogue.modules)
    .filter(
      ({ versions, channelAttributes }) => versions.includes('V2') && channelAttributes.includes('PAYMENT'),
    )
    .map(({ code }) => code)
  const modules = own.length > 0 ? own : siblings
  return { modules, channels: channels.filter(({ module }) => modules.includes(module)) }
}

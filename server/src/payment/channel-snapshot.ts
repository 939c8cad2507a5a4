import type { OpenedChannel } from '../channel/open-channel.ts'
import type { ChannelSnapshot } from './payment.ts'

/** The channel as an attempt remembers it. */
export function toSnapshot(channel: OpenedChannel): ChannelSnapshot {
  return {
    id: channel.channelId,
    key: channel.channelKey,
    name: channel.name,
    mode: channel.mode,
    pg: channel.gateway.id,
    moduleCode: channel.moduleCode,
    pgProvider: channel.pgProvider,
    pgMerchantId: channel.pgMerchantId,
    manualConfirm: channel.manualConfirm,
  }
}

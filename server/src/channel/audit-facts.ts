import type { Channel } from './channel.ts'
import type { CredentialValues } from './channel-credentials.ts'

/** What the audit log keeps of a channel: of its credentials only which of them are set. */
export function auditFacts(channel: Channel, values: CredentialValues): Readonly<Record<string, unknown>> {
  return {
    channelId: channel.channelId,
    name: channel.name,
    mode: channel.mode,
    pg: channel.pg,
    module: channel.moduleCode,
    attribute: channel.attribute,
    pgMerchantId: channel.pgMerchantId,
    taxType: channel.taxType,
    manualConfirm: channel.manualConfirm,
    credentials: Object.keys(values).toSorted(),
    ...(channel.credentialsExpireAt === null
      ? {}
      : { credentialsExpireAt: channel.credentialsExpireAt.toISOString() }),
  }
}

/** Keys of the credentials that an edit set, changed or emptied. */
export function changedKeys(before: CredentialValues, after: CredentialValues): readonly string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((key) => before[key] !== after[key])
    .toSorted()
}

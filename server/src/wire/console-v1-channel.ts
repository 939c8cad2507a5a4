/**
 * `GET /console/api/stores/{storeId}/v1-default-channels` → V1DefaultChannels (channels.read)
 * `PUT …/v1-default-channels/{purpose}` (SaveV1DefaultBody) → V1DefaultChannels (channels.write).
 * 404 ChannelNotFoundError for a channel that cannot do it.
 */
export type V1DefaultPurpose = 'WINDOW' | 'API' | 'CERTIFICATION'

export interface V1DefaultChannels {
  readonly items: readonly V1DefaultChannel[]
}

export interface V1DefaultChannel {
  readonly purpose: V1DefaultPurpose
  /** Chosen, and still able; null: the rule below decides. */
  readonly chosen: string | null
  /** What a V1 request without `channelKey` and `pg` gets now; null where no channel can do it. */
  readonly effective: string | null
  readonly options: readonly {
    readonly channelKey: string
    readonly name: string
    readonly moduleCode: string
    readonly mode: 'LIVE' | 'TEST'
  }[]
}

export interface SaveV1DefaultBody {
  /** null: no choice of the merchant's own. */
  readonly channelKey: string | null
}

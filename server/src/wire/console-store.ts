import type { Mode } from './console.ts'

/** Stores (상점): the representative store and its sub-stores (하위 상점). Types only. */

/**
 * `GET /console/api/stores` → `{ items: StoreView[] }`, the representative store first; a role of one store sees that one.
 * `POST /console/api/stores` (CreateStoreBody) → StoreView · `PATCH …/{storeId}` (UpdateStoreBody) → StoreView
 * `DELETE …/{storeId}` → `{}`; accounts of the store are deleted with it, its payments stay readable and cancellable.
 *
 * 422 InvalidRequestError, RequiredTermDisagreedError; 409 DuplicatedStoreNameError, DuplicatedTierCodeError,
 * RepresentativeStoreCannotBeDeletedError, StaleVersionError. Keys of `fields`: name, tierCode, channelKeys, serviceUrls,
 * manager.name, manager.phone, manager.email, terms.privacy, terms.disclosure.
 */
export interface StoreView {
  readonly storeId: string
  readonly name: string
  readonly isRepresentative: boolean
  /** Sub-stores only; never changes. */
  readonly tierCode?: string
  readonly serviceUrls: readonly string[]
  readonly manager: StoreManager
  /** Webhooks go where the representative store's go. */
  readonly inheritsWebhooks: boolean
  /** Assigned channels of a sub-store in their order; the first of a mode serves V1 calls that name no PG. */
  readonly channels: readonly AssignedChannel[]
  readonly memberCount: number
  readonly createdAt: string
  readonly rowVersion: number
}
export interface StoreManager {
  readonly name: string
  /** Digits only; blank when not given. */
  readonly phone: string
  readonly email: string
}
export interface AssignedChannel {
  readonly channelKey: string
  readonly name: string
  readonly mode: Mode
  readonly pg: string
  readonly pgProvider: string
}
export interface CreateStoreBody {
  readonly name: string
  /** Three capitals or digits. */
  readonly tierCode: string
  /** Channels of the representative store, at least one. A channel may serve many stores. */
  readonly channelKeys: readonly string[]
  readonly serviceUrls: readonly string[]
  readonly manager: StoreManager
  readonly inheritsWebhooks: boolean
  readonly terms: {
    readonly privacy: boolean
    /** The sub-store was told that the merchant sees its data. */
    readonly disclosure: boolean
  }
}
/** Absent members stay as they are. Channels and inheritance exist on sub-stores only. */
export interface UpdateStoreBody {
  readonly name?: string
  readonly channelKeys?: readonly string[]
  readonly serviceUrls?: readonly string[]
  readonly manager?: StoreManager
  readonly inheritsWebhooks?: boolean
  readonly rowVersion: number
}

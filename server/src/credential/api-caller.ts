/** Who calls REST V2: a secret of one store, and through the representative store the whole merchant. */
export interface ApiCaller {
  readonly merchantId: string
  readonly homeStoreId: string
  /** True for a secret of the representative store: it may name any store of its merchant. */
  readonly isMerchantWide: boolean
  readonly apiSecretId: string
}

/** Who calls REST V1: a merchant's REST key, acting for its representative store or the sub-store of a `Tier` header. */
export interface V1Caller {
  readonly merchantId: string
  readonly storeId: string
}

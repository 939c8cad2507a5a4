/** A merchant's account at a PG. */
export interface Merchant {
  readonly mid: string
  /** Keys as in the platform's channel form. */
  readonly credentials: Readonly<Record<string, string>>
  /** A test MID is shared by many stores, so there may be several. */
  readonly notifyUrls: readonly string[]
}

export interface MerchantRegistration {
  readonly mid: string
  readonly credentials?: Readonly<Record<string, string>>
  readonly notifyUrl?: string
  readonly replaceNotifyUrls?: boolean
}

/** Opens an account or changes one: keys given replace those keys, a new address joins the earlier ones. */
export function registered(earlier: Merchant | undefined, registration: MerchantRegistration): Merchant {
  const kept = registration.replaceNotifyUrls === true ? [] : (earlier?.notifyUrls ?? [])
  const added = registration.notifyUrl === undefined ? [] : [registration.notifyUrl]
  return {
    mid: registration.mid,
    credentials: { ...earlier?.credentials, ...registration.credentials, mid: registration.mid },
    notifyUrls: [...new Set([...kept, ...added])],
  }
}

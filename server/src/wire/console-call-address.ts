/**
 * `GET /console/api/call-addresses` → CallAddressView (Owner, Admin, Dev)
 * `PUT /console/api/call-addresses` (SaveCallAddressBody) → CallAddressView. 422 InvalidRequestError with `fields`
 * (`rules`, `rules.0.cidr`, `rules.0.memo`), 409 PresentAddressLockedOutError (with `address`) unless
 * `acceptsLockOut`, 409 StaleVersionError.
 */
export interface CallAddressRule {
  /** `1.1.1.0/24`, `2001:db8::/32`. One address ends in `/32` or `/128`. */
  readonly cidr: string
  readonly memo: string
}
export interface CallAddressView {
  readonly isEnforced: boolean
  readonly rules: readonly CallAddressRule[]
  readonly rowVersion: number
  /** Where this request came from. */
  readonly presentAddress: string
}
export interface SaveCallAddressBody {
  readonly isEnforced: boolean
  readonly rules: readonly CallAddressRule[]
  readonly rowVersion: number
  /** The person was warned that his present address will be refused. */
  readonly acceptsLockOut?: boolean
}

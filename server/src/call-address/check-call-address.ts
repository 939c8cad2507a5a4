import type { V1Gate } from '../credential/issue-v1-token.ts'
import type { CallAddressRule } from '../wire/console-call-address.ts'
import { isInside } from './address-rule.ts'
import { refuseCallAddress } from './call-address-errors.ts'

/** A merchant's rules as a V1 call reads them along; a merchant without a row allows everybody. */
export interface CallAddressRules {
  readonly is_enforced: boolean | null
  readonly rules: readonly CallAddressRule[] | null
}

/**
 * Lets a V1 call pass when its merchant allows the address it comes from. The rules are read at each call, so that one
 * that was saved or removed holds from the next call on, on every replica.
 *
 * @throws CALL_ADDRESS_REFUSED
 */
export function checkCallAddress(
  { is_enforced: isEnforced, rules }: CallAddressRules,
  address: string,
): void {
  const cidrs = (rules ?? []).map(({ cidr }) => cidr)
  if (isEnforced === true && !isInside(address, cidrs))
    throw refuseCallAddress('CALL_ADDRESS_REFUSED', address)
}

/** The same for `getToken`, which learns the merchant by its key. */
export const callAddressGate: V1Gate = {
  json: (merchantIdSql) =>
    `(select row_to_json(a) from (select is_enforced, rules from call_address where merchant_id = ${merchantIdSql}) a)`,
  admit: (found, address) => {
    if (found === null) return
    // Whatever cannot be read lets nobody in.
    checkCallAddress(isRules(found) ? found : { is_enforced: true, rules: [] }, address)
  },
}

function isRules(found: unknown): found is CallAddressRules {
  return typeof found === 'object' && found !== null && 'is_enforced' in found && 'rules' in found
}

import type { Database } from '../foundation/database.ts'
import { isInside } from './address-rule.ts'
import { refuseCallAddress } from './call-address-errors.ts'
import { readCallAddresses } from './call-address-store.ts'

/**
 * Lets a V1 call pass when its merchant allows the address it comes from. Reads the rules at each call, so that a
 * rule that was saved or removed holds from the next call on, on every replica.
 *
 * @throws CALL_ADDRESS_REFUSED
 */
export async function checkCallAddress(
  { database }: { readonly database: Database },
  { merchantId, address }: { readonly merchantId: string; readonly address: string },
): Promise<void> {
  const { isEnforced, rules } = await readCallAddresses(database, merchantId)
  const isAllowed =
    !isEnforced ||
    isInside(
      address,
      rules.map(({ cidr }) => cidr),
    )
  if (!isAllowed) throw refuseCallAddress('CALL_ADDRESS_REFUSED', address)
}

import type { AuditActor, AuditLog } from '../audit/audit-log.ts'
import type { Clock } from '../foundation/clock.ts'
import type { Database } from '../foundation/database.ts'
import type { SaveCallAddressBody } from '../wire/console-call-address.ts'
import { isInside } from './address-rule.ts'
import { refuseCallAddress } from './call-address-errors.ts'
import { readCallAddresses, writeCallAddresses } from './call-address-store.ts'

export interface CallAddressDependencies {
  readonly database: Database
  readonly clock: Clock
  readonly audit: AuditLog
}

/**
 * Saves the whole rule set of a merchant.
 *
 * @throws PresentAddressLockedOutError, StaleVersionError
 */
export async function saveCallAddresses(
  { database, clock, audit }: CallAddressDependencies,
  body: SaveCallAddressBody,
  by: AuditActor & { readonly address: string },
): Promise<void> {
  const { isEnforced, rules, rowVersion, acceptsLockOut = false } = body
  const cidrs = rules.map(({ cidr }) => cidr)
  if (isEnforced && !acceptsLockOut && !isInside(by.address, cidrs)) {
    throw refuseCallAddress('PresentAddressLockedOutError', by.address, { address: by.address })
  }
  await database.transaction(async (transaction) => {
    const before = await readCallAddresses(transaction, by.merchantId)
    const next = { isEnforced, rules, rowVersion }
    const isWritten = await writeCallAddresses(transaction, by.merchantId, next, clock.now())
    if (!isWritten) throw refuseCallAddress('StaleVersionError')
    await audit.record(transaction, by, {
      action: 'call-address.update',
      target: by.merchantId,
      before: { isEnforced: before.isEnforced, rules: before.rules },
      after: { isEnforced, rules },
    })
  })
}
